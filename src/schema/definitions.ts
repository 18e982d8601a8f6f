import { when, type JsonSchema } from './json-schema.js'

/** Groups of keys shorter than this are easier to read where they stand. */
const SHORT = 400

/** The same schema with every larger part that stands in it more than once moved to `definitions`, named after its key. */
export function withDefinitions(root: JsonSchema): JsonSchema {
  const counts = new Map<string, number>()
  walk(root, (schema) => {
    const text = JSON.stringify(schema)
    counts.set(text, (counts.get(text) ?? 0) + 1)
    // What stands inside of a repeated part is repeated with it.
    return counts.get(text) === 1
  })
  const names = new Map<string, string>()
  const definitions: Record<string, JsonSchema> = {}
  const replace = (schema: JsonSchema, key: string): JsonSchema => {
    const text = JSON.stringify(schema)
    const inside = (): JsonSchema => mapInner(schema, key, replace)
    if (text.length < SHORT || counts.get(text) === 1) return inside()
    let name = names.get(text)
    if (name === undefined) {
      name = freeName(nameOf(schema, key), definitions)
      names.set(text, name)
      // Its place comes first: the parts inside are named after it.
      definitions[name] = {}
      definitions[name] = inside()
    }
    return { $ref: `#/definitions/${name}` }
  }
  const top = mapInner(root, '', replace)
  return { ...top, definitions }
}

/** Editors name what they expect by it: a group of one key is known by that key. */
function nameOf({ properties, type }: JsonSchema, key: string): string {
  const [only, ...others] = Object.keys(properties ?? {})
  if (only !== undefined && others.length === 0) return only
  return type === 'array' ? `list-of-${key}` : key
}

function freeName(key: string, taken: Readonly<Record<string, unknown>>): string {
  let name = key
  for (let n = 2; Object.hasOwn(taken, name); n += 1) name = `${key}-${n}`
  return name
}

function walk(schema: JsonSchema, enter: (schema: JsonSchema) => boolean): void {
  mapInner(schema, '', (inner) => {
    if (enter(inner)) walk(inner, enter)
    return inner
  })
}

type Change = (schema: JsonSchema, key: string) => JsonSchema

/** A schema with each schema directly inside it changed; `key` is the nearest key or kind, to name things after. */
export function mapInner(schema: JsonSchema, key: string, change: Change): JsonSchema {
  const { properties, additionalProperties, items, anyOf, allOf, then } = schema
  const kind = schema.if?.properties?.['kind']?.const
  const list = (schemas: readonly JsonSchema[]): JsonSchema[] =>
    schemas.map((each) => (each.if ? mapInner(each, key, change) : change(each, key)))
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, change(each, name)])),
    }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: change(additionalProperties, key) }),
    ...(items && { items: change(items, key) }),
    ...(anyOf && { anyOf: list(anyOf) }),
    ...(allOf && { allOf: list(allOf) }),
    ...(then && when(schema.if!, change(then, typeof kind === 'string' ? kind : key))),
  }
}

import * as z from 'zod'
import { expectations } from './scalars.js'

type Schema = z.core.$ZodType

/** The schema without `optional` and the like around it. */
function inner(schema: Schema): Schema {
  const def = (schema as z.core.$ZodTypes)._zod.def
  return 'innerType' in def ? inner(def.innerType) : def.type === 'lazy' ? inner(def.getter()) : schema
}

/** The schema and, when it is a union, all its options, unions inside unions included. */
export function alternatives(schema: Schema): z.core.$ZodTypes[] {
  const plain = inner(schema) as z.core.$ZodTypes
  return plain._zod.def.type === 'union' ? plain._zod.def.options.flatMap(alternatives) : [plain]
}

/** Every schema that may govern the value at a path: several where a union leads there and nothing decides. */
export function schemasAt(schema: Schema, path: readonly PropertyKey[], value: unknown): z.core.$ZodTypes[] {
  let schemas = governing(alternatives(schema), value)
  let current = value
  for (const step of path) {
    current = childValue(current, step)
    const next = schemas.flatMap(({ _zod: { def } }) => {
      if (def.type === 'object') {
        if (Object.hasOwn(def.shape, step)) return alternatives(def.shape[String(step)]!)
        const others = def.catchall && alternatives(def.catchall)
        return others?.filter((each) => each._zod.def.type !== 'never') ?? []
      }
      if (def.type === 'array') return alternatives(def.element)
      return def.type === 'record' ? alternatives(def.valueType) : []
    })
    schemas = governing(next, current)
  }
  return schemas
}

/** Of the groups a union offers, those whose fixed keys (`kind`, `mode`) agree with what was written. */
function governing(schemas: z.core.$ZodTypes[], value: unknown): z.core.$ZodTypes[] {
  const agreeing = schemas.filter(({ _zod: { def } }) => {
    if (def.type !== 'object' || !isGroup(value)) return false
    return Object.entries(def.shape).every(([key, each]) => {
      const literal = (each as z.core.$ZodTypes)._zod.def
      return literal.type !== 'literal' || literal.values.includes(childValue(value, key) as string)
    })
  })
  return agreeing.length > 0 ? agreeing : schemas
}

function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function childValue(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
  return (value as Record<PropertyKey, unknown>)[step]
}

/** "a list", "one of "a", "b" or a percent such as 8%": what follows the word "expected". */
export function expectationOf(schemas: readonly Schema[]): string {
  const values: string[] = []
  const others: string[] = []
  for (const schema of schemas.flatMap(alternatives)) {
    const own = expectations.get(schema)?.expects
    const def = schema._zod.def
    if (own !== undefined) others.push(own)
    else if (def.type === 'enum') values.push(...Object.values(def.entries).map(String))
    else if (def.type === 'literal') values.push(...def.values.map(String))
    else if (def.type === 'array') others.push('a list')
    else if (def.type === 'object' || def.type === 'record') others.push('a group of keys')
    else others.push('text')
  }
  const listed = [...new Set(values)].map((value) => `"${value}"`)
  const enumerated = listed.length > 1 ? `one of ${listed.join(', ')}` : listed.join('')
  return [enumerated, ...new Set(others)].filter((part) => part !== '').join(' or ')
}

/** The fixed values a schema accepts, for did-you-mean. */
export function valuesOf(schemas: readonly Schema[]): string[] {
  return schemas.flatMap(alternatives).flatMap(({ _zod: { def } }) => {
    if (def.type === 'enum') return Object.values(def.entries).map(String)
    return def.type === 'literal' ? def.values.map(String) : []
  })
}

/** The keys a group may have. */
export function keysOf(schemas: readonly Schema[]): string[] {
  return schemas
    .flatMap(alternatives)
    .flatMap(({ _zod: { def } }) => (def.type === 'object' ? Object.keys(def.shape) : []))
}

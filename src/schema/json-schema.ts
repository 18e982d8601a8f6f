import * as z from 'zod'
import { expectations } from '../yaml/scalars.js'

/** The part of JSON Schema draft-7 that shapes need, and the messages that editors show in place of their own. */
export interface JsonSchema {
  readonly $schema?: string
  readonly $id?: string
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly enumDescriptions?: readonly string[]
  readonly const?: unknown
  readonly pattern?: string
  readonly patternErrorMessage?: string
  readonly errorMessage?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly not?: JsonSchema
  readonly if?: JsonSchema
  readonly then?: JsonSchema
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** What holds where a condition does. */
export function when(condition: JsonSchema, then: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema, in a value that nobody awaits
  return { if: condition, then }
}

/**
 * YAML gives editors numbers, booleans and nulls where we read text. With `type`, they would offer `true` for a name; with
 * `not`, they could not say what is expected.
 */
function anyScalar(message: string): JsonSchema {
  return when({ type: ['object', 'array'] }, { type: 'string', errorMessage: message })
}

/**
 * The JSON Schema of a shape as editors read it best: the keys of a `kind` alone once the kind is written, no two ways to
 * write the same text, and our own words where a text does not fit. It accepts whatever the shape accepts, unless an id
 * is called `true`, `false` or `null`, which YAML does not take for text.
 */
export function jsonSchemaOf(shape: z.ZodType): JsonSchema {
  const raw = z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod
      if (def.type !== 'string' && def.type !== 'enum') return
      const expects = expectations.get(zodSchema)?.expects ?? (jsonSchema['enum'] ? undefined : 'text')
      if (expects !== undefined) jsonSchema['patternErrorMessage'] = `Expected ${expects}.`
    },
  }) as JsonSchema
  const { $schema: _, ...schema } = raw
  return tidy(schema)
}

function tidy(schema: JsonSchema): JsonSchema {
  const { properties, additionalProperties, propertyNames, items, anyOf, oneOf } = schema
  const inner: JsonSchema = {
    ...schema,
    ...(properties && { properties: mapValues(properties, tidy) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: tidy(additionalProperties) }),
    ...(propertyNames && { propertyNames: ofText(propertyNames) }),
    ...(items && { items: tidy(items) }),
  }
  if (oneOf) return byKind({ ...inner, oneOf: oneOf.map(tidy) })
  return anyOf ? either({ ...inner, anyOf: anyOf.map(tidy) }) : scalar(inner)
}

function ofText({ pattern, patternErrorMessage }: JsonSchema): JsonSchema {
  return {
    ...(pattern !== undefined && { pattern }),
    ...(patternErrorMessage !== undefined && { patternErrorMessage }),
  }
}

function scalar(schema: JsonSchema): JsonSchema {
  const { type, enum: values, pattern, ...rest } = schema
  if (values?.includes(true)) return { ...rest, type: ['boolean', 'string'], pattern: '^(true|false)$' }
  const free = type === 'string' ? pattern === undefined && !values : Array.isArray(type) && type.includes('boolean')
  if (!free) return schema
  return { ...rest, ...anyScalar(schema.patternErrorMessage!), ...(pattern !== undefined && { pattern }) }
}

/** Options whose keys are told apart by `kind`: first the kinds, then the keys of the one that was written. */
function byKind({ oneOf = [], ...rest }: JsonSchema): JsonSchema {
  const kinds = oneOf.map(({ properties }) => properties!['kind']!)
  const nameOf = ({ const: kind }: JsonSchema): string => String(kind)
  return {
    ...rest,
    type: 'object',
    properties: {
      kind: {
        description: 'What it is; which keys go with it follows from this.',
        enum: kinds.map((kind) => kind.const),
        enumDescriptions: kinds.map((kind) => (kind.description ?? '').replace(`${nameOf(kind)}: `, '')),
      },
    },
    required: ['kind'],
    allOf: oneOf.map((option, index) => {
      const kind = kinds[index]!
      const isIt: JsonSchema = { type: 'object', properties: { kind: { const: kind.const } }, required: ['kind'] }
      return when(isIt, { title: nameOf(kind), ...option })
    }),
  }
}

/** Options side by side; of texts, the one that takes any text makes the others needless. */
function either({ anyOf = [], ...rest }: JsonSchema): JsonSchema {
  const flat = anyOf.flatMap((option) => (option.anyOf && option.description === undefined ? option.anyOf : [option]))
  const free = flat.find((option) => option.if !== undefined)
  const options = free ? flat.filter((option) => option === free || isGroup(option)) : flat
  return options.length === 1 ? { ...options[0], ...rest } : { ...rest, anyOf: options }
}

function isGroup({ type }: JsonSchema): boolean {
  return type === 'object' || type === 'array'
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

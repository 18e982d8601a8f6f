import * as z from 'zod'

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
}

/** Every key and every word of a choice that a YAML shape knows. */
export function wordsOf(shape: z.ZodType): { readonly keys: readonly string[]; readonly choices: readonly string[] } {
  const keys = new Set<string>()
  const choices = new Set<string>()
  const walk = (schema: Schema): void => {
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      keys.add(key)
      walk(inner)
    }
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties)
    if (schema.items) walk(schema.items)
    for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(inner)
    for (const choice of [...(schema.enum ?? []), schema.const]) if (typeof choice === 'string') choices.add(choice)
  }
  walk(z.toJSONSchema(shape, { target: 'draft-7', io: 'input' }) as Schema)
  return { keys: [...keys], choices: [...choices] }
}

import { z } from 'zod'

/** What a schema expects, in words that follow "expected": used in messages, kept by `.describe()` and `.meta()`. */
export const expectations = z.registry<{ expects: string }>()

/**
 * Every YAML scalar arrives as text, so every shape is a text with a pattern: no transforms, which JSON Schema cannot
 * show. `type` widens the JSON Schema where an editor would see a YAML number or boolean.
 */
function shaped(pattern: RegExp, expects: string, type: string | string[] = 'string'): z.ZodString {
  return z.string().regex(pattern).meta({ type }).register(expectations, { expects })
}

const NUMBER = String.raw`[+-]?\d{1,15}(\.\d{1,10})?`

/** Any text that is not blank. */
export const text = shaped(/\S/, 'text', ['string', 'number', 'boolean'])
/** Ids of plans, measures, components (domain: conditions and formulas). */
export const id = shaped(
  /^[a-z][a-z0-9_-]*$/,
  'an id of lower-case letters, digits, "_" and "-" that begins with a letter',
)
/** Plain digits, at most 15 + 10. Read it with `parseDecimal`. */
export const decimalText = shaped(new RegExp(`^${NUMBER}$`), 'a number such as 25000 or 0.08', ['string', 'number'])
/** Read it with `parseRatio`. */
export const ratioText = shaped(new RegExp(`^${NUMBER}( ?%)?$`), 'a percent or ratio such as 8% or 0.08', [
  'string',
  'number',
])
/** Whole numbers from 0 to 9999, for days, levels, positions. */
export const wholeText = shaped(/^\d{1,4}$/, 'a whole number such as 3', ['string', 'integer'])
/** Read it with `parseDate`, which also knows which days exist. */
export const dateText = shaped(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-03-31')
export const booleanText = z
  .enum(['true', 'false'])
  .meta({ type: ['string', 'boolean'], enum: ['true', 'false', true, false] })
  .register(expectations, { expects: 'true or false' })
export const periodIdText = shaped(/^[0-9A-Za-z-]+$/, 'a period such as 2026-03 or 2026-Q1', ['string', 'integer'])
export const currencyText = shaped(/^[A-Z]{3}$/, 'a currency code such as USD')
/** Checked by the expression compiler; the shape asks only that there is one. */
export const expressionText = shaped(/\S/, 'an expression', ['string', 'number', 'boolean'])

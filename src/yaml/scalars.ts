import * as z from 'zod'

/** What a schema expects, in words that follow "expected": used in messages, kept by `.describe()` and `.meta()`. */
export const expectations = z.registry<{ expects: string; takes?: Takes }>()

/**
 * What a constant's name may stand for, where a plan can name one. Slots that take `expression` besides have names of
 * their own for everything that is no plain number.
 */
export type Takes = 'number' | 'ratio' | 'date' | 'expression'

/**
 * Every YAML scalar arrives as text, so every shape is a text with a pattern: no transforms, which JSON Schema cannot
 * show. `type` widens the JSON Schema where an editor would see a YAML number or boolean.
 */
function shaped(pattern: RegExp, expects: string, type: string | string[] = 'string', takes?: Takes): z.ZodString {
  return z
    .string()
    .regex(pattern)
    .meta({ type })
    .register(expectations, takes ? { expects, takes } : { expects })
}

const NUMBER = String.raw`[+-]?\d{1,15}(\.\d{1,10})?`
/** A number, or the name of a constant instead of one. */
const NAME = '[a-z][a-z0-9_]*'

/** Any text that is not blank. */
export const text = shaped(/\S/, 'text', ['string', 'number', 'boolean'])
/** Ids of plans, measures, components (domain: conditions and formulas). */
export const id = shaped(
  /^[a-z][a-z0-9_-]*$/,
  'an id of lower-case letters, digits, "_" and "-" that begins with a letter',
)
/** Names of constants: expressions use them, where a hyphen is a minus. */
export const constantName = shaped(
  new RegExp(`^${NAME}$`),
  'a name of lower-case letters, digits and "_" that begins with a letter',
)
/** Plain digits, at most 15 + 10, or a constant's name. Read it with `parseDecimal`. */
export const decimalText = shaped(
  new RegExp(`^(${NUMBER}|${NAME})$`),
  'a number such as 25000 or 0.08',
  ['string', 'number'],
  'number',
)
/** Or a constant's name. Read it with `parseRatio`. */
export const ratioText = shaped(
  new RegExp(`^(${NUMBER}( ?%)?|${NAME})$`),
  'a percent or ratio such as 8% or 0.08',
  ['string', 'number'],
  'ratio',
)
/** Whole numbers from 0 to 9999, for days, levels, positions. */
export const wholeText = shaped(/^\d{1,4}$/, 'a whole number such as 3', ['string', 'integer'])
/** Or a constant's name. Read it with `parseDate`, which also knows which days exist. */
export const dateText = shaped(
  new RegExp(String.raw`^(\d{4}-\d{2}-\d{2}|${NAME})$`),
  'a date such as 2026-03-31',
  'string',
  'date',
)
/** Days or calendar months. Read it with `parseSpan`. */
export const spanText = shaped(/^\d{1,4} (?:day|month)s?$/, 'a time such as 90 days or 3 months')
export const booleanText = z
  .enum(['true', 'false'])
  .meta({ type: ['string', 'boolean'], enum: ['true', 'false', true, false] })
  .register(expectations, { expects: 'true or false' })
export const periodIdText = shaped(/^[0-9A-Za-z-]+$/, 'a period such as 2026-03 or 2026-Q1', ['string', 'integer'])
export const currencyText = shaped(/^[A-Z]{3}$/, 'a currency code such as USD')
/** Checked by the expression compiler; the shape asks only that there is one. */
export const expressionText = shaped(/\S/, 'an expression', ['string', 'number', 'boolean'], 'expression')

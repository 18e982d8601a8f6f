import { z } from 'zod'
import { booleanText, text, wholeText } from '../yaml/scalars.js'

/** The YAML shapes of who is credited. */
export const levelsShape = z
  .union([z.enum(['all']), wholeText, z.strictObject({ only: wholeText.describe('Exactly this many levels above.') })])
  .describe('How many levels above the credited payee.')

export const creditRuleShape = z.union([
  z
    .enum(['direct', 'overlay'])
    .describe('direct = the owner or the revenue-split participants; overlay = overlay rows of the splits file.'),
  z.strictObject({
    rollup: z
      .strictObject({
        levels: levelsShape,
        include: z.enum(['overlay']).describe('overlay: also overlay credits of the people below.').optional(),
        include_own: booleanText.describe('Whether own deals count as team credits.').optional(),
      })
      .describe('Managers above the people credited directly.'),
  }),
  z.strictObject({
    territory: z
      .strictObject({ role: text.describe('The role in which the territory is held.') })
      .describe("Whoever holds the deal's territory on the credit date."),
  }),
])

export type CreditRuleShape = z.infer<typeof creditRuleShape>

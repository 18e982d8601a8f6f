import * as z from 'zod'
import { booleanText, expressionText, ratioText, text, wholeText } from '../yaml/scalars.js'

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
    rule: z
      .strictObject({
        where: expressionText.describe('Condition on rep (and deal): whose deals these are.'),
        share: ratioText
          .describe('How much of the deal each of them is credited with; all of it unless said.')
          .optional(),
      })
      .describe('Everybody on the plan for whom a condition holds on the credit date.'),
  }),
  z.strictObject({
    territory: z
      .strictObject({ role: text.describe('The role in which the territory is held.') })
      .describe("Whoever holds the deal's territory on the credit date."),
  }),
])

export type CreditRuleShape = z.infer<typeof creditRuleShape>

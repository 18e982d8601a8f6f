import { z } from 'zod'
import { expressionText, ratioText } from '../yaml/scalars.js'

/** The YAML shapes of what changes a component's pay around its rate. */
const multiplier = z.strictObject({
  when: expressionText.describe('Condition on the deal (and rep); absent holds always.').optional(),
  times: ratioText.describe('What the pay is multiplied with: 1.25 or 125%.').optional(),
  add: ratioText.describe('Points added to the rate before anything is multiplied: 5%.').optional(),
  by: z.enum(['attainment']).describe('The multiplier depends on attainment: then `tiers`.').optional(),
  at: z.enum(['running']).describe('Attainment as each deal left it; else that at the end of the period.').optional(),
  tiers: z
    .array(
      z.strictObject({
        from: ratioText.describe('Start of the tier; the boundary itself belongs to it.').optional(),
        above: ratioText.describe('Start of the tier; the boundary itself belongs to the tier below.').optional(),
        times: ratioText.describe('What the pay is multiplied with in this tier.'),
      }),
    )
    .min(1)
    .optional(),
})

export const multiplierShape = z.union([multiplier, z.array(multiplier).min(1)])

export const upliftShape = z.strictObject({
  when: expressionText.describe('Condition on the deal (and rep); absent holds always.').optional(),
  times: ratioText.describe('What the credited amount is multiplied with before the rate sees it.'),
  for: z
    .enum(['attainment', 'both'])
    .describe('attainment: it only moves further through the tiers; both: it is also paid on.'),
})

export type MultiplierShape = z.infer<typeof multiplier>

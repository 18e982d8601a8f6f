import * as z from 'zod'
import { booleanText, decimalText, expressionText, id, ratioText, text } from '../yaml/scalars.js'
import { WINDOWS } from './plan.js'

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
    .describe('The factor by attainment, from the lowest tier up.')
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

export const reviewShape = z
  .array(
    z.strictObject({
      when: expressionText.describe(
        'What a person should look at: a condition on deal, rep and credit, or as in a gate.',
      ),
      reason: text.describe('Why, in words for the person who looks at it.'),
    }),
  )
  .min(1)

/** Money, or an expression on rep that gives it. */
/** Money in plain digits, or an expression that gives it. */
export const moneyText = z.union([decimalText, expressionText])

export const prorate = booleanText
  .describe('true: the cap per pay period shrinks with part presence; else it does not.')
  .optional()

/** What becomes of the part above a cap, of a component or the plan. */
export function excessKeys<const U extends 'window_end' | 'plan_end'>(until: readonly U[]) {
  return {
    excess: z
      .enum(['lost', 'carried'])
      .describe('What becomes of the part above the cap: lost, or carried into room of later pay periods.'),
    until: z.enum(until).describe('How long it is carried.').optional(),
    // oxlint-disable-next-line unicorn/no-thenable -- a word of the plan language, in a shape that nobody awaits
    then: z.enum(['lost', 'paid']).describe('What becomes of what is left then.').optional(),
  }
}

export const capShape = z.strictObject({
  per_deal: moneyText.describe('Most that one deal pays.').optional(),
  per_period: moneyText.describe('Most that the component pays in a pay period.').optional(),
  per_window: moneyText.describe('Most that the component pays in its window.').optional(),
  per: text.describe('A column of the deals: deals with one value of it share the cap `most`.').optional(),
  most: decimalText.describe('Most that the deals with one value of `per` pay in the window.').optional(),
  prorate,
  ...excessKeys(['window_end', 'plan_end']),
})

export const floorShape = z.strictObject({
  per_period: decimalText.describe('Least that the component pays in a pay period.'),
})

export const gateShape = z.strictObject({
  measure: id.describe('The measure whose attainment opens the gate.').optional(),
  at_least: ratioText.describe('The attainment that must be reached: 80%.').optional(),
  above: ratioText.describe('The attainment that must be exceeded.').optional(),
  when: expressionText.describe('Or a condition on rep, period, attainment_of() and score_of().').optional(),
  window: z.enum(WINDOWS).describe('The span that it is tested over.'),
  against: z
    .enum(['full_quota', 'quota_to_date'])
    .describe("The whole window's quota, or that of the pay periods so far.")
    .optional(),
  else: z
    .enum(['hold', 'lost'])
    .describe('hold: pay waits until the gate is passed, lost at the end of its window; lost: it never pays.'),
  reclose: z
    .enum(['keep', 'take_back'])
    .describe('What was paid in its window when it closes again: kept, or taken back.'),
})

export type UpliftShape = z.infer<typeof upliftShape>
export type ReviewShape = z.infer<typeof reviewShape>
export type CapShape = z.infer<typeof capShape>
export type GateShape = z.infer<typeof gateShape>
export type MultiplierShape = z.infer<typeof multiplier>

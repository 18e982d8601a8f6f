import * as z from 'zod'
import { dateText, decimalText, expressionText, ratioText } from '../yaml/scalars.js'
import { moneyText } from './modifier-shapes.js'

/** What a guarantee and a draw have in common: how much, for whom, when. */
const minimumKeys = {
  amount: moneyText.describe('For a whole pay period, in plan currency: money, or an expression on rep.'),
  where: expressionText.describe('Who has it: a condition on rep; everybody on the plan unless said.').optional(),
  from: dateText.describe('Its first day; that of the plan unless said.').optional(),
  to: dateText.describe('Its last day, included; that of the plan unless said.').optional(),
  schedule: z
    .array(ratioText)
    .min(1)
    .describe('Parts of the amount by month of tenure, from that of hire_date on; the last one repeats.')
    .optional(),
}

/** Which pay a guarantee and a draw look at. */
const countingKeys = {
  counts: z
    .array(z.enum(['true_ups', 'clawbacks', 'adjustments']))
    .describe('What counts as pay besides what is earned in the period.'),
  on: z
    .enum(['earned', 'payable'])
    .describe('Whether pay counts when it is earned, or when it is released.')
    .optional(),
}

/** The YAML shape of a guarantee: a minimum that nobody owes. */
export const guaranteeShape = z.strictObject({ ...minimumKeys, ...countingKeys })

/** The YAML shape of a draw. Which keys go with which type and style is for the compiler. */
export const drawShape = z.strictObject({
  type: z
    .enum(['recoverable', 'non_recoverable'])
    .describe('recoverable: it is owed and repaid from later pay. non_recoverable: a `guarantee`.'),
  style: z
    .enum(['minimum', 'advance'])
    .describe('minimum: pay is topped up to the amount. advance: the amount is paid, whatever is earned.')
    .optional(),
  netted: z
    .enum(['same_period', 'next_period'])
    .describe('Which pay an advance is taken from: same_period, that of its own period; next_period, later pay.')
    .optional(),
  ...minimumKeys,
  recovery: z
    .strictObject({
      percent: ratioText.describe('How much of what may be taken is taken.'),
      most_per_period: decimalText.describe('Most that is taken in a pay period.').optional(),
      from: dateText.describe('First day of the first pay period that repays.').optional(),
      to: dateText.describe('Last day of the last pay period that repays.').optional(),
    })
    .describe('How what is owed is taken from later pay.')
    .optional(),
  at_end: z.enum(['forgive', 'carry']).describe('What becomes of what is owed when the draw has ended.').optional(),
  ...countingKeys,
})

export type DrawShape = z.infer<typeof drawShape>
export type MinimumShape = z.infer<typeof guaranteeShape>

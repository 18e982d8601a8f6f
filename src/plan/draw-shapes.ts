import { z } from 'zod'
import { dateText, decimalText, expressionText, ratioText } from '../yaml/scalars.js'

/** The YAML shape of a recoverable draw. */
export const drawShape = z.strictObject({
  type: z.enum(['recoverable']).describe('recoverable: what it tops up is owed and repaid from later pay.'),
  style: z.enum(['minimum']).describe('minimum: pay is topped up to the amount; the shortfall is owed.'),
  amount: decimalText.describe('For a whole pay period, in plan currency.'),
  where: expressionText.describe('Who has it: a condition on rep; everybody on the plan unless said.').optional(),
  from: dateText.describe('First day of the draw; that of the plan unless said.').optional(),
  to: dateText.describe('Last day of the draw, included; that of the plan unless said.').optional(),
  schedule: z
    .array(ratioText)
    .min(1)
    .describe('Parts of the amount by month of tenure, from that of hire_date on; the last one repeats.')
    .optional(),
  recovery: z.strictObject({
    percent: ratioText.describe('How much of what may be taken is taken.'),
    most_per_period: decimalText.describe('Most that is taken in a pay period.').optional(),
  }),
  at_end: z.enum(['forgive', 'carry']).describe('What becomes of what is owed when the draw has ended.'),
  counts: z
    .array(z.enum(['true_ups', 'adjustments']))
    .describe('What counts as pay besides what is earned in the period.'),
})

import * as z from 'zod'
import { decimalText, id, ratioText, text, wholeText } from '../yaml/scalars.js'

/** YAML shapes of what plans say of quotas. */
export const rampShape = z
  .strictObject({
    from: text.describe('The date column of the reps file in whose calendar month the ramp starts.'),
    quota: z
      .array(ratioText)
      .min(1)
      .describe('Percent of the quota by month of tenure; all of it afterwards.')
      .optional(),
    amount: z
      .record(id, z.array(decimalText).min(1))
      .describe('By measure, the quota of each month of tenure; the whole quota afterwards.')
      .optional(),
    tiers: z
      .enum(['ramped', 'full'])
      .describe('Which quota tiers go by; ramped unless said.')
      .meta({ default: 'ramped' })
      .optional(),
  })
  .describe('Less quota in the first months.')

export const teamQuotaShape = z
  .strictObject({
    sum_of: z.enum(['members']).describe('Whose quotas are summed.'),
    measure: id.describe("The measure of the members' plans; that of the same id unless said.").optional(),
    levels: z.union([z.enum(['all']), wholeText]).describe('How many levels below the payee.'),
    as_of: z
      .enum(['period_start', 'period_end'])
      .describe('On which day of each pay period it is looked who is below.'),
    times: ratioText.describe('A factor on the sum.').optional(),
  })
  .describe("The payee's quota is the sum of those of the people below him.")

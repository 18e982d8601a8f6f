import * as z from 'zod'
import { CAUSES } from '../model/records.js'
import { expressionText, ratioText, spanText, text } from '../yaml/scalars.js'

/** The YAML shapes of when earned pay becomes payable, and when it is taken back. */
export const releaseShape = z
  .array(
    z.strictObject({
      at: z
        .enum(['booking', 'invoice', 'payment'])
        .describe('booking: the credit date; invoice, payment: in proportion to what is invoiced or paid.'),
      after: spanText.describe('So long after it: 90 days or 3 months.').optional(),
      share: ratioText.describe('The part that becomes payable then; those of a component total 100%.'),
      of: text
        .describe('The number column of deals that the amounts of events are a part of; `amount` unless said.')
        .meta({ default: 'amount' })
        .optional(),
    }),
  )
  .min(1)

const rule = z.strictObject({
  on: z.array(z.enum(CAUSES)).min(1).describe('The events that take pay back.'),
  count_from: expressionText.describe('The day of the deal from which `within`, bands and pro_rata count.').optional(),
  within: spanText
    .describe('Events up to so long after it, that day included, take back; later ones nothing.')
    .optional(),
  take: z
    .union([
      z.enum(['full', 'pro_rata']),
      ratioText,
      z.strictObject({
        bands: z
          .array(
            z.strictObject({
              within: spanText.describe('Events up to so long after `count_from`, that day included.'),
              share: ratioText.describe('The part of what was paid that they take back.'),
            }),
          )
          .min(1)
          .describe('By the age of the deal; after the last one nothing is taken.'),
      }),
    ])
    .describe(
      'full: all that was paid; 50%: a part of it; pro_rata: the part of `within` that was left; bands: by age.',
    ),
  restate_attainment: z
    .enum(['source', 'current', 'none'])
    .describe(
      'source: the deal leaves the window of its credit; current: it is debited where it was cancelled; none: it stays.',
    ),
})

export const clawbackShape = z.union([z.enum(['none']), rule])

export type ReleaseShape = z.infer<typeof releaseShape>
export type ClawbackShape = z.infer<typeof clawbackShape>

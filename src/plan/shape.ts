import { z } from 'zod'
import { ROUNDING_MODES } from '../base/money.js'
import { rateShapes } from '../rates/registry.js'
import {
  booleanText,
  constantName,
  currencyText,
  dateText,
  decimalText,
  expressionText,
  id,
  ratioText,
  text,
  wholeText,
} from '../yaml/scalars.js'
import { multiplierShape, upliftShape } from './modifier-shapes.js'
import { WINDOWS } from './plan.js'

/**
 * The YAML shape of a plan file: what editors check while typing. It says nothing of meaning (does the measure exist,
 * do the tiers ascend): `compile` does. Descriptions are the reference's first line for each key.
 */
const creditRule = z.union([
  z
    .enum(['direct', 'overlay'])
    .describe('direct = the owner or the revenue-split participants; overlay = overlay rows of the splits file.'),
  z.strictObject({
    rollup: z
      .strictObject({
        levels: z
          .union([
            z.enum(['all']),
            wholeText,
            z.strictObject({ only: wholeText.describe('Exactly this many levels above.') }),
          ])
          .describe('How many levels above the credited payee.'),
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

const measure = z.strictObject({
  where: expressionText.describe('Condition on the deal (and rep); absent counts every deal.').optional(),
  amount: expressionText.describe('What counts: an expression, `count` or `quantity`.'),
  unit: z.enum(['money', 'number']).describe('What an amount expression gives; `money` unless said.').optional(),
  date: expressionText.describe('The credit date: which day places the deal in a period.'),
  credit: z.union([creditRule, z.array(creditRule).min(1)]).describe('Who is credited: one rule, or a list of them.'),
  split: z
    .enum(['share', 'whole'])
    .describe('How a shared deal counts where amount is `count` or `quantity`.')
    .optional(),
})

const component = z.strictObject({
  id: id.describe('Name of the component, unique in the plan.'),
  name: text.describe('Name for people; the id unless given.').optional(),
  kind: z.enum(['commission']).describe('commission: a rate on credited deals.'),
  measure: id.describe('The measure it pays on.'),
  where: expressionText.describe('Who is eligible: a condition on rep, on the credit date.').optional(),
  from: dateText.describe('First day whose credits it pays.').optional(),
  to: dateText.describe('Last day whose credits it pays, included.').optional(),
  window: z.enum(WINDOWS).describe('The span over which measure and tiers accumulate.'),
  against: z
    .enum(['full_quota', 'quota_to_date'])
    .describe("The whole window's quota, or that of the pay periods so far.")
    .optional(),
  uplift: upliftShape.optional(),
  rate: z.discriminatedUnion('kind', rateShapes),
  multiplier: multiplierShape.optional(),
  cap: z
    .strictObject({
      per_deal: decimalText.describe('Most that one deal pays.').optional(),
      per_period: decimalText.describe('Most that the component pays in a pay period.').optional(),
      per_window: decimalText.describe('Most that the component pays in its window.').optional(),
      excess: z.enum(['lost']).describe('What becomes of the part above the cap.'),
    })
    .optional(),
  floor: z
    .strictObject({ per_period: decimalText.describe('Least that the component pays in a pay period.') })
    .optional(),
})

const constant = z.union([
  text.describe('A number, a percent, a date, true or false; text in quotes.'),
  z.strictObject({
    value: text.describe('For everybody whose cell is blank.'),
    per_payee: text.describe('The reps column with the own value of a payee, of the row in force.'),
  }),
])

export const planShape = z.strictObject({
  plan: id.describe('Id of the plan, as in the plan column of the reps file.'),
  name: text.describe('Name for people.').optional(),
  template: booleanText.describe('true: only there to be extended; nobody is on it.').optional(),
  extends: id.describe('The plan whose parts it takes over, but for those that it writes itself.').optional(),
  without: z.array(id).min(1).describe('Components of the extended plan that it leaves out.').optional(),
  currency: currencyText.describe('ISO 4217 code of all amounts of the plan.'),
  effective: z.strictObject({
    from: dateText.describe('First day in force.'),
    to: dateText.describe('Last day in force, included.'),
  }),
  pays: text.describe('How often it pays: month, quarter, half, year, or a level of periods.csv.'),
  assign: expressionText.describe('Who is on the plan: a condition on rep.').optional(),
  rounding: z
    .strictObject({
      mode: z.enum(ROUNDING_MODES).describe('How halves and fractions of the minor unit are rounded.'),
      at: z
        .enum(['line', 'total'])
        .describe('line: each line; total: lines are rounded so that they sum to the rounded total.'),
    })
    .optional(),
  proration: z.enum(['days', 'months', 'none']).describe('How quotas shrink for part-period presence.').optional(),
  month_counts: z.enum(['whole', 'any', 'by_15th']).describe('Which months of part presence count.').optional(),
  seasonality: z
    .array(decimalText)
    .describe('Weights by which a longer quota falls on the year: 4 for its quarters, 12 for its months.')
    .optional(),
  ramp: z
    .strictObject({
      from: text.describe('The date column of the reps file in whose calendar month the ramp starts.'),
      quota: z.array(ratioText).min(1).describe('Percent of the quota by month of tenure; all of it afterwards.'),
    })
    .describe('Less quota in the first months.')
    .optional(),
  negative: z.enum(['owed']).describe('What becomes of a negative total.').optional(),
  continues: id.describe('The plan whose accumulation this one goes on with; `none` restarts.').optional(),
  cap: z
    .strictObject({
      per_period: decimalText.describe('Most that all components together pay a payee in a pay period.'),
      excess: z.enum(['lost']).describe('What becomes of the part above the cap.'),
    })
    .optional(),
  constants: z.record(constantName, constant).describe('Values by name, for expressions and numbers.').optional(),
  measures: z.record(id, measure),
  components: z.array(component).min(1),
})

/** A template may lack whatever the plans that extend it give. */
export const templateShape = planShape.partial().required({ plan: true })

export type PlanShape = z.infer<typeof planShape>
export type TemplateShape = z.infer<typeof templateShape>
export type CreditRuleShape = z.infer<typeof creditRule>
export type MeasureShape = z.infer<typeof measure>
export type ComponentShape = z.infer<typeof component>

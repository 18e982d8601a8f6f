import * as z from 'zod'
import { ROUNDING_MODES } from '../base/money.js'
import {
  booleanText,
  constantName,
  currencyText,
  dateText,
  decimalText,
  expressionText,
  id,
  periodIdText,
  text,
  wholeText,
} from '../yaml/scalars.js'
import { componentShape } from './component-shapes.js'
import { creditRuleShape } from './credit-shapes.js'
import { drawShape, guaranteeShape } from './draw-shapes.js'
import { excessKeys, prorate } from './modifier-shapes.js'
import { clawbackShape } from './release-shapes.js'
import { rampShape, teamQuotaShape } from './quota-shapes.js'

const measure = z.strictObject({
  where: expressionText.describe('Condition on the deal (and rep); absent counts every deal.').optional(),
  amount: expressionText.describe('What counts: an expression, `count` or `quantity`.'),
  unit: z
    .enum(['money', 'number'])
    .describe('What an amount expression gives; `money` unless said.')
    .meta({ default: 'money' })
    .optional(),
  split: z
    .enum(['share', 'whole'])
    .describe('How a shared deal counts where amount is `count` or `quantity`.')
    .optional(),
  date: expressionText.describe('The credit date: which day places the deal in a period.'),
  credit: z
    .union([creditRuleShape, z.array(creditRuleShape).min(1)])
    .describe('Who is credited: one rule, or a list of them.'),
  quota: teamQuotaShape.optional(),
})

const constant = z.union([
  text.describe('A number, a percent, a date, true or false; text in quotes.'),
  z.strictObject({
    value: text.describe('For everybody whose cell is blank.'),
    per_payee: text.describe('The reps column with the own value of a payee, of the row in force.'),
  }),
])

/**
 * The YAML shape of a plan file: what editors check while typing. It says nothing of meaning (does the measure exist,
 * do the tiers ascend): `compile` does. Descriptions are the reference's first line for each key.
 */
export const planShape = z.strictObject({
  plan: id.describe('Id of the plan, as in the plan column of the reps file.'),
  name: text.describe('Name for people.').optional(),
  template: booleanText.describe('true: only there to be extended; nobody is on it.').optional(),
  extends: id.describe('The plan whose parts it takes over, but for those that it writes itself.').optional(),
  without: z.array(id).min(1).describe('Components of the extended plan that it leaves out.').optional(),
  currency: currencyText.describe('ISO 4217 code of all amounts of the plan.'),
  effective: z
    .strictObject({
      from: dateText.describe('First day in force.'),
      to: dateText.describe('Last day in force, included.'),
    })
    .describe('The days on which the plan is in force.'),
  pays: text
    .describe('How often it pays: month, quarter, half, year, or a level of periods.csv.')
    .meta({ examples: ['month', 'quarter', 'half', 'year'] }),
  assign: expressionText.describe('Who is on the plan: a condition on rep.').optional(),
  additional: booleanText
    .describe('Whether payees may be on it besides their own plan; false unless said.')
    .meta({ default: false })
    .optional(),
  rounding: z
    .strictObject({
      mode: z.enum(ROUNDING_MODES).describe('How halves and fractions of the minor unit are rounded.'),
      at: z
        .enum(['line', 'total'])
        .describe('line: each line; total: lines are rounded so that they sum to the rounded total.'),
    })
    .describe('How money is rounded to minor units; half away from zero, line by line, unless said.')
    .optional(),
  proration: z.enum(['days', 'months', 'none']).describe('How quotas shrink for part-period presence.').optional(),
  month_counts: z.enum(['whole', 'any', 'by_15th']).describe('Which months of part presence count.').optional(),
  seasonality: z
    .array(decimalText)
    .describe('Weights by which a longer quota falls on the year: 4 for its quarters, 12 for its months.')
    .optional(),
  ramp: rampShape.optional(),
  negative: z
    .enum(['owed', 'carry'])
    .describe('What becomes of a negative total: `owed` shows it, `carry` takes it from later pay.')
    .optional(),
  leavers: z
    .strictObject({
      credit_days: wholeText.describe('Deals dated up to so many days after end_date are credited.').optional(),
      unreleased: z
        .enum(['pay', 'forfeit'])
        .describe('Pay that is not released when somebody leaves: it is paid when it is released, or lost.')
        .optional(),
    })
    .describe('What becomes of deals dated after a payee left, and of his pay that is not released.')
    .optional(),
  guarantee: guaranteeShape.describe('The least that is paid; nobody owes it.').optional(),
  draw: drawShape.describe('Pay that is topped up or advanced, and whether it is owed.').optional(),
  clawback: clawbackShape
    .describe('What is taken back when a deal is cancelled, refunded or not paid; `none`: nothing.')
    .optional(),
  threshold: decimalText.describe('Payouts below it wait until they reach it together.').optional(),
  restates: periodIdText
    .describe('The first closed period that a change of this plan reaches into; later ones are computed again by it.')
    .optional(),
  continues: id.describe('The plan whose accumulation this one goes on with; `none` restarts.').optional(),
  cap: z
    .strictObject({
      per_period: decimalText.describe('Most that all components together pay a payee in a pay period.'),
      prorate,
      ...excessKeys(['plan_end']),
    })
    .describe('The most that all components together pay, and what becomes of the part above.')
    .optional(),
  constants: z.record(constantName, constant).describe('Values by name, for expressions and numbers.').optional(),
  floor: z
    .strictObject({ per_period: decimalText.describe('Least that all components together pay in a pay period.') })
    .describe('The least that all components together pay.')
    .optional(),
  measures: z.record(id, measure).describe('What counts, by name: which deals, how much of them, for whom, when.'),
  components: z.array(componentShape).min(1).describe('What is paid: each one a way of earning, added up.'),
})

/** A template may lack whatever the plans that extend it give. */
export const templateShape = planShape.partial().required({ plan: true })

export type PlanShape = z.infer<typeof planShape>
export type TemplateShape = z.infer<typeof templateShape>
export type MeasureShape = z.infer<typeof measure>

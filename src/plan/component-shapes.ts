import * as z from 'zod'
import { rateShapesOf } from '../rates/registry.js'
import { booleanText, dateText, decimalText, expressionText, id, ratioText, text } from '../yaml/scalars.js'
import { capShape, floorShape, gateShape, multiplierShape, reviewShape, upliftShape } from './modifier-shapes.js'
import { clawbackShape, releaseShape } from './release-shapes.js'
import { levelsShape } from './credit-shapes.js'
import { WINDOWS } from './plan.js'

/**
 * The YAML shape of each kind of component. Keys of one name mean the same in every kind, and stand in the same order:
 * what it is, for whom, on what, at which rate, and what changes its pay.
 */
const named = {
  id: id.describe('Name of the component, unique in the plan.'),
  name: text.describe('Name for people; the id unless given.').optional(),
} as const

const forWhom = {
  weight: ratioText.describe('Its part of the target incentive: 60%. Those of a plan total 100%.').optional(),
  where: expressionText.describe('Who is eligible: a condition on rep, on the credit date.').optional(),
} as const

const days = {
  from: dateText.describe('First day whose credits it pays.').optional(),
  to: dateText.describe('Last day whose credits it pays, included.').optional(),
} as const

const around = {
  multiplier: multiplierShape
    .describe('What multiplies its pay or adds to its rate: one, or a list of them.')
    .optional(),
  gate: gateShape.describe('What must be reached before it pays.').optional(),
  cap: capShape.describe('The most that it pays, and what becomes of the part above.').optional(),
  floor: floorShape.describe('The least that it pays.').optional(),
  review: reviewShape.describe('Which credits a person should look at before the run is approved.').optional(),
} as const

const measure = id.describe('The measure it pays on.')
const window = z.enum(WINDOWS).describe('The span over which measure and tiers accumulate.')
const against = z
  .enum(['full_quota', 'quota_to_date'])
  .describe("The whole window's quota, or that of the pay periods so far.")
  .optional()
const rate = z.discriminatedUnion('kind', rateShapesOf('deals')).describe('What it pays on each credit.')
const interim = booleanText.describe('true: pays to date in each pay period; else at the end of the window.').optional()
const leaver = z
  .enum(['pay', 'lapse'])
  .describe('What somebody gets who leaves the company inside the window: his part, or nothing.')
  .optional()
const target = expressionText
  .describe('Money at 100 % for the whole window, prorated by presence: a number or an expression on rep.')
  .optional()

/** Of what pays deals. */
const byDeal = {
  release: releaseShape.describe('When it becomes payable; all at once unless said.').optional(),
  clawback: clawbackShape
    .describe('What is taken back when a deal is cancelled; what the plan says unless said, `none`: nothing.')
    .optional(),
} as const

const commission = z.strictObject({
  ...named,
  kind: z.literal('commission').describe('commission: a rate on credited deals.'),
  ...forWhom,
  measure,
  ...days,
  window,
  against,
  uplift: upliftShape.describe('Deals that count for more before the rate sees them.').optional(),
  rate,
  ...around,
  ...byDeal,
})

const spiff = z.strictObject({
  ...named,
  kind: z.literal('spiff').describe('spiff: extra pay per deal or unit between two days.'),
  ...forWhom,
  measure,
  from: dateText.describe('First day whose deals it pays.'),
  to: dateText.describe('Last day whose deals it pays, included.'),
  rate,
  budget: decimalText.describe('Most that it pays to all together.').optional(),
  budget_each: decimalText.describe('Most that it pays to each payee from its first day to its last.').optional(),
  ...around,
  ...byDeal,
})

const override = z.strictObject({
  ...named,
  kind: z.literal('override').describe('override: a manager’s percent on the deals of the people below.'),
  ...forWhom,
  measure: id.describe('The direct measure whose credits are rolled up.'),
  ...days,
  of: z.enum(['credits', 'earnings']).describe('A percent of what is credited below, or of what is earned below.'),
  mode: z
    .enum(['full', 'cascading'])
    .describe('full: each level on the whole amount; cascading: on what owner and lower levels left.'),
  below: z.array(id).min(1).describe('The components of the people below whose pay counts, by id.').optional(),
  levels: levelsShape,
  window,
  against,
  rate,
  ...around,
  ...byDeal,
})

const bonus = z.strictObject({
  ...named,
  kind: z.literal('bonus').describe('bonus: an amount by what has been credited in the window.'),
  ...forWhom,
  measure: id.describe('The measure it looks at.').optional(),
  ...days,
  window,
  against,
  target,
  rate: z.discriminatedUnion('kind', rateShapesOf('once')).describe('The amount that it pays once for the window.'),
  interim,
  leaver,
  ...around,
})

const mbo = z.strictObject({
  ...named,
  kind: z.literal('mbo').describe('mbo: target incentive x weighted scores of objectives.'),
  ...forWhom,
  ...days,
  window,
  target,
  max_score: ratioText.describe('Most that the score of one objective counts: 120%.').optional(),
  interim,
  leaver,
  ...around,
})

const pool = z.strictObject({
  ...named,
  kind: z.literal('pool').describe('pool: an amount shared by weights.'),
  ...forWhom,
  measure,
  ...days,
  window,
  against,
  amount: decimalText.describe('Money that is shared.').optional(),
  rate: ratioText.describe('Or a share of everything credited by the measure on this plan.').optional(),
  per: text.describe('The reps column that makes a pool of its own for each of its values.').optional(),
  share_by: expressionText.describe('Weight of a member: a number on rep; times his presence.'),
  leaver: z
    .enum(['lapse'])
    .describe('lapse: a leaver’s share is paid to nobody; else it goes to the others.')
    .optional(),
  interim,
  ...around,
})

const rank = z.strictObject({
  ...named,
  kind: z.literal('rank').describe('rank: prizes for the first ones.'),
  ...forWhom,
  measure,
  ...days,
  window,
  against,
  by: z.enum(['attainment', 'amount']).describe('What they are ranked by.'),
  prizes: z.array(decimalText).min(1).describe('Money for the first place, the second, …'),
  interim,
  ...around,
})

export const componentShape = z.discriminatedUnion('kind', [commission, spiff, override, bonus, mbo, pool, rank])

export type ComponentShape = z.infer<typeof componentShape>
export type ComponentKind = ComponentShape['kind']
/** The shape of components of a kind. */
export type ShapeOf<K extends ComponentKind> = Extract<ComponentShape, { kind: K }>
export type DealShape = ShapeOf<'commission' | 'spiff' | 'override'>

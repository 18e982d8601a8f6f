import { calculate } from '../support/project.js'
import { csv, DEALS, plan, type PlanParts } from '../support/plan.js'

/** Components with one thing wrong, for the tables of refusals. */
export const REPS = csv('payee_id name team base_salary target_incentive', 'ana Ana red 60000 24000')
const MEASURES = {
  won: 'amount: deal.amount, date: deal.close_date, credit: direct',
  region: 'amount: deal.amount, date: deal.close_date, credit: [direct, { rollup: { levels: all } }]',
  deals: 'amount: count, split: share, date: deal.close_date, credit: direct',
}
export const component = (text: string, keys: readonly string[] = []): PlanParts => ({ keys, components: [text] })

export const run = (parts: PlanParts, settings?: string, periods?: string) =>
  calculate({
    plans: plan({ measures: MEASURES, ...parts }),
    reps: REPS,
    deals: csv(DEALS),
    settings,
    periods,
    period: '2026-01',
  })

export const FLAT = 'rate: { kind: flat, rate: 10% }'
export const FEE = 'rate: { kind: flat, amount: 50, per: deal, split: share }'
export const PERCENTS = 'rate: { kind: curve, by: amount, points: [{ at: 0, percent: 0% }, { at: 9, percent: 100% }] }'
export const curve = (points: string, by = 'by: amount'): string => `rate: { kind: curve, ${by}, points: [${points}] }`
export const milestone = (tiers: string, by = 'by: amount'): string =>
  `rate: { kind: milestone, ${by}, pays: highest, tiers: [${tiers}] }`
export const FORMULA = 'rate: { kind: formula, formula: credited * 0.1 }'
export const TABLE =
  'kind: table, by: [rep.team], match: first, rows: [{ rep.team: red, amount: 5 }], otherwise: { amount: 1 }'

export const commission = (text: string, keys?: readonly string[]): PlanParts =>
  component(`id: c, window: period, ${text}`, keys)
export const spiff = (text: string, keys?: readonly string[]): PlanParts =>
  component(`kind: spiff, id: s, from: 2026-01-01, to: 2026-03-31, ${text}`, keys)
export const override = (text: string, window = 'period'): PlanParts =>
  component(`kind: override, id: team, levels: all, window: ${window}, ${FLAT}, ${text}`)
export const bonus = (text: string, window = 'period'): PlanParts =>
  component(`kind: bonus, id: b, window: ${window}, ${text}`)
export const mbo = (text: string): PlanParts => component(`kind: mbo, id: m, window: period, ${text}`)
export const pool = (text: string): PlanParts => component(`kind: pool, id: t, window: period, ${text}`)
export const rank = (text: string): PlanParts => component(`kind: rank, id: r, window: period, ${text}`)
export const gate = (text: string, window = 'period'): PlanParts =>
  component(`id: c, window: ${window}, ${FLAT}, gate: { ${text}, else: hold, reclose: keep }`)
export const cap = (text: string, window = 'period'): PlanParts =>
  component(`id: c, window: ${window}, ${FLAT}, cap: { ${text} }`)

/** What is wrong, the plan, the codes of the run. */
export type Cases = readonly (readonly [string, PlanParts, readonly string[]])[]

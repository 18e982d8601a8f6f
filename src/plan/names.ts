import type { CellType, Columns } from '../model/table.js'
import type { PlanContext } from './compiler.js'
import type { ComponentShape } from './component-shapes.js'
import type { PlanShape } from './shape.js'

/** Values that expressions may name beside `deal` and `rep`, by where they stand. What they come to: engine/values.ts. */
export type Names = ReadonlyMap<string, CellType>

function numeric(reps: Columns, column: string): boolean {
  return reps.get(column)?.type === 'number'
}

/** Of the payee: the yearly `target_incentive`, `ote` (base salary + target incentive), `target` (weight x target incentive). */
function payeeNames({ reps }: PlanContext, weighted: boolean): [string, CellType][] {
  if (!numeric(reps, 'target_incentive')) return []
  return [
    ['target_incentive', 'number'],
    ...(numeric(reps, 'base_salary') ? ([['ote', 'number']] as [string, CellType][]) : []),
    ...(weighted ? ([['target', 'number']] as [string, CellType][]) : []),
  ]
}

/** `attainment_of("id")` of every component that has a measure. */
function attainmentNames({ components }: PlanShape): [string, CellType][] {
  return components.filter((each) => 'measure' in each).map(({ id }) => [`attainment_of:${id}`, 'number'])
}

/** `score_of("id")` of every component with objectives. */
function scoreNames({ components }: PlanShape): [string, CellType][] {
  return components.filter(({ kind }) => kind === 'mbo').map(({ id }) => [`score_of:${id}`, 'number'])
}

const PERIOD: readonly [string, CellType][] = [
  ['period.id', 'text'],
  ['period.start', 'date'],
  ['period.end', 'date'],
]

/** A credit on its own. */
export function creditNames({ deals }: PlanContext): Names {
  return new Map<string, CellType>([
    ['credit.amount', 'number'],
    ...(deals.get('quantity') ? ([['credit.quantity', 'number']] as const) : []),
    ['credit.percent', 'number'],
    ['credit.date', 'date'],
    ['credit.payee_id', 'text'],
  ])
}

/** Rates and amounts of deals. `quota` is the year's, before ramp and proration (F22); a formula has the window's. */
export function dealNames(context: PlanContext, plan: PlanShape, shape: ComponentShape): Names {
  return new Map<string, CellType>([
    ...creditNames(context),
    ['quota', 'number'],
    ...payeeNames(context, shape.weight !== undefined),
    ...attainmentNames(plan),
  ])
}

/** Amounts that are paid once a window. */
export function onceNames(context: PlanContext, plan: PlanShape, shape: ComponentShape): Names {
  const measured = 'measure' in shape && shape.measure !== undefined
  const payee = payeeNames(context, false)
  return new Map<string, CellType>([
    ...payee,
    ...(payee.length > 0 ? ([['target_incentive_period', 'number']] as const) : []),
    ...(shape.weight !== undefined || 'target' in shape ? ([['target', 'number']] as const) : []),
    ...(measured ? (['credited', 'quota', 'attainment'] as const).map((each) => [each, 'number'] as const) : []),
    ...attainmentNames(plan),
    ...scoreNames(plan),
    ...PERIOD,
  ])
}

/** Conditions of gates. */
export function gateNames(context: PlanContext, plan: PlanShape): Names {
  return new Map([...payeeNames(context, false), ...attainmentNames(plan), ...scoreNames(plan), ...PERIOD])
}

/** Amounts of guarantees and draws: what is prorated is the amount, so the target incentive is that of a whole pay period. */
export function minimumNames(context: PlanContext): Names {
  const payee = payeeNames(context, false)
  return new Map([...payee, ...(payee.length > 0 ? ([['target_incentive_period', 'number']] as const) : [])])
}

/** Amounts of caps and targets. */
export function moneyNames(context: PlanContext): Names {
  return new Map(payeeNames(context, false))
}

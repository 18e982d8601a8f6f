import { mended, type Decimal } from '../base/decimal.js'
import { isAbsent } from '../expression/expression.js'
import type { Line, LineKind } from '../engine/line.js'
import { paysDeals, type Component, type Gate } from '../plan/component.js'
import type { CompiledOnce, CompiledRate } from '../rates/rate.js'
import { isLookUp } from '../rates/look-up.js'
import { tierReached, tierStarts, type Tier, type TierBy } from '../rates/tiers.js'
import { watchExpression, type RuleMaker } from './rules.js'
import type { MemoryRun } from './memory-run.js'
import { linesOn } from './plan-rules.js'

type Path = readonly (string | number)[]

/** The rules of a component: that it pays, its tiers and where they begin, its gate, caps and conditions. */
export function componentRules(maker: RuleMaker, component: Component, index: number): void {
  const path: Path = ['components', index]
  const { id, cap } = component
  const linesIn = (run: MemoryRun): readonly Line[] =>
    linesOn(run, maker.plan).filter((line) => line.component?.id === id)
  const seen = (missing: string, at: Path, test: (line: Line) => boolean, target: 'key' | 'value' = 'key'): void =>
    maker.add({
      missing,
      place: maker.file.doc.placeOf([...path, ...at], target),
      reachedIn: (run) => linesIn(run).some(test),
    })
  const cuts = (kind: LineKind, missing: string, at: Path): void => seen(missing, at, (line) => line.kind === kind)

  const pays = (line: Line): boolean => line.kind === component.kind && !line.amount.isZero()
  seen(`nobody whom ${id} pays`, ['id'], pays, 'value')
  maker.condition(component.where, `\`where\` of ${id}`, [...path, 'where'])
  if ('rate' in component) rateRules(maker, component.rate, id, [...path, 'rate'], linesIn)
  if (paysDeals(component)) {
    maker.condition(component.uplift?.when, `the uplift's \`when\` of ${id}`, [...path, 'uplift', 'when'])
    if (component.budget)
      cuts('budget_cap', `nothing that the budget of ${id} cuts`, [component.budget.all ? 'budget' : 'budget_each'])
    if (component.release) {
      cuts('accrued_withheld', `no pay of ${id} that waits for its release`, ['release'])
      cuts('accrued_released', `no pay of ${id} that is released later`, ['release'])
    }
    if (component.clawback) cuts('clawback', `no pay of ${id} that is taken back`, ['clawback'])
  }
  multiplierRules(maker, component, path, linesIn)
  if (component.gate) gateRules(maker, component.gate, id, [...path, 'gate'])
  if (cap?.perDeal) cuts('deal_cap', `no deal that the cap of ${id} cuts`, ['cap', 'per_deal'])
  if (cap?.perPeriod) cuts('period_cap', `no pay period that the cap of ${id} cuts`, ['cap', 'per_period'])
  if (cap?.perWindow) cuts('window_cap', `no window that the cap of ${id} cuts`, ['cap', 'per_window'])
  if (cap?.perGroup) cuts('group_cap', `nothing that the cap of ${id} cuts`, ['cap', 'per'])
  if (component.floor) cuts('floor', `nobody whom the floor of ${id} lifts`, ['floor'])
}

function rateRules(
  maker: RuleMaker,
  rate: CompiledRate | CompiledOnce,
  id: string,
  path: Path,
  linesIn: (run: MemoryRun) => readonly Line[],
): void {
  const place = (at: Path): ReturnType<typeof maker.file.doc.placeOf> => maker.file.doc.placeOf([...path, ...at])
  const list = rate.kind === 'curve' ? 'points' : rate.kind === 'matrix' ? 'dimensions' : 'tiers'
  for (const [index, label] of rate.tiers.entries()) {
    maker.add({
      missing: `no pay of ${id} in the tier ${label}`,
      place: place(list === 'dimensions' ? [list] : [list, index]),
      reachedIn: (run) => linesIn(run).some(({ slices }) => slices.some(({ tier }) => tier === index)),
    })
  }
  const { scale } = rate
  // The places of tiers begin with the second one: the first starts at zero.
  const skipped = rate.kind === 'tiered' ? 1 : 0
  for (const [index, { at }] of (scale?.places ?? []).entries()) {
    if (at.isZero()) continue
    boundaryRule(maker, id, scale!.by, at, place(list === 'dimensions' ? [list] : [list, index + skipped]), linesIn)
  }
  for (const expression of rate.expressions) {
    if (!isLookUp(expression) || rate.kind !== 'table') continue
    const values = rate.values ?? []
    const rows = (nodeAt(maker, [...path, 'rows']) as readonly unknown[]).length
    const reached = values.map((_, index) =>
      index < rows
        ? maker.told(`nothing that row ${index + 1} of ${id} fits`, [...path, 'rows', index])
        : maker.told(`nothing for which ${id} takes \`otherwise\``, [...path, 'otherwise']),
    )
    watchExpression(expression, (answer, frame) => {
      if (isAbsent(answer)) return
      const chosen = expression.choose(frame)
      if (!isAbsent(chosen)) reached[values.indexOf(chosen)]?.()
    })
  }
}

/** Some position that lies exactly on the place: what `from` and `above` decide. */
function boundaryRule(
  maker: RuleMaker,
  id: string,
  by: TierBy,
  at: Decimal,
  place: ReturnType<RuleMaker['file']['doc']['placeOf']>,
  linesIn: (run: MemoryRun) => readonly Line[],
): void {
  const shown = by === 'attainment' ? `${at.times(100).toFixed()} %` : at.toFixed()
  maker.add({
    missing: `nobody who is at ${shown} of ${id} exactly`,
    place,
    reachedIn: (run) =>
      linesIn(run).some(({ after, quota, slices }) => {
        const start = by === 'attainment' ? quota && at.times(quota.amount) : at
        const ends = [...(after ? [after] : []), ...slices.slice(-1).map(({ to }) => to)]
        return start !== undefined && ends.some((end) => mended(end).equals(mended(start)))
      }),
  })
}

function multiplierRules(
  maker: RuleMaker,
  { id, multipliers }: Component,
  path: Path,
  linesIn: (run: MemoryRun) => readonly Line[],
): void {
  const several = multipliers.length > 1 || Array.isArray(nodeAt(maker, [...path, 'multiplier']))
  for (const [index, each] of multipliers.entries()) {
    const at = [...path, 'multiplier', ...(several ? [index] : [])]
    if (each.kind !== 'attainment') {
      maker.condition(each.when, `the multiplier's \`when\` of ${id}`, [...at, 'when'])
      continue
    }
    for (const [tier, { boundary, label }] of each.tiers.entries()) {
      const place = maker.file.doc.placeOf([...at, 'tiers', tier])
      maker.add({
        missing: `no pay of ${id} that is multiplied in the tier ${label}`,
        place,
        reachedIn: (run) => linesIn(run).some((line) => isReached(line, each.tiers, tier)),
      })
      if (tier > 0) boundaryRule(maker, `the multiplier of ${id}`, 'attainment', boundary, place, linesIn)
    }
  }
}

function isReached({ quota, credited, after }: Line, tiers: readonly Tier[], tier: number): boolean {
  const position = after ?? credited
  if (quota === undefined || position === undefined) return false
  return tierReached(tiers, tierStarts(tiers, 'attainment', quota.amount), mended(position)) === tier
}

function gateRules(maker: RuleMaker, gate: Gate, id: string, path: Path): void {
  const { condition, window } = gate
  if (condition.kind === 'when') {
    const [open, closed] = ['open', 'closed'].map((state) =>
      maker.told(`nobody for whom the gate of ${id} is ${state}`, [...path, 'when']),
    )
    watchExpression(condition.when, (answer) => (answer === true ? open!() : answer === false && closed!()))
    return
  }
  const { measure, against, least, inclusive } = condition
  const level = window === 'period' ? maker.plan.pays : window
  const orders = (run: MemoryRun): readonly number[] =>
    run.attainments.flatMap((each) => {
      const { plan } = each.participation.run
      const mine = plan.id === maker.plan.id && plan.from === maker.plan.from && each.measure.id === measure.id
      const fits = mine && each.span.level === level && (against === undefined || each.against === against)
      if (!fits || !each.quota?.amount.greaterThan(0)) return []
      return [mended(each.credited).comparedTo(mended(each.quota.amount.times(least)))]
    })
  const isOpen = (order: number): boolean => (inclusive ? order >= 0 : order > 0)
  const add = (missing: string, test: (order: number) => boolean): void =>
    maker.add({
      missing,
      place: maker.file.doc.placeOf([...path, inclusive ? 'at_least' : 'above']),
      reachedIn: (run) => orders(run).some(test),
    })
  add(`nobody for whom the gate of ${id} is open`, isOpen)
  add(`nobody for whom the gate of ${id} is closed`, (order) => !isOpen(order))
  add(`nobody who is at ${least.times(100).toFixed()} % of the gate of ${id} exactly`, (order) => order === 0)
}

function nodeAt({ file }: RuleMaker, path: Path): unknown {
  return path.reduce<unknown>(
    (node, step) => (node as Readonly<Record<string | number, unknown>> | undefined)?.[step],
    file.doc.value,
  )
}

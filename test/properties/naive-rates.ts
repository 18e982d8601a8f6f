import type {
  Axis,
  NaiveBand,
  NaiveCurve,
  NaiveDeal,
  NaiveFormula,
  NaiveMatrix,
  NaiveRate,
  NaiveTable,
  NaiveTier,
  NaiveTiered,
} from './naive-model.js'
import {
  excessCourse,
  interpolatedRate,
  interpolatedSum,
  marginal,
  mixedCourse,
  reached,
  type Step,
} from './naive-tiers.js'
import { compare, minus, NOTHING, over, plus, ratio, read, times, total, type Rational } from './rational.js'

/** A credit as a rate sees it: after the uplift; in window `deal` as the whole deal. */
export interface Rated {
  readonly deal: NaiveDeal
  /** What is paid on. */
  readonly amount: Rational
  /** How far it moves by amount or attainment. */
  readonly moved: Rational
  readonly share: Rational
  /** How often it counts as a deal; its units. */
  readonly count: Rational
  readonly units: Rational
}

export interface Worth {
  /** What the rate is multiplied with; points of a multiplier too. */
  readonly base: Rational
  readonly pay: Rational
}

/** The worth of each credit of a window, in their order; what a window is worth is their sum (domain section 6). */
export function worthEach(rate: NaiveRate, credits: readonly Rated[], quota: Rational): Worth[] {
  switch (rate.kind) {
    case 'flat':
      return credits.map((credit) => paid(rate, credit, read(rate.pay)))
    case 'table':
      return credits.map((credit) => paid(rate, credit, rowFor(rate, credit.deal)))
    case 'formula':
      return formulaEach(rate, credits, quota)
    case 'matrix':
      return matrixEach(rate, credits, quota)
    case 'curve':
      return curveEach(rate, credits, quota)
    case 'tiered':
      return rate.mode === 'interpolated' ? interpolatedEach(rate, credits, quota) : tieredEach(rate, credits, quota)
  }
}

function baseOf({ per }: NaiveRate, { amount, count, units }: Rated): Rational {
  return per === undefined ? amount : per === 'deal' ? count : units
}

function paid(rate: NaiveRate, credit: Rated, pay: Rational): Worth {
  const base = baseOf(rate, credit)
  return { base, pay: times(base, pay) }
}

/** How far a credit moves through tiers or bands. */
function sizeOf(by: Axis, { moved, count, units }: Rated): Rational {
  return by === 'count' ? count : by === 'quantity' ? units : moved
}

function startOf(by: Axis | 'margin', { at }: NaiveBand, quota: Rational): Rational {
  return by === 'attainment' ? times(read(at), quota) : read(at)
}

/** Credits move through marginal tiers one by one: each is worth the difference that it makes, negative ones too. */
function walkEach(
  rate: NaiveTiered | NaiveMatrix,
  by: Axis,
  credits: readonly Rated[],
  tiersFor: (credit: Rated) => readonly Step[],
): Worth[] {
  let position = NOTHING
  return credits.map((credit) => {
    const before = position
    const moved = sizeOf(by, credit)
    position = plus(position, moved)
    const tiers = tiersFor(credit)
    // Nothing moved: paid where it stands.
    if (moved.top === 0n) return paid(rate, credit, tiers[reached(tiers, before)]!.pay)
    const pay = minus(marginal(tiers, position), marginal(tiers, before))
    const base = baseOf(rate, credit)
    return { base, pay: times(over(base, moved), pay) }
  })
}

function stepsOf(by: Axis, tiers: readonly NaiveTier[], quota: Rational, mode: Step['mode']): Step[] {
  return tiers.map((tier) => ({
    ...tier,
    start: startOf(by, tier, quota),
    pay: read(tier.pay),
    mode: tier.mode ?? mode,
  }))
}

function tieredEach(rate: NaiveTiered, credits: readonly Rated[], quota: Rational): Worth[] {
  const { by, mode, tiers } = rate
  const steps = stepsOf(by, tiers, quota, mode === 'retroactive' ? 'retroactive' : 'marginal')
  const end = total(credits.map((credit) => sizeOf(by, credit)))
  const course = mode === 'excess_at_top' ? excessCourse(steps, end) : mixedCourse(steps, end)
  return walkEach(rate, by, credits, () => course)
}

function interpolatedEach(rate: NaiveTiered, credits: readonly Rated[], quota: Rational): Worth[] {
  const { by, tiers, sums } = rate
  const steps = stepsOf(by, tiers, quota, 'marginal')
  const end = startOf(by, { key: 'from', at: rate.end! }, quota)
  if (!sums) {
    const pay = interpolatedRate(steps, end, total(credits.map((credit) => sizeOf(by, credit))))
    return credits.map((credit) => paid(rate, credit, pay))
  }
  let position = NOTHING
  return credits.map((credit) => {
    const before = position
    const base = sizeOf(by, credit)
    position = plus(position, base)
    return { base, pay: minus(interpolatedSum(steps, end, position), interpolatedSum(steps, end, before)) }
  })
}

/** A value between the points of a curve; below the first nothing, or what it says; beyond the last that one (F29). */
export function onCurve(
  points: readonly { readonly at: Rational; readonly pay: Rational }[],
  hold: boolean,
  position: Rational,
): Rational {
  const before = points.findLastIndex(({ at }) => compare(at, position) <= 0)
  if (before < 0) return hold ? points[0]!.pay : NOTHING
  const [low, high] = [points[before]!, points[before + 1]]
  if (high === undefined) return low.pay
  const part = over(minus(position, low.at), minus(high.at, low.at))
  return plus(low.pay, times(part, minus(high.pay, low.pay)))
}

/** The rate reached at the end is that of the whole window. */
function curveEach(rate: NaiveCurve, credits: readonly Rated[], quota: Rational): Worth[] {
  const points = rate.points.map(({ at, pay }) => ({
    at: startOf(rate.by, { key: 'from', at }, quota),
    pay: read(pay),
  }))
  const pay = onCurve(points, rate.hold, total(credits.map((credit) => sizeOf(rate.by, credit))))
  return credits.map((credit) => paid(rate, credit, pay))
}

/** F30: `first` from the top, `specific` by the earliest attribute of product, type. */
function rowFor({ rows, match, otherwise }: NaiveTable, { product, type, amount }: NaiveDeal): Rational {
  const fitting = rows.filter(
    (row) =>
      (row.product?.includes(product) ?? true) &&
      (row.type === undefined || row.type === type) &&
      (row.atLeast === undefined || compare(read(amount), read(row.atLeast)) >= 0),
  )
  const given = (attribute: 'product' | 'type') => fitting.filter((row) => row[attribute] !== undefined)
  const [byProduct, byType] = [given('product'), given('type')]
  const both = byProduct.filter((row) => row.type !== undefined)
  const specific = [both, byProduct, byType].find((each) => each.length > 0) ?? fitting
  const row = match === 'first' ? fitting[0] : specific[0]
  return read(row?.pay ?? otherwise!)
}

/** F27: bands of what accumulates are those of the window's end, unless `running`; others are the deal's own. */
function matrixEach(rate: NaiveMatrix, credits: readonly Rated[], quota: Rational): Worth[] {
  const { by, bands, products, cells, otherwise, running } = rate
  const placed = bands.map((band) => ({ ...band, start: startOf(by, band, quota) }))
  const cell = (band: number, { product }: NaiveDeal): Rational =>
    read(cells[band]![products.indexOf(product)] ?? otherwise)
  if (by === 'margin') {
    return credits.map((credit) => {
      const margin = read(credit.deal.margin)
      const { key, start } = placed[0]!
      const below = compare(margin, start) < (key === 'above' ? 1 : 0)
      return paid(rate, credit, below ? read(otherwise) : cell(reached(placed, margin), credit.deal))
    })
  }
  if (running) {
    return walkEach(rate, by, credits, ({ deal }) =>
      placed.map((band, index) => ({ ...band, pay: cell(index, deal), mode: 'marginal' })),
    )
  }
  const at = reached(placed, total(credits.map((credit) => sizeOf(by, credit))))
  return credits.map((credit) => paid(rate, credit, cell(at, credit.deal)))
}

/** F28: per credit. `attainment` is that of the whole window (F27). */
function formulaEach({ formula }: NaiveFormula, credits: readonly Rated[], quota: Rational): Worth[] {
  const credited = total(credits.map(({ moved }) => moved))
  const pays: Record<NaiveFormula['formula'], (credit: Rated) => Rational> = {
    tenth: ({ amount }) => times(amount, read('0.1')),
    kicker: ({ amount }) => times(amount, read(compare(credited, quota) >= 0 ? '0.2' : '0.1')),
    part_of_quota: ({ amount }) => times(over(amount, quota), ratio(1000)),
    units: ({ units, share }) => plus(times(units, ratio(2)), times(share, ratio(10))),
    margin: ({ amount, deal }) => minus(times(amount, times(read(deal.margin), ratio(1, 100))), ratio(5)),
    reached: ({ share }) => times(over(credited, quota), times(share, ratio(100))),
  }
  return credits.map((credit) => ({ base: credit.amount, pay: pays[formula](credit) }))
}

import { parseDecimal, ZERO, type Decimal } from '../base/decimal.js'
import type { RateValue } from '../rates/rate.js'
import { compileAmount, compileMoney } from './amount.js'
import type { Compiler, Path } from './compiler.js'
import type { Cap, Excess } from './component.js'
import type { ComponentShape } from './component-shapes.js'
import type { CapShape } from './modifier-shapes.js'
import { moneyNames } from './names.js'
import { checkPayable } from './payable.js'
import type { Plan } from './plan.js'

/** Money above zero in plain digits, or an expression on rep that gives money for each payee. */
function capAmount(compiler: Compiler, text: string | undefined, path: Path): RateValue | undefined {
  const names = moneyNames(compiler.context)
  return text === undefined ? undefined : compileAmount(compiler, { text, path, names, what: 'a cap', code: 'SPM3028' })
}

function capMoney(compiler: Compiler, text: string, path: Path): Decimal | undefined {
  return compileMoney(compiler, text, path, 'a cap', 'SPM3028')
}

/** `cap` of a component. */
export function compileCap(
  compiler: Compiler,
  { cap, floor, kind }: ComponentShape,
  path: Path,
  window: string,
  longer: boolean | undefined,
): Cap | undefined {
  if (cap === undefined) return undefined
  const { report } = compiler
  const at = [...path, 'cap']
  const perDeal = capAmount(compiler, cap.per_deal, [...at, 'per_deal'])
  const perPeriod = capAmount(compiler, cap.per_period, [...at, 'per_period'])
  const perWindow = capAmount(compiler, cap.per_window, [...at, 'per_window'])
  const perGroup = compileGroup(compiler, cap, at)
  const onDeals = kind === 'commission' || kind === 'spiff' || kind === 'override'
  const byDeal = (['per_deal', 'per'] as const).find((key) => cap[key] !== undefined)
  if (!onDeals && byDeal) {
    report('SPM3413', `\`${byDeal}\` has no effect: a ${kind} is not paid by deal`, [...at, byDeal], undefined, 'key')
  }
  if (cap.per_window !== undefined && longer === false) {
    const message = `\`per_window\` has no effect: the window (${window}) is no longer than the pay period`
    const fix =
      kind === 'spiff' ? 'Say `budget_each`: most that the spiff pays each payee over all its days.' : undefined
    report('SPM3412', message, [...at, 'per_window'], fix, 'key')
  }
  if (floor !== undefined && (cap.per_window !== undefined || cap.excess === 'carried')) {
    const which = cap.per_window === undefined ? 'what the cap carries fill' : 'the cap per window cut'
    const message = `may ${which} the floor? A component has the one or the other`
    report('SPM3411', message, [...path, 'floor'], undefined, 'key')
  }
  if ([cap.per_deal, cap.per_period, cap.per_window, cap.per].every((each) => each === undefined)) {
    report('SPM3029', 'the cap says no amount: `per_deal`, `per_period`, `per_window` or `per` with `most`', at)
  }
  if (cap.prorate === 'true' && cap.per_period === undefined) {
    report('SPM3931', '`prorate` has no effect without `per_period`', [...at, 'prorate'], undefined, 'key')
  }
  const excess = compileExcess(compiler, cap, at)
  if (excess.kind === 'carried') {
    const other = (['per_deal', 'per_window', 'per'] as const).find((key) => cap[key] !== undefined)
    if (cap.per_period === undefined || other) {
      const beside = other ? `, not what \`${other}\` cuts` : ''
      const message = `only what a cap per pay period cuts can be carried into later ones${beside}`
      report('SPM3414', message, [...at, 'excess'])
    }
    if (excess.until === 'window_end' && longer === false) {
      const message = `nothing can be carried: the window (${window}) ends with the pay period`
      report('SPM3414', message, [...at, 'until'], 'Say `until: plan_end`, or give the component a longer window.')
    }
  }
  return { perDeal, perPeriod, prorated: cap.prorate === 'true', perWindow, perGroup, excess }
}

function compileGroup(compiler: Compiler, cap: CapShape, at: Path): Cap['perGroup'] {
  const { report, context } = compiler
  if ((cap.per === undefined) !== (cap.most === undefined)) {
    report('SPM3029', '`per` names a column and `most` the money: a cap has both or neither', at)
    return undefined
  }
  if (cap.per === undefined) return undefined
  const name = cap.per.replace(/^deal\./, '')
  const column = context.deals.get(name)
  if (column === undefined) report('SPM3210', `deals have no column "${name}"`, [...at, 'per'])
  const most = capMoney(compiler, cap.most!, [...at, 'most'])
  return column && most && { column: name, slot: column.slot, most }
}

/** What is carried must say until when, and what becomes of the rest (F32). */
function compileExcess(
  { report }: Compiler,
  {
    excess,
    until,
    then,
  }: {
    readonly excess: string
    readonly until?: 'window_end' | 'plan_end' | undefined
    readonly then?: 'lost' | 'paid' | undefined
  },
  at: Path,
): Excess {
  if (excess === 'lost') {
    for (const [key, value] of [
      ['until', until],
      ['then', then],
    ] as const) {
      if (value !== undefined)
        report('SPM3414', `\`${key}\` has no effect: the excess is lost`, [...at, key], undefined, 'key')
    }
    return { kind: 'lost' }
  }
  if (until === undefined || then === undefined) {
    const message = 'an excess that is carried must say `until` when, and what becomes of the rest `then`'
    report('SPM3414', message, [...at, 'excess'])
  }
  return { kind: 'carried', until: until ?? 'plan_end', rest: then ?? 'lost' }
}

/** `cap` of the plan. Floors beside it are refused: which of the two wins is not said anywhere. */
export function compilePlanCap(compiler: Compiler): Plan['cap'] {
  const { cap, components, floor: planFloor } = compiler.plan
  if (cap === undefined) return undefined
  const perPeriod = capMoney(compiler, cap.per_period, ['cap', 'per_period'])
  for (const [index, { id, floor }] of components.entries()) {
    if (floor === undefined) continue
    const message = `may the plan's cap cut the floor of "${id}"? A plan has the one or the other`
    compiler.report('SPM3411', message, ['components', index, 'floor'], undefined, 'key')
  }
  if (planFloor !== undefined && cap.excess === 'carried') {
    const message = 'may what the cap carries fill the floor? A plan has the one or the other'
    compiler.report('SPM3411', message, ['floor'], undefined, 'key')
  }
  const excess = compileExcess(compiler, cap, ['cap'])
  return perPeriod && { perPeriod, prorated: cap.prorate === 'true', excess }
}

/** `floor` of the plan: at most its cap. */
export function compilePlanFloor(compiler: Compiler): Decimal | undefined {
  const { plan } = compiler
  return compileLeast(compiler, plan.floor, plan.cap?.per_period, ['floor', 'per_period'])
}

/** `floor` of a component: at most its cap. */
export function compileFloor(compiler: Compiler, { floor, cap }: ComponentShape, path: Path): Decimal | undefined {
  return compileLeast(compiler, floor, cap?.per_period, [...path, 'floor', 'per_period'])
}

function compileLeast(
  compiler: Compiler,
  floor: { readonly per_period: string } | undefined,
  cap: string | undefined,
  at: Path,
): Decimal | undefined {
  if (floor === undefined) return undefined
  const { report } = compiler
  const value = parseDecimal(floor.per_period)
  if (value === undefined || !value.greaterThan(ZERO)) {
    report('SPM3410', `a floor is an amount of money above zero, not "${floor.per_period}"`, at)
    return undefined
  }
  const most = cap === undefined ? undefined : parseDecimal(cap)
  if (most !== undefined && value.greaterThan(most)) {
    report('SPM3409', `at least ${floor.per_period} and at most ${most.toFixed()} cannot both hold`, at)
  }
  checkPayable(compiler, value, at)
  return value
}

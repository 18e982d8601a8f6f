import { parseDecimal, ZERO, type Decimal } from '../base/decimal.js'
import type { Compiler, Path } from './compile.js'
import type { Cap, Plan } from './plan.js'
import type { ComponentShape } from './shape.js'

function capAmount({ report }: Compiler, text: string | undefined, path: Path): Decimal | undefined {
  if (text === undefined) return undefined
  const value = parseDecimal(text)
  if (value === undefined || !value.greaterThan(ZERO)) {
    report('SPM3028', `a cap is an amount of money above zero, not "${text}"`, path)
  }
  return value
}

/** `cap` of a component. */
export function compileCap(
  compiler: Compiler,
  { cap, floor, window }: ComponentShape,
  path: Path,
  longer: boolean | undefined,
): Cap | undefined {
  if (cap === undefined) return undefined
  const perDeal = capAmount(compiler, cap.per_deal, [...path, 'cap', 'per_deal'])
  const perPeriod = capAmount(compiler, cap.per_period, [...path, 'cap', 'per_period'])
  const perWindow = capAmount(compiler, cap.per_window, [...path, 'cap', 'per_window'])
  if (cap.per_window !== undefined && longer === false) {
    const message = `\`per_window\` has no effect: the window (${window}) is no longer than the pay period`
    compiler.report('SPM3412', message, [...path, 'cap', 'per_window'], undefined, 'key')
  }
  if (cap.per_window !== undefined && floor !== undefined) {
    compiler.report(
      'SPM3411',
      'may the cap per window cut the floor? A component has the one or the other',
      [...path, 'floor'],
      undefined,
      'key',
    )
  }
  if (cap.per_deal === undefined && cap.per_period === undefined && cap.per_window === undefined) {
    compiler.report('SPM3029', 'the cap says no amount: `per_deal`, `per_period` or `per_window`', [...path, 'cap'])
  }
  return { perDeal, perPeriod, perWindow, excess: cap.excess }
}

/** `cap` of the plan. Floors beside it are refused: which of the two wins is not said anywhere. */
export function compilePlanCap(compiler: Compiler): Plan['cap'] {
  const { cap, components } = compiler.plan
  if (cap === undefined) return undefined
  const perPeriod = capAmount(compiler, cap.per_period, ['cap', 'per_period'])
  for (const [index, { id, floor }] of components.entries()) {
    if (floor === undefined) continue
    const message = `may the plan's cap cut the floor of "${id}"? A plan has the one or the other`
    compiler.report('SPM3411', message, ['components', index, 'floor'], undefined, 'key')
  }
  return perPeriod && { perPeriod, excess: cap.excess }
}

/** `floor` of a component: at most its cap. */
export function compileFloor(compiler: Compiler, { floor, cap }: ComponentShape, path: Path): Decimal | undefined {
  if (floor === undefined) return undefined
  const at = [...path, 'floor', 'per_period']
  const value = parseDecimal(floor.per_period)
  if (value === undefined || !value.greaterThan(ZERO)) {
    compiler.report('SPM3410', `a floor is an amount of money above zero, not "${floor.per_period}"`, at)
    return undefined
  }
  const most = cap?.per_period === undefined ? undefined : parseDecimal(cap.per_period)
  if (most !== undefined && value.greaterThan(most)) {
    compiler.report('SPM3409', `at least ${floor.per_period} and at most ${most.toFixed()} cannot both hold`, at)
  }
  return value
}

import type { Decimal } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import type { Compiler, Path } from './compiler.js'

/**
 * A limit of pay (cap, floor, budget) that the plan's currency can pay to the cent (F11): one between two cents would
 * leave lines that are no money.
 */
export function checkPayable({ report, plan }: Compiler, limit: Decimal, path: Path): void {
  if (limit.decimalPlaces() <= minorDigits(plan.currency)) return
  report('SPM3930', `nobody can be paid ${limit.toFixed()} ${plan.currency}`, path)
}

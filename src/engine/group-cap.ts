import { min, sum, ZERO, Decimal, formatDecimal } from '../base/decimal.js'
import { minorDigits, round } from '../base/money.js'
import { groupBy } from '../base/order.js'
import type { Cell } from '../model/table.js'
import type { Cap } from '../plan/component.js'
import { lineOf, NO_RATE, type Line, type Part } from './line.js'
import { payByDeal } from './cap.js'

/** What deals with one value of a column have paid in the window so far, by that value. */
export type GroupTotals = ReadonlyMap<string, Decimal>

/** What lies above the cap of each value of a column, the last deals first (F31). One line, parts by deal. */
export function groupCut(
  { column, slot, most }: NonNullable<Cap['perGroup']>,
  lines: readonly Line[],
  before: GroupTotals,
): { readonly lines: readonly Line[]; readonly totals: GroupTotals } {
  const totals = new Map(before)
  const byDeal = payByDeal(lines).flatMap(([credit, pay]) =>
    credit?.cells ? [{ credit, pay, cells: credit.cells }] : [],
  )
  const parts: Part[] = []
  for (const [value, pays] of groupBy(byDeal, ({ cells }) => textOf(cells[slot]))) {
    const paid = totals.get(value) ?? ZERO
    const own = sum(pays.map(({ pay }) => pay))
    // What is taken back later first takes from what the cap had cut.
    const above = (amount: Decimal): Decimal => (amount.greaterThan(most) ? amount.minus(most) : ZERO)
    const cut = above(paid.plus(own)).minus(above(paid))
    totals.set(value, paid.plus(own))
    if (cut.isNegative()) {
      parts.push({ credit: pays.at(-1)!.credit, pay: cut.negated(), over: ZERO })
      continue
    }
    let rest = cut
    for (const { credit, pay } of pays.toReversed()) {
      const taken = pay.greaterThan(ZERO) ? min(rest, pay) : ZERO
      if (taken.greaterThan(ZERO)) parts.push({ credit, pay: taken.negated(), over: ZERO })
      rest = rest.minus(taken)
    }
  }
  const last = parts.pop()
  if (last === undefined) return { lines: [], totals }
  const { participation, component, quota, credited } = lines[0]!
  const { currency, rounding } = participation.run.plan
  // Lines are rounded, but parts of a re-rating line are exact.
  const amount = round(sum([...parts, last].map(({ pay }) => pay)), minorDigits(currency), rounding.mode)
  if (amount.isZero()) return { lines: [], totals }
  const reason = `at most ${most.toFixed()} for deals of one ${column}`
  parts.push({ ...last, pay: amount.minus(sum(parts.map(({ pay }) => pay))) })
  const line = {
    ...NO_RATE,
    kind: 'group_cap',
    participation,
    component,
    quota,
    credited,
    parts,
    exact: amount,
    reason,
  } as const
  return { lines: [lineOf(line, amount)], totals }
}

function textOf(cell: Cell): string {
  if (cell === undefined) return ''
  return cell instanceof Decimal ? formatDecimal(cell) : String(cell)
}

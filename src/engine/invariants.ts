import { mended, ONE, sum, ZERO } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import type { AdjustmentRow } from '../model/records.js'
import { paysDeals } from '../plan/component.js'
import type { CreditRules } from '../plan/plan.js'
import type { AdjustmentCounts } from './adjustments.js'
import { OWED_TO_PAYEE } from './balances.js'
import { shareOf, type Claim } from './claims.js'
import type { Credits } from './credit.js'
import { paidOf } from './deal-pay.js'
import { moneyOf, SETTLING_LINES, type Line, type LineKind } from './line.js'
import { upliftOf } from './modify.js'
import type { Settlement } from './settle.js'
import type { Participant } from './splits.js'

/** A law of conservation does not hold: a bug in spm, never the user's mistake. Nothing may be written. */
export class InvariantBreach extends Error {
  override readonly name = 'InvariantBreach'
}

function demand(holds: boolean, law: string, detail: string): void {
  if (!holds) throw new InvariantBreach(`${law}: ${detail}`)
}

/** read = credited + excluded + rejected. */
export function checkCounts({ counts }: Credits): void {
  const { read, credited, excluded, rejected } = counts
  demand(
    read === credited + excluded + rejected,
    'every deal is accounted for',
    `${read}, ${credited}, ${excluded}, ${rejected}`,
  )
}

/** The participants' parts of a deal are the whole deal. */
export function checkShares(participants: readonly Participant[], deal: string): void {
  if (participants.length === 1 && participants[0]!.share === ONE) return
  demand(sum(participants.map(({ share }) => share)).equals(ONE), 'shares of a deal total 100 %', deal)
}

/** Direct shares are the whole deal once; only overlay gives anybody more than all of it (F33, F35). */
export function checkClaims(rules: CreditRules, claims: readonly Claim[], deal: string): void {
  const direct = sum(claims.map((claim) => claim.direct))
  demand(direct.equals(rules.direct ? ONE : ZERO), 'direct shares total the deal', deal)
  for (const claim of claims) {
    const base = shareOf(claim).minus(claim.overlay)
    demand(base.lessThanOrEqualTo(ONE) && !base.isNegative(), 'a deal is credited to one payee once', deal)
    demand(claim.rollup.isZero() === (claim.via.length === 0), 'rolled-up credit comes from below', deal)
  }
}

/** Lines that are an amount by themselves. */
const WITHOUT_PARTS: ReadonlySet<LineKind> = new Set(['floor', 'plan_floor', 'guarantee', ...SETTLING_LINES])

/** slices = line, parts = line, slice bases = credited amount. */
export function checkLines(lines: readonly Line[]): void {
  for (const line of lines) {
    const whole =
      line.slices.length > 0 ? sum(line.slices.map(({ pay }) => pay)) : sum(line.parts.map(({ pay }) => pay))
    const empty = line.slices.length === 0 && line.parts.length === 0
    const topUp = WITHOUT_PARTS.has(line.kind)
    demand(whole.equals(line.exact) || (empty && (topUp || line.exact.isZero())), 'slices sum to the line', line.id)
    demand(line.amount.minus(line.exact).abs().lessThan(1), 'a line is rounded by less than one', line.id)
    const digits = minorDigits(moneyOf(line))
    demand(line.amount.decimalPlaces() <= digits, 'a line is whole minor units', line.id)
    checkCovered(line)
    if (line.base) {
      const paid = line.base.amount.times(line.base.multiplier)
      demand(mended(paid).equals(mended(line.exact)), 'base x multiplier = pay', line.id)
    }
  }
}

/** Adjustments of the file = lines of kind adjustment, one for one and to the cent. */
export function checkAdjusted(rows: readonly AdjustmentRow[], lines: readonly Line[]): void {
  const mine = new Map(lines.flatMap(({ adjustment, amount }) => (adjustment ? [[adjustment.row.id, amount]] : [])))
  const count = lines.filter(({ kind }) => kind === 'adjustment').length
  demand(count === rows.length && mine.size === count, 'each adjustment is one line', `${rows.length}, ${count}`)
  for (const { id, amount } of rows) {
    demand(mine.get(id)?.equals(amount) === true, 'an adjustment is paid as it was approved', id)
  }
}

/** Adjustments read = paid + for other periods, when everybody has been paid. */
export function checkAllAdjusted({ read, otherPeriods }: AdjustmentCounts, paid: number): void {
  const other = [...otherPeriods.values()].reduce((total, rows) => total + rows, 0)
  demand(read === paid + other, 'every adjustment is accounted for', `${read}, ${paid}, ${other}`)
}

/** The slices of a deal cover all of its credit; earnings below make an override's base, which is no credit. */
function checkCovered({ id, kind, component, credit, slices }: Line): void {
  if (!component || !paysDeals(component) || credit === undefined || kind !== component.kind) return
  const { override, rate, window, uplift } = component
  const onEarnings = override !== undefined && (override.of === 'earnings' || override.mode === 'cascading')
  // What pays the way that another measure goes covers that measure's amount, which the line does not hold (F26).
  const onOther = rate.paysDistance === true && rate.of !== undefined
  if (onEarnings || onOther || rate.split !== undefined || window === 'deal') return
  const lifted = uplift?.for === 'both' || rate.paysDistance ? upliftOf(component, credit) : undefined
  const whole = lifted ? credit.amount.times(lifted) : credit.amount
  demand(mended(sum(slices.map(({ base }) => base))).equals(mended(whole)), 'slices cover the credit', id)
}

/** What a balance opened with and what moved it is what it closes with, and nobody owes or is owed less than nothing. */
function checkBalances({ lines, balances }: Settlement): void {
  for (const { currency, kind, opening, added, taken, forgiven, closing, payee } of balances) {
    const mine = lines.filter(({ line }) => line.kind.startsWith(`${kind}_`) && moneyOf(line) === currency)
    const moved = sum(mine.map(({ line }) => line.amount))
    demand(
      closing.equals(opening.plus(OWED_TO_PAYEE.has(kind) ? moved.negated() : moved).minus(forgiven)),
      'a balance moves by its lines',
      `${payee} ${kind} ${currency}`,
    )
    demand(
      closing.equals(opening.plus(added).minus(taken).minus(forgiven)),
      'a balance reconciles',
      `${payee} ${kind} ${currency}`,
    )
    demand(!closing.isNegative(), 'a balance is not below zero', `${payee} ${kind} ${currency}`)
  }
}

/** What a deal earned = paid + taken back + forfeited + waiting, and nothing of it is below zero (F4: never more than was paid). */
function checkDealPay({ dealPay }: Settlement): void {
  for (const each of dealPay) {
    const { payee, deal, earned, clawedBack, forfeited, accrued, held } = each
    const parts = [clawedBack, forfeited, accrued, held]
    demand(
      earned.isNegative() || parts.every((amount) => !amount.isNegative()),
      'nothing waits or is taken back below zero',
      `${payee} ${deal}`,
    )
    demand(
      earned.isNegative() || !paidOf(each).isNegative(),
      'never more is taken back than was paid',
      `${payee} ${deal}`,
    )
  }
}

/** Lines = totals, in pay currency; every id stands once; balances reconcile. */
export function checkSettlement(settlement: Settlement): void {
  const { lines, payouts } = settlement
  checkBalances(settlement)
  checkDealPay(settlement)
  const ids = new Set(lines.map(({ line }) => line.id))
  demand(ids.size === lines.length, 'line ids are unique', lines[0]?.line.id ?? '')
  for (const payout of payouts) {
    const mine = lines.filter((each) => each.payCurrency === payout.currency)
    const all = mine.reduce((total, { payAmount }) => total.plus(payAmount), ZERO)
    const told = payout.payable.minus(payout.owed).plus(payout.accrued)
    demand(all.equals(told), 'lines sum to the payout', `${all.toFixed()} ${told.toFixed()}`)
    const parts = sum(Object.values(payout.by))
    demand(parts.equals(payout.total), 'kinds sum to the total', parts.toFixed())
  }
}

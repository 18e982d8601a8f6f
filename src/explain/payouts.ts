import { sum, ZERO } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import { groupBy } from '../base/order.js'
import type { Balance } from '../engine/balances.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { Payout, SettledLine } from '../engine/settle.js'
import { componentStep } from './components.js'
import { fxWords } from './credits.js'
import { lineStep } from './lines.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, many } from './words.js'

/** What payroll pays in one currency: by component, then what the plan as a whole adds and takes, line by line. */
export function payoutStep(payout: Payout, { lines, participations }: PayeeResult, subject: Subject): Step {
  const mine = lines.filter((line) => line.payCurrency === payout.currency && line.status === 'payable')
  return {
    what: `Payout in ${payout.currency}`,
    amount: payout.total,
    unit: payout.currency,
    how: `${payoutWords(payout, mine.length)}${conversionWords(mine)}`,
    inputs: participations.map(({ current }) => ({ file: current.row.file, record: current.row.record })),
    parts: groupSteps(mine, subject),
  }
}

function payoutWords({ payable, owed, currency }: Payout, count: number): string {
  if (count === 0) return 'no lines'
  const lines = many(count, 'line')
  if (owed.greaterThan(ZERO)) return `${lines}; nothing is paid, and ${amountWords(owed, currency)} are owed`
  return `${lines}; payroll pays ${amountWords(payable, currency)}`
}

/** At which rate what is earned in another currency is paid: once for the payout, which is rounded and spread on the lines. */
function conversionWords(lines: readonly SettledLine[]): string {
  const uses = new Map(lines.flatMap(({ fx }) => (fx ? [[fx.from, fx] as const] : [])))
  return [...uses.values()].map((fx) => `; converted ${fxWords(fx)}, rounded once and spread on its lines`).join('')
}

/** What is earned on plans whose pay period has not ended: not payable, and part of no payout. */
export function accruedStep(payout: Payout, { lines }: PayeeResult, subject: Subject): Step | undefined {
  const mine = lines.filter((line) => line.payCurrency === payout.currency && line.status === 'accrued')
  if (mine.length === 0) return undefined
  return {
    what: `Earned so far in ${payout.currency}, payable later`,
    amount: payout.accrued,
    unit: payout.currency,
    how: 'the pay period of the plan has not ended',
    parts: groupSteps(mine, subject),
  }
}

/** Lines by plan, pay period and component; those of the plan as a whole stand alone. */
export function groupSteps(lines: readonly SettledLine[], subject: Subject): readonly Step[] {
  const groups = groupBy(lines, ({ line: { participation, component } }) =>
    component === undefined
      ? undefined
      : groupKey(participation.run.plan, participation.run.payPeriod.id, component.id),
  )
  return [...groups].flatMap(([key, mine]) => {
    const { component, participation } = mine[0]!.line
    if (key === undefined || component === undefined) return mine.map((line) => lineStep(line, subject))
    return [componentStep(component, participation, mine, subject)]
  })
}

function groupKey(
  { id, from }: { readonly id: string; readonly from: string },
  period: string,
  component: string,
): string {
  return [id, from, period, component].join('\n')
}

const BALANCE_WORDS: Readonly<Record<Balance['kind'], string>> = {
  draw: 'Draw owed by the payee',
  negative: 'Negative total owed by the payee',
  accrued: 'Earned and not released yet',
  held: 'Held',
  threshold: 'Waiting for the payment threshold',
}

/** A balance as it opens, moves and closes. */
export function balanceStep({ kind, currency, opening, added, taken, forgiven, closing }: Balance): Step {
  const parts = [
    ['opening', opening],
    ['added', added],
    ['taken', taken.negated()],
    ['forgiven', forgiven.negated()],
  ] as const
  const told = parts.filter(([what, amount]) => what === 'opening' || !amount.isZero())
  return {
    what: BALANCE_WORDS[kind],
    amount: closing,
    unit: currency,
    how: told.map(([what, amount]) => `${what} ${formatMoney(amount.abs(), currency)}`).join(', '),
    parts: told.map(([what, amount]) => ({ what, amount, unit: currency })),
  }
}

/** The lines that were asked for, where not all are. */
export function someLines(lines: readonly SettledLine[], subject: Subject): readonly Step[] {
  return [...groupBy(lines, ({ payCurrency }) => payCurrency)].map(([currency, mine]) => ({
    what: `Of the payout in ${currency}`,
    amount: sum(mine.map(({ payAmount }) => payAmount)),
    unit: currency,
    how: many(mine.length, 'line'),
    parts: groupSteps(mine, subject),
  }))
}

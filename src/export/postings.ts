import { parseDecimal, sum, ZERO, type Decimal } from '../base/decimal.js'
import { OWED_TO_PAYEE, type BalanceKind } from '../engine/balances.js'
import { InvariantBreach } from '../engine/invariants.js'
import type { LineKind } from '../engine/line.js'
import type { ExportSource, PostedFiles } from './target.js'

/** What an account of the general ledger is for; each is named under `exports: journal: accounts`. */
export type Role =
  | 'expense'
  | 'payable'
  | 'accrued'
  | 'held'
  | 'threshold'
  | 'draw'
  | 'negative'
  | 'owed'
  | 'true_up'
  | 'clawback'
  | 'adjustment'
  | 'guarantee'
  | 'advance'
  | 'forgiven'

/** Against which account a line stands; the other side is what payroll pays, or what is accrued (F49). */
const ROLE_OF: Readonly<Record<LineKind, Role>> = {
  commission: 'expense',
  spiff: 'expense',
  override: 'expense',
  bonus: 'expense',
  mbo: 'expense',
  pool: 'expense',
  rank: 'expense',
  re_rating: 'expense',
  gate: 'expense',
  gate_reversal: 'expense',
  gate_release: 'expense',
  deal_cap: 'expense',
  budget_cap: 'expense',
  group_cap: 'expense',
  period_cap: 'expense',
  window_cap: 'expense',
  plan_cap: 'expense',
  carried: 'expense',
  plan_carried: 'expense',
  floor: 'expense',
  plan_floor: 'expense',
  adjustment: 'adjustment',
  guarantee: 'guarantee',
  advance: 'advance',
  true_up: 'true_up',
  clawback: 'clawback',
  forfeited: 'clawback',
  accrued_withheld: 'accrued',
  accrued_released: 'accrued',
  held_withheld: 'held',
  held_released: 'held',
  draw_paid: 'draw',
  draw_recovered: 'draw',
  negative_carried: 'negative',
  negative_recovered: 'negative',
  threshold_carried: 'threshold',
  threshold_paid: 'threshold',
}

/** What an entry is about. */
export interface About {
  readonly payee: string
  readonly plan: string
  readonly component: string
  readonly deal: string
  /** A kind of line; accrual_reversed, owed or forgiven where no line says it. */
  readonly kind: string
  readonly source: string
  readonly line: string
}

/** Debit one account, credit another: it balances by itself. A negative amount is the mirror. */
export interface Entry {
  readonly debit: Role
  readonly credit: Role
  readonly amount: Decimal
  readonly currency: string
  readonly about: About
}

const LINE_COLUMNS = [
  'line_id',
  'payee_id',
  'plan_id',
  'component_id',
  'kind',
  'status',
  'deal_id',
  'source_period',
  'pay_amount',
  'pay_currency',
] as const

/**
 * The entries of a period (F49), in pay currency. Each line debits what it is (expense, a balance) and credits what
 * payroll pays. Lines of plans whose pay period has not ended credit the accrual, and those of the period before are
 * reversed, since this one's hold them again. What a payee owes and nobody carries is a receivable; what is forgiven is
 * expensed, in plan currency.
 */
export async function entriesOf({ posted, before }: ExportSource): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  const add = (entry: Entry): void => {
    if (!entry.amount.isZero()) entries.push(entry)
  }
  await eachLine(posted, (line) => add(line))
  const last = before.at(-1)
  if (last) {
    await eachLine(last, (line) => {
      if (line.credit !== 'accrued' || line.debit === 'accrued') return
      add({ ...line, amount: line.amount.negated(), about: { ...line.about, kind: 'accrual_reversed' } })
    })
  }
  const paid = new Map<string, Decimal>()
  await posted.rows('payouts.csv', ['payee_id', 'currency', 'payable', 'owed'], (cells) => {
    const { payee_id: payee, currency } = cells
    paid.set(currency, (paid.get(currency) ?? ZERO).plus(money(cells.payable)))
    add({ debit: 'owed', credit: 'payable', amount: money(cells.owed), currency, about: nothing(payee, 'owed') })
  })
  await posted.rows('balances.csv', ['payee_id', 'kind', 'currency', 'forgiven'], (cells) => {
    const kind = cells.kind as BalanceKind
    const owing = OWED_TO_PAYEE.has(kind)
    const [debit, credit]: [Role, Role] = owing ? [kind, 'forgiven'] : ['forgiven', kind]
    const about = nothing(cells.payee_id, 'forgiven')
    add({ debit, credit, amount: money(cells.forgiven), currency: cells.currency, about })
  })
  checkPayable(entries, paid)
  return entries
}

async function eachLine(files: PostedFiles, take: (entry: Entry) => void): Promise<void> {
  await files.rows('payout-lines.csv', LINE_COLUMNS, (cells) => {
    take({
      debit: ROLE_OF[cells.kind as LineKind],
      credit: cells.status === 'accrued' ? 'accrued' : 'payable',
      amount: money(cells.pay_amount),
      currency: cells.pay_currency,
      about: {
        payee: cells.payee_id,
        plan: cells.plan_id,
        component: cells.component_id,
        deal: cells.deal_id,
        kind: cells.kind,
        source: cells.source_period,
        line: cells.line_id,
      },
    })
  })
}

/** What the journal owes payroll is what payroll pays, in each currency. */
function checkPayable(entries: readonly Entry[], paid: ReadonlyMap<string, Decimal>): void {
  const currencies = new Set([...paid.keys(), ...entries.map(({ currency }) => currency)])
  for (const currency of currencies) {
    const mine = entries.filter((entry) => entry.currency === currency)
    const credited = sum(mine.filter(({ credit }) => credit === 'payable').map(({ amount }) => amount))
    const debited = sum(mine.filter(({ debit }) => debit === 'payable').map(({ amount }) => amount))
    const payable = paid.get(currency) ?? ZERO
    if (!credited.minus(debited).equals(payable)) {
      const detail = `${credited.minus(debited).toFixed()} ${payable.toFixed()} ${currency}`
      throw new InvariantBreach(`the journal credits what is payable: ${detail}`)
    }
  }
}

function nothing(payee: string, kind: string): About {
  return { payee, plan: '', component: '', deal: '', kind, source: '', line: '' }
}

function money(text: string): Decimal {
  return parseDecimal(text) ?? ZERO
}

import type { PlainDate } from '../base/date.js'
import { parseDecimal } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import type { BalanceKind, OpeningBalance } from '../engine/balances.js'
import { keyOf, type DealPay } from '../engine/deal-pay.js'
import { ledgerOnDisk, type LedgerFiles } from './ledger-files.js'
import { dealPayIn } from './read-deal-pay.js'
import { readOwnCsv } from '../input/read-own-csv.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import {
  KEPT,
  keptEventKey,
  parseLines,
  type KeptDeal,
  type KeptEvent,
  type KeptPlan,
  type KeptRep,
} from '../ledger/kept.js'
import { PostedLines, type Posted } from '../ledger/posted.js'
import type { DealId, PayeeId } from '../model/ids.js'

const LINE_COLUMNS = [
  'line_id',
  'payee_id',
  'plan_id',
  'component_id',
  'kind',
  'deal_id',
  'source_period',
  'currency',
  'amount',
  'status',
  'changes_line',
] as const

/** Reads what closed periods say to an open one; undefined where none is closed. */
export async function loadPosted(
  closed: readonly ClosedPeriod[],
  files: LedgerFiles = ledgerOnDisk,
): Promise<Posted | undefined> {
  const latest = closed.at(-1)
  if (latest === undefined) return undefined
  const posted = new PostedLines()
  const deals = new Map<DealId, KeptDeal>()
  const adjustments = new Map<string, readonly string[]>()
  const closedBy = new Map<DealId, PlainDate>()
  const events = new Map<string, KeptEvent & { readonly closedBy: PlainDate }>()
  const dealPay = new Map<string, DealPay>()
  for (const { folder, period } of closed) {
    const file = { name: 'payout-lines.csv', open: () => files.chunks(folder, 'payout-lines.csv') }
    await readOwnCsv(
      file,
      LINE_COLUMNS,
      ([id, payee, plan, component, kind, deal, source, currency, amount, status, of]) => {
        if (status !== 'payable') return
        const line = { id: id!, payee: payee as PayeeId, plan: plan!, component: component!, kind: kind! }
        const money = { currency: currency!, amount: parseDecimal(amount!)! }
        posted.add({ ...line, deal: deal as DealId, source: source!, ...money }, period.id, of!)
      },
    )
    for (const deal of keptLines<KeptDeal>(files, folder, KEPT.deals)) {
      deals.set(deal.deal, deal)
      if (deal.removed) closedBy.delete(deal.deal)
      else if (!closedBy.has(deal.deal)) closedBy.set(deal.deal, period.end)
    }
    for (const event of keptLines<KeptEvent>(files, folder, KEPT.events)) {
      const key = keptEventKey(event)
      events.set(key, { ...event, closedBy: events.get(key)?.closedBy ?? period.end })
    }
    for (const pay of await dealPayIn(files, folder)) dealPay.set(`${pay.payee}\n${keyOf(pay)}`, pay)
    for (const row of keptLines<readonly string[]>(files, folder, KEPT.adjustments)) adjustments.set(row[0]!, row)
  }
  const { folder, period } = latest
  return {
    closed,
    end: period.end,
    lines: posted.lines,
    beside: (...of) => posted.beside(...of),
    deals,
    closedBy,
    reps: groupBy(keptLines<KeptRep>(files, folder, KEPT.reps), ({ payee }) => payee),
    plans: keptLines<KeptPlan>(files, folder, KEPT.plans),
    quotas: keptLines<readonly string[]>(files, folder, KEPT.quotas),
    fx: keptLines<readonly string[]>(files, folder, KEPT.fx),
    events,
    dealPay: groupBy([...dealPay.values()], ({ payee }) => payee),
    adjustments,
    openings: await balancesIn(files, closed[0]!.folder, 'opening'),
    balances: await balancesIn(files, folder, 'closing'),
  }
}

/** What stands in the balances of a closed period, before or after it. */
async function balancesIn(
  files: LedgerFiles,
  folder: string,
  when: 'opening' | 'closing',
): Promise<Posted['balances']> {
  const balances: (OpeningBalance & { readonly payee: PayeeId })[] = []
  const file = { name: 'balances.csv', open: () => files.chunks(folder, 'balances.csv') }
  await readOwnCsv(file, ['payee_id', 'kind', 'currency', when], ([payee, kind, currency, standing]) => {
    const amount = parseDecimal(standing!)!
    if (!amount.isZero())
      balances.push({ payee: payee as PayeeId, kind: kind as BalanceKind, currency: currency!, amount })
  })
  return groupBy(balances, ({ payee }) => payee)
}

function keptLines<T>(files: LedgerFiles, folder: string, file: string): readonly T[] {
  return parseLines<T>(files.text(folder, file) ?? '')
}

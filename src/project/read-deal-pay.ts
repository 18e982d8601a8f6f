import type { PlainDate } from '../base/date.js'
import { parseDecimal, type Decimal } from '../base/decimal.js'
import { parseFraction } from '../base/fraction.js'
import type { DealPay } from '../engine/deal-pay.js'
import { readOwnCsv } from '../input/read-own-csv.js'
import type { ComponentId, DealId, PayeeId, PlanId } from '../model/ids.js'
import type { LedgerFiles } from './ledger-files.js'

const FILE = 'deal-pay.csv'
const NAMES = ['payee_id', 'plan_id', 'component_id', 'deal_id', 'credit_date', 'currency', 'cancelled', 'taken_back']
const MONEY = ['earned', 'cancelled_pay', 'clawed_back', 'forfeited', 'accrued', 'held']

/** Deals whose pay changed in a closed period, as it left them. */
export async function dealPayIn(files: LedgerFiles, folder: string): Promise<readonly DealPay[]> {
  const rows: DealPay[] = []
  await readOwnCsv({ name: FILE, open: () => files.chunks(folder, FILE) }, [...NAMES, ...MONEY], (cells) => {
    const [payee, plan, component, deal, credited, currency, cancelled, taken, ...money] = cells
    const [earned, cancelledPay, clawedBack, forfeited, accrued, held] = money.map((text): Decimal =>
      parseDecimal(text)!,
    )
    rows.push({
      payee: payee as PayeeId,
      plan: plan as PlanId,
      component: component as ComponentId,
      deal: deal as DealId,
      credited: credited as PlainDate,
      currency: currency!,
      earned: earned!,
      cancelled: parseFraction(cancelled!),
      taken: parseFraction(taken!),
      cancelledPay: cancelledPay!,
      clawedBack: clawedBack!,
      forfeited: forfeited!,
      accrued: accrued!,
      held: held!,
    })
  })
  return rows
}

import { ONE } from '../base/decimal.js'
import type { Cell } from '../model/table.js'
import type { Expression, Frame } from '../expression/expression.js'
import type { DealComponent } from '../plan/component.js'
import type { RateCredit } from '../rates/rate.js'
import type { Credit } from './credit.js'

/** A credit as a rate sees it; in window `deal` as the whole deal, before the split. */
export function rateCredit(credit: Credit, { rate, window }: Pick<DealComponent, 'rate' | 'window'>): RateCredit {
  const whole = window === 'deal'
  const share = whole || rate.split === 'whole' ? ONE : credit.share
  return {
    amount: whole ? credit.whole : credit.amount,
    quantity: credit.quantity?.times(share),
    count: share,
  }
}

/** What an expression of a rate is evaluated on; `credit.x` only where it asks, for there are many credits. */
export function rateFrame(
  { uses }: Expression,
  credit: Credit,
  rated: RateCredit,
  deal: Frame['deal'],
  values?: Readonly<Record<string, Cell>>,
): Frame {
  const { assignment, share, date } = credit
  const rep = assignment.row.cells
  if (uses.names.size === 0) return { deal, rep }
  return {
    deal,
    rep,
    values: {
      'credit.amount': rated.amount,
      'credit.quantity': rated.quantity,
      'credit.percent': share,
      'credit.date': date,
      'credit.payee_id': assignment.payee.id,
      ...values,
    },
  }
}

/** Does it name what is known only when all credits of the window are? */
export function needsWindow({ uses }: Expression): boolean {
  return [...uses.names].some((name) => name === 'quota' || name === 'attainment' || name.startsWith('attainment_of:'))
}

/** Stand-ins while crediting, when nobody knows the window yet: to find blank cells, not to reckon with. */
export function standIns({ uses }: Expression): Readonly<Record<string, Cell>> {
  const names = [...uses.names].filter((name) => name.startsWith('attainment_of:'))
  return { quota: ONE, attainment: ONE, ...Object.fromEntries(names.map((name) => [name, ONE])) }
}

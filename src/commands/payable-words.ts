import { parseDecimal } from '../base/decimal.js'
import type { RunManifest } from '../run/read-manifest.js'
import { renderMoney } from '../render/amount.js'

/** What payroll pays by a run, and to how many: `1,000.00 USD to 1 of 2 payees`. */
export function payableWords({ payable, payees: all }: Pick<RunManifest, 'payable' | 'payees'>): string {
  if (payable.length === 0) return `nothing to ${all} ${all === 1 ? 'payee' : 'payees'}`
  return payable
    .map(({ currency, payable: amount, payees, paid_payees: paid }) => {
      const some = paid === payees ? '' : `${paid} of `
      return `${renderMoney(parseDecimal(amount)!, currency)} ${currency} to ${some}${payees} ${payees === 1 ? 'payee' : 'payees'}`
    })
    .join(', ')
}

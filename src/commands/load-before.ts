import { addedUp, type FilesBefore } from '../project/period-before.js'
import { SUMMED } from '../reports/close-figures.js'
import { componentKey, groupKey, payeeKey, type PeriodBefore } from '../reports/period-before.js'

/** What the period before came to, from its files. */
export async function loadBefore(files: FilesBefore): Promise<PeriodBefore> {
  const payees = await addedUp(files, 'payouts.csv', ['payee_id', 'currency', 'total'], ([payee, currency, total]) => [
    [payeeKey(payee!, currency!), total!],
  ])
  const groups = await addedUp(files, 'payouts.csv', ['currency', ...SUMMED], ([currency, ...amounts]) =>
    // A column that an older version did not write is blank.
    SUMMED.map((name, index) => [groupKey(currency!, name), amounts[index] || '0'] as const),
  )
  const lineColumns = ['plan_id', 'component_id', 'pay_currency', 'status', 'pay_amount']
  const components = await addedUp(
    files,
    'payout-lines.csv',
    lineColumns,
    ([plan, component, currency, status, amount]) =>
      status === 'payable' ? [[componentKey(plan!, component!, currency!), amount!]] : [],
  )
  return { period: files.period, state: files.state, payees, groups, components }
}

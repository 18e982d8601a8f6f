import { formatDecimal } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee, QuotaRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'
import { isFarAbove, isFarBelow, usualDigits } from './digits.js'

/** A quota of a measure that no plan has serves nothing; told once for each name. */
export function checkQuotaMeasures(quotas: readonly QuotaRow[], plans: readonly Plan[], found: Diagnostic[]): void {
  const known = new Set<string>(plans.flatMap((plan) => [...plan.measures.keys()]))
  const told = new Set<string>()
  for (const { measure, file, record } of quotas) {
    if (measure === '' || known.has(measure) || told.has(measure)) continue
    told.add(measure)
    const message = `no plan has a measure "${measure}", for which quotas are given.${didYouMean(measure, known)}`
    found.push(diagnose('SPM5016', message, { place: { file, record, cell: 'measure' } }))
  }
}

/** A quota of a role that nobody has serves nobody; told once for each role. */
export function checkQuotaRoles(
  quotas: readonly QuotaRow[],
  payees: ReadonlyMap<PayeeId, Payee>,
  found: Diagnostic[],
): void {
  const known = new Set([...payees.values()].flatMap(({ rows }) => rows.map(({ role }) => role)))
  known.delete('')
  const told = new Set<string>()
  for (const { role, file, record } of quotas) {
    if (role === '' || known.has(role) || told.has(role)) continue
    told.add(role)
    const message = `nobody in the reps file has the role "${role}", for which quotas are given.${didYouMean(role, known)}`
    found.push(diagnose('SPM5730', message, { place: { file, record, cell: 'role' } }))
  }
}

/** Quotas of a measure that no plan has cannot be summed. */
export function checkTeamQuotas(plans: readonly Plan[], found: Diagnostic[]): void {
  const known = new Set<string>(plans.flatMap((plan) => [...plan.measures.keys()]))
  for (const { label, quota } of plans.flatMap((plan) => [...plan.measures.values()])) {
    if (quota === undefined || known.has(quota.measure)) continue
    const message = `${label} sums the quotas of "${quota.measure}", a measure that no plan has.${didYouMean(quota.measure, known)}`
    found.push(diagnose('SPM5734', message, { place: quota.place }))
  }
}

/** Where a quota of a role or of a team would step in for a rejected row, it must not just be listed. */
export function checkRejectedQuotas(
  rejected: readonly { readonly file: string; readonly record: number; readonly key: string }[],
  quotas: readonly QuotaRow[],
  plans: readonly Plan[],
  found: Diagnostic[],
): void {
  const steps =
    quotas.some(({ role }) => role !== '') ||
    plans.some(({ measures }) => [...measures.values()].some(({ quota }) => quota !== undefined))
  if (!steps) return
  for (const { file, record, key } of rejected) {
    const message = `the quota row of ${key} cannot be used, and without it another quota could take its place`
    found.push(diagnose('SPM5738', message, { place: { file, record } }))
  }
}

/** So many are named. */
const NAMED = 5

/** Quotas with two digits more or less than those of most others for the same period, measure and currency. */
export function checkQuotaAmounts(quotas: readonly QuotaRow[], found: Diagnostic[]): void {
  const groups = groupBy(quotas, ({ period, measure, currency }) => `${period}\n${measure}\n${currency ?? ''}`)
  const odd = [...groups.values()].flatMap((mine) => {
    const usual = usualDigits(
      mine.map(({ amount }) => amount),
      50,
    )
    return mine.filter(({ amount }) => isFarAbove(amount, usual) || isFarBelow(amount, usual))
  })
  const [first] = odd
  if (first === undefined) return
  const words = odd
    .slice(0, NAMED)
    .map(({ payee, role, period, amount }) => `"${payee ?? role}" (${period}: ${formatDecimal(amount)})`)
  const more = odd.length - words.length
  const message = `the quota of ${words.join(', ')}${more > 0 ? ` and ${more} more` : ''} has two digits more, or less, than most others`
  found.push(diagnose('SPM5086', message, { place: { file: first.file, record: first.record, cell: 'amount' } }))
}

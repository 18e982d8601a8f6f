import { formatDecimal, HUNDRED, ONE, sum } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import type { Calendar } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { ObjectiveRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** Weights of a payee's objectives total 100 %, and some component pays them (F41). */
export function checkObjectives(
  rows: readonly ObjectiveRow[],
  plans: readonly Plan[],
  calendar: Calendar,
  found: Diagnostic[],
): void {
  for (const mine of groupBy(rows, (row) => [row.payee, row.period].join('\n')).values()) checkTotals(mine, found)
  const paying = plans.flatMap((plan) =>
    plan.components
      .filter(({ kind }) => kind === 'mbo')
      .map(({ id, window }) => ({ id: id as string, level: window === 'period' ? plan.pays : window })),
  )
  const told = new Set<string>()
  for (const { period, component, file, record } of rows) {
    const level = calendar.period(period)?.level
    const fits = paying.filter(({ id }) => component === '' || id === component)
    const key = `${component} ${level ?? period}`
    if (fits.some((each) => each.level === level) || told.has(key)) continue
    told.add(key)
    const ids = paying.map(({ id }) => id)
    const windows = [...new Set(fits.map((each) => each.level))].join(' or ')
    const message =
      fits.length > 0
        ? `objectives for ${period} are paid by no component: their window is a ${windows}`
        : component === ''
          ? 'no plan has a component with objectives'
          : `no plan has an mbo component "${component}".${didYouMean(component, ids)}`
    const cell = fits.length > 0 || component === '' ? 'period' : 'component'
    found.push(diagnose('SPM5911', message, { place: { file, record, cell } }))
  }
}

/** A row without a component counts for each, so that it weighs beside those that name one. */
function checkTotals(rows: readonly ObjectiveRow[], found: Diagnostic[]): void {
  const common = rows.filter(({ component }) => component === '')
  for (const [name, own] of groupBy(rows, ({ component }) => component)) {
    const mine = name === '' ? common : [...common, ...own]
    const total = sum(mine.map(({ weight }) => weight))
    if (total.equals(ONE)) continue
    const { payee, period, file, record } = own.at(-1)!
    const whose = `"${payee}" for ${period}${name === '' ? '' : ` and "${name}"`}`
    const both = name !== '' && common.length > 0 ? ', with those that name no component' : ''
    const message = `the weights of the objectives of ${whose} total ${formatDecimal(total.times(HUNDRED))} %${both}`
    found.push(diagnose('SPM5907', message, { place: { file, record, cell: 'weight' } }))
  }
}

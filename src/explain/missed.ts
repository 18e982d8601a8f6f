import type { Reason } from '../engine/credit.js'
import type { Payee, RepRow } from '../model/records.js'
import { failingCells, failureWords } from './conditions.js'
import type { Judged } from './recording.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'

/** A measure, the deal and payee it was asked about, and its answer. */
type Asked = Omit<Judged, 'kind' | 'run'>

/** How a measure answered about a deal of somebody, with the condition and the cells it read. */
export function judgedStep(judged: Asked, subject: Subject): Step {
  const { measure, verdict, deal } = judged
  return {
    what: measure.label,
    how: verdictWords(judged, subject),
    rule: measure.place,
    inputs: [
      { file: deal.file, record: deal.record },
      ...(verdict.kind === 'counts' ? [verdict.assignment.row] : []),
    ].map(({ file, record }) => ({ file, record })),
  }
}

function verdictWords(judged: Asked, subject: Subject): string {
  const { verdict } = judged
  if (verdict.kind === 'counts') return `counts it, on ${verdict.date}`
  if (verdict.kind === 'blank') return verdict.detail
  const { reason, date, detail } = verdict
  const on = date === '' ? 'without a credit date' : `dated ${date}`
  const { id: period } = subject.book.period
  const words: Readonly<Record<Reason, () => string>> = {
    other_plan: () => `on plan ${detail} that day (${date})`,
    condition_false: () => conditionWords(judged, subject),
    before_first_period: () => `${on}, before the first period that is paid`,
    before_window: () => `${on}, before the windows that end in ${period}: earlier periods paid it`,
    after_period: () => `${on}, after ${period}`,
    no_rule: () => `counts it (${on}), but not for owners: it credits by its rules alone`,
    no_plan: () => `on no plan that day (${on})`,
    no_own_plan: () => `on no plan of his own that day (${on}), only on additional ones`,
    no_rep_row: () => `no row of the reps file is in force that day (${on})`,
    not_yet_hired: () => `not hired yet (${on})`,
    left_company: () => `left the company before (${on})`,
    reversal: () => `a refund of deal ${detail}, which the clawback rule settles`,
    cancelled: () => 'cancelled, so that it is in no total any more',
    rejected: () => detail,
  }
  return words[reason]()
}

function conditionWords(asked: Asked, { book, columns }: Subject): string {
  const { where } = asked.measure
  return where === undefined ? 'its condition does not hold' : failureWords(where, rowsOf(asked, book), columns)
}

/** The cells for which the conditions of measures do not hold, each once. */
export function cellsAgainst(all: readonly Asked[], { book, columns }: Subject): readonly string[] {
  const cells = all.flatMap((asked) => {
    const { where } = asked.measure
    return where === undefined ? [] : failingCells(where, rowsOf(asked, book), columns)
  })
  return [...new Set(cells)]
}

function rowsOf({ deal, verdict, payee: id }: Asked, { payees }: Subject['book']) {
  const payee = payees.get(id)
  const row = payee && rowNear(payee, 'date' in verdict ? verdict.date : '')
  return { deal: deal.cells, rep: row?.cells }
}

/** The row in force on a day, else the last one. */
function rowNear({ rows }: Payee, date: string): RepRow | undefined {
  return rows.find(({ from, to }) => from <= date && date <= to) ?? rows.at(-1)
}

/** One answer for each measure: two ways to a credit ask it twice. */
export function distinct(judged: readonly Judged[]): readonly Judged[] {
  const by = new Map<Judged['measure'], Judged>()
  for (const each of judged) if (by.get(each.measure)?.verdict.kind !== 'counts') by.set(each.measure, each)
  return [...by.values()]
}

import { makeReport, type Report, type ReportColumn } from './report.js'

/** What was looked at, and how it is. */
export interface Look {
  readonly about: string
  /** `wrong`: a command will fail on it. `look`: it works, and somebody should look at it. */
  readonly state: 'ok' | 'look' | 'wrong'
  readonly says: string
  /** What to do; '' where nothing is to be done. */
  readonly next: string
}

const columns: readonly ReportColumn<Look>[] = [
  { name: 'state', label: '', type: 'text', doc: 'ok, look or wrong.', keep: 'key', value: ({ state }) => state },
  { name: 'about', label: '', type: 'text', doc: 'What was looked at.', keep: 'key', value: ({ about }) => about },
  { name: 'says', label: '', type: 'text', doc: 'How it is.', value: ({ says }) => says },
  { name: 'next', label: 'next', type: 'text', doc: 'What to do.', value: ({ next }) => next },
]

/** Whether a project is fit to be worked with. */
export function doctorReport(looks: readonly Look[]): Report {
  const wrong = looks.filter(({ state }) => state === 'wrong').length
  const remarks = [wrong === 0 ? 'Nothing is in the way.' : `${wrong} to be put right first.`]
  return makeReport({ name: 'doctor', title: 'Doctor', about: {}, remarks }, columns, [{ rows: looks }])
}

import { compareText } from '../base/order.js'
import { byGroup, byManager, column, figures, many, person, spans } from './attainment-columns.js'
import { attainmentSections, byAttainment, type AttainmentRow, type By } from './attainment-rows.js'
import type { AskedOption, ReportDefinition } from './definition.js'
import { managersOf } from './who-is-above.js'
import type { Pseudonym } from './pseudonyms.js'
import { makeReport, type ReportColumn } from './report.js'

/** Ids named in a remark; the rest is counted. */
const NAMED = 5

const byPayee: readonly ReportColumn<AttainmentRow>[] = [
  ...person,
  column('plan_id', { place: 'heading' }),
  ...spans,
  ...figures,
]

/** A span longer than a month, which every measure can be told over. */
export function askedSpan(option: AskedOption): 'quarter' | 'half' | 'year' | undefined {
  const span = option('span')
  return span === 'quarter' || span === 'half' || span === 'year' ? span : undefined
}

export const attainmentReport: ReportDefinition = {
  name: 'attainment',
  options: [
    {
      flags: '--by <what>',
      summary: 'a row for each',
      choices: ['payee', 'team', 'region', 'plan', 'manager'],
      default: 'payee',
    },
    {
      flags: '--span <level>',
      summary: 'only to date over this span, period being the pay period (default: those that plans use)',
      choices: ['period', 'month', 'quarter', 'half', 'year'],
    },
  ],
  examples: [
    'spm report attainment --period 2026-03',
    'spm report attainment --period 2026-03 --by team --span year',
    'spm report attainment --period 2026-03 --by manager --span quarter',
    'spm report attainment --period 2026-03 --format csv > attainment.csv',
  ],
  about:
    'At the end of the period, computed from the inputs; nothing is written. Sorted\n' +
    'by plan, measure and span, then the highest attainment first, ties by id.\n' +
    'Percents are rounded down; pace is credited by the quota to date. Groups add up\n' +
    'the payees with a quota, each measure, span and currency apart; payees without\n' +
    'one are counted and named. By manager: everybody below him, at any level.',
  toDate: askedSpan,
  build({ book, calculation, pseudonym }, option) {
    const by = option('by') as By
    const managers = managersOf(book)
    const question = { by, span: option('span'), managers }
    const { sections, withoutAny } = attainmentSections(calculation.attainments, question)
    const nothing =
      by === 'manager' ? 'Nobody with a quota of his own has a manager.' : 'No quota, so no attainment to show.'
    const remarks = [
      ...(sections.length === 0 ? [nothing] : []),
      ...(withoutAny.length > 0 ? [`Without any quota: ${named(withoutAny, pseudonym)}`] : []),
    ]
    const about = { period: book.period.id, by }
    const title = `Attainment ${book.period.id} by ${by}`
    const level = ({ group }: AttainmentRow): number => (by === 'manager' ? managers.levelOf(group) : 0)
    return makeReport(
      { name: 'attainment', title, about, remarks, pseudonym },
      by === 'payee' ? byPayee : by === 'manager' ? byManager(managers) : byGroup(by as 'team'),
      sections.map(({ rows, total, without }) => ({
        rows,
        total,
        rank: (a: AttainmentRow, b: AttainmentRow) => level(a) - level(b) || byAttainment(a, b),
        remark: without.length > 0 ? `without a quota, so not counted: ${named(without, pseudonym)}` : undefined,
      })),
    )
  },
}

/** `6 payees (E1, E2, …)`. */
export function named(ids: readonly string[], pseudonym: Pseudonym | undefined): string {
  const shown = pseudonym ? ids.map((id) => pseudonym('person', id)).sort(compareText) : ids
  const more = ids.length > NAMED ? ', …' : ''
  return `${many(ids.length)} (${shown.slice(0, NAMED).join(', ')}${more})`
}

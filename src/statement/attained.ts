import { formatPercent, ZERO } from '../base/decimal.js'
import type { Attainment } from '../engine/attain.js'
import { figureWords, unitOf } from '../explain/words.js'
import type { Block, Section } from './statement.js'
import { curveBlocks } from './curves.js'
import type { Told } from './told.js'

/** How far the payee has come, measure by measure and window by window, and what that pays. */
export function attainedSection(told: Told): Section | undefined {
  const { subject } = told
  const mine = subject.calculation.attainments
    .filter(({ participation }) => participation.run.end === subject.book.period.end)
    // What components go by comes first.
    .toSorted((a, b) => (a.components.length > 0 ? 0 : 1) - (b.components.length > 0 ? 0 : 1))
  if (mine.length === 0) return undefined
  return { title: 'Attainment', blocks: [table(mine), ...curveBlocks(mine, told)] }
}

function table(all: readonly Attainment[]): Block {
  return {
    kind: 'table',
    caption: 'Attainment',
    columns: [
      { name: 'what counts', kind: 'text' },
      { name: 'window', kind: 'text' },
      { name: 'credited', kind: 'number' },
      { name: 'quota', kind: 'number' },
      { name: 'reached', kind: 'number' },
      { name: 'to go', kind: 'number' },
      { name: 'bar', kind: 'bar' },
    ],
    rows: all.map(row),
  }
}

function row(attainment: Attainment): readonly string[] {
  const { measure, participation, span, against, quota, credited, components } = attainment
  const { plan } = participation.run
  const unit = unitOf(measure, plan)
  const names = plan.components.filter(({ id }) => components.includes(id)).map(({ name }) => name)
  const toDate = against === 'quota_to_date' ? ' to date' : ''
  const percent = quota && !quota.amount.isZero() ? formatPercent(credited.dividedBy(quota.amount)) : ''
  const left = quota ? quota.amount.minus(credited) : ZERO
  return [
    names.length > 0 ? `${names.join(', ')} (${measure.id})` : measure.id,
    `${span.id}${toDate}`,
    `${figureWords(credited, unit)}${measure.unit === 'money' ? ` ${unit}` : ''}`,
    quota ? figureWords(quota.amount, unit) : '',
    percent === '' ? '' : `${percent} %`,
    quota && left.greaterThan(ZERO) ? figureWords(left, unit) : '',
    percent,
  ]
}

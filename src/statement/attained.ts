import { formatPercent, ZERO } from '../base/decimal.js'
import type { Attainment } from '../engine/attain.js'
import { figureWords, unitOf } from '../explain/words.js'
import type { Block, Section } from './statement.js'
import { curveBlocks } from './curves.js'
import type { Told } from './told.js'

/** How far the payee has come, measure by measure and window by window, and what that pays. */
export function attainedSection(told: Told): Section | undefined {
  const mine = attainmentsOf(told)
  if (mine.length === 0) return undefined
  return { title: 'Attainment', blocks: [table(mine), ...curveBlocks(mine, told)] }
}

/** Those of the period; what components go by comes first. */
export function attainmentsOf({ subject: { calculation, book } }: Told): readonly Attainment[] {
  return calculation.attainments
    .filter(({ participation }) => participation.run.end === book.period.end)
    .toSorted((a, b) => (a.components.length > 0 ? 0 : 1) - (b.components.length > 0 ? 0 : 1))
}

function table(all: readonly Attainment[]): Block {
  return {
    kind: 'table',
    caption: 'Attainment',
    headed: true,
    columns: [
      { name: 'what counts', kind: 'text' },
      { name: 'window', kind: 'text' },
      { name: 'reached', kind: 'bar' },
      { name: 'credited', kind: 'number' },
      { name: 'quota', kind: 'number' },
      { name: 'to go', kind: 'number' },
    ],
    rows: all.map(row),
  }
}

/** Rounded down, so that 99.999 % never reads 100; undefined without a quota. */
export function percentOf({ quota, credited }: Attainment): string | undefined {
  return quota && !quota.amount.isZero() ? formatPercent(credited.dividedBy(quota.amount)) : undefined
}

function row(attainment: Attainment): readonly string[] {
  const { measure, participation, span, against, quota, credited, components } = attainment
  const { plan } = participation.run
  const unit = unitOf(measure, plan)
  const names = plan.components.filter(({ id }) => components.includes(id)).map(({ name }) => name)
  const toDate = against === 'quota_to_date' ? ' to date' : ''
  const left = quota ? quota.amount.minus(credited) : ZERO
  return [
    names.length === 0 || names.join() === measure.id ? measure.id : `${names.join(', ')} (${measure.id})`,
    `${span.id}${toDate}`,
    percentOf(attainment) ?? '',
    `${figureWords(credited, unit)}${measure.unit === 'money' ? ` ${unit}` : ''}`,
    quota ? figureWords(quota.amount, unit) : '',
    quota && left.greaterThan(ZERO) ? figureWords(left, unit) : '',
  ]
}

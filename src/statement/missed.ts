import { compareText } from '../base/order.js'
import type { Missed } from '../engine/credit.js'
import { REASON_WORDS } from '../explain/missed-deals.js'
import { many } from '../explain/words.js'
import type { Section } from './statement.js'
import { dealName, type Told } from './told.js'

/** Deals told one by one; the rest is counted. */
const TOLD = 20

/** Deals of the payee dated in the period that no plan counts for anybody, and why. */
export function missedSection(told: Told): Section | undefined {
  const { missed, result, subject } = told
  const { period } = subject.book
  const starts = result.participations.filter(({ run }) => run.end === period.end).map(({ run }) => run.payPeriod.start)
  const start = [period.start, ...starts].sort(compareText)[0]!
  // What has no date is in no total as long as a cell is blank; anything else is told when it has one.
  const mine = missed.filter(({ date, reason }) =>
    date === '' ? reason === 'rejected' : date >= start && date < period.end,
  )
  if (mine.length === 0) return undefined
  const first = mine.toSorted((a, b) => compareText(a.date, b.date) || compareText(a.dealId, b.dealId)).slice(0, TOLD)
  const items = first.map((each) => missedWords(each, told))
  const more = mine.length > TOLD ? [`and ${many(mine.length - TOLD, 'more deal')}`] : []
  return { title: 'Deals of yours that are not counted', blocks: [{ kind: 'list', items: [...items, ...more] }] }
}

function missedWords({ dealId, date, reason }: Missed, told: Told): string {
  return `${[dealName(told, dealId), date].filter((each) => each !== '').join(', ')}: ${REASON_WORDS[reason]}`
}

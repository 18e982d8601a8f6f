import { addMonths, addDays } from '../../base/date.js'
import { ZERO, parseDecimal } from '../../base/decimal.js'
import { formatMoney } from '../../base/money.js'
import { lastDay, type Period } from '../../base/period.js'
import { schemaLine, type Ground } from '../template.js'

/** The top of a plan: who is on it and when. */
export function planHead(
  { currency, year }: Ground,
  plan: { readonly id: string; readonly name: string; readonly assign: string; readonly comment: readonly string[] },
): string {
  return `${schemaLine('plan')}
#
${plan.comment.map((line) => `# ${line}\n`).join('')}plan: ${plan.id}
name: ${plan.name}
currency: ${currency}
effective: { from: ${year.start}, to: ${lastDay(year)} }
pays: month
assign: ${plan.assign}
rounding: { mode: half_up, at: line }
`
}

/** A measure of what is won by the owner, or the participants of a split. */
export function wonMeasure(id: string, { won }: Ground): string {
  return `  ${id}: # what counts, when, and for whom
${won === undefined ? '' : `    where: ${won}\n`}    amount: deal.amount
    date: deal.close_date
    credit: direct # the owner, or the participants of a split by their percent
`
}

/** The first month of the plan's year, in which its tests are. */
export function firstMonth({ calendar, year }: Ground): Period {
  return calendar.at('month', year.start)!
}

/** A day of the first month, and the first one after it. */
export function testDays(ground: Ground): { readonly inside: string; readonly after: string } {
  const { start } = firstMonth(ground)
  return { inside: addDays(start, 4), after: addMonths(start, 1) }
}

/** Headers and rows of deals in a test; each deal is won unless it is said to be lost. */
export function testDeals(
  { stage, currency, asksCurrency }: Ground,
  rows: readonly {
    readonly id: string
    readonly payee: string
    readonly amount: number
    readonly date: string
    readonly lost?: true
  }[],
  indent: string,
): string {
  const head = [
    'deal_id',
    'payee_id',
    'amount',
    'close_date',
    ...(stage ? [stage.column] : []),
    ...(asksCurrency ? ['currency'] : []),
  ]
  const lines = rows.map(({ id, payee, amount, date, lost }) => [
    id,
    payee,
    amount,
    date,
    ...(stage ? [JSON.stringify(lost ? stage.lost : stage.won)] : []),
    ...(asksCurrency ? [currency] : []),
  ])
  return [head, ...lines].map((cells) => `${indent}- [${cells.join(', ')}]\n`).join('')
}

/** A whole amount with the digits of the currency, as runs write it. */
export function money(amount: number, { currency }: Ground): string {
  return formatMoney(parseDecimal(String(amount)) ?? ZERO, currency)
}

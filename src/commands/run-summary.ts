import type { ChalkInstance } from 'chalk'
import type { Decimal } from '../base/decimal.js'
import { grouped, type Currency } from '../base/money.js'
import type { Env } from '../io/env.js'
import { renderMoney } from '../render/amount.js'
import { safe } from '../render/safe.js'
import { renderTable } from '../render/table.js'
import { exceptionMessage } from '../run/tables/exceptions.js'
import type { RunResult } from '../run/write-results.js'

/** How many exceptions a summary shows; exceptions.csv has all. */
const SHOWN_EXCEPTIONS = 10

const count = (value: number): string => grouped(String(value))

/** What a person checks before going on: every deal accounted for, who is paid how much, what looks odd. */
export function renderRunSummary(result: RunResult, env: Env, chalk: ChalkInstance): string {
  const { deals, excludedBy, totals } = result
  const { read, credited, excluded, rejected, fromLedger } = deals
  const reasons = [...excludedBy].map(
    ([reason, number]) => `  ${count(number).padStart(9)} ${reason.replaceAll('_', ' ')}`,
  )
  const lines = [
    chalk.bold('Deals'),
    `  ${count(read).padStart(9)} read = ${count(credited)} credited + ${count(excluded)} excluded + ${count(rejected)} rejected`,
    ...(fromLedger > 0 ? [`  ${count(fromLedger).padStart(9)} of them from the ledger, not in the export`] : []),
    ...(reasons.length > 0 ? ['  excluded because', ...reasons] : []),
    ...adjustmentLines(result, chalk),
    '',
  ]
  if (totals.plans.length === 0) {
    return `${lines.join('\n')}\n${chalk.bold('Payable')}\n  nothing: nobody is on a plan in this period\n${renderExceptions(result, chalk)}`
  }
  const options = { isTTY: env.stdout.isTTY, width: env.stdout.columns, chalk }
  const paid = renderTable(
    {
      columns: [
        { name: 'plan', align: 'left' },
        { name: 'payees', align: 'right' },
        { name: 'lines', align: 'right' },
        { name: 'paid', align: 'right' },
        { name: 'accrued', align: 'right' },
        { name: 'currency', align: 'left' },
      ],
      rows: totals.plans.map(({ plan, currency, payees, lines: number, paid: amount, accrued }) => [
        plan,
        count(payees),
        count(number),
        renderMoney(amount, currency),
        renderMoney(accrued, currency),
        currency,
      ]),
    },
    options,
  )
  const payable = totals.currencies.map((total) => {
    const { currency, payees, paid: getting, payable: amount, owed, accrued, adjustments, adjusted } = total
    const { trueUps, truedUp, clawedBack, guaranteed, balances, advanced } = total
    const changes = trueUps === 1 ? 'one true-up' : `${count(trueUps)} true-ups`
    const rows = adjustments === 1 ? 'one adjustment' : `${count(adjustments)} adjustments`
    const also = [
      ...(trueUps === 0 ? [] : [`${renderMoney(truedUp, currency)} in ${changes} of closed periods`]),
      ...(clawedBack.isZero() ? [] : [`${renderMoney(clawedBack, currency)} in clawbacks`]),
      ...(guaranteed.isZero() ? [] : [`${renderMoney(guaranteed, currency)} topped up by guarantees`]),
      ...(balances.isZero() ? [] : [balanceWords(balances, currency)]),
      ...(advanced.isZero() ? [] : [`less ${renderMoney(advanced, currency)} paid in advance`]),
      ...(adjustments === 0 ? [] : [`${renderMoney(adjusted, currency)} in ${rows}`]),
      ...(owed.isZero() ? [] : [`${renderMoney(owed, currency)} owed by payees`]),
      ...(accrued.isZero() ? [] : [`${renderMoney(accrued, currency)} accrued`]),
    ]
    const people = `${getting === payees ? '' : `${count(getting)} of `}${count(payees)} ${payees === 1 ? 'payee' : 'payees'}`
    const more = also.length > 0 ? ` (${also.join(', ')})` : ''
    return `  ${chalk.bold(`${renderMoney(amount, currency)} ${currency}`)} payable to ${people}${more}`
  })
  return `${lines.join('\n')}\n${paid}\n${chalk.bold('Payable')}\n${payable.join('\n')}\n${renderExceptions(result, chalk)}`
}

/** What balances add to the payable total (a draw, what is carried of a total below zero) or take from it. */
function balanceWords(balances: Decimal, currency: Currency): string {
  return balances.isNegative()
    ? `${renderMoney(balances.negated(), currency)} taken for balances`
    : `${renderMoney(balances, currency)} added by balances`
}

/** Nothing where there are none: rows of other periods are counted by them, so that none is forgotten. */
function adjustmentLines({ adjustments }: RunResult, chalk: ChalkInstance): readonly string[] {
  const { read, paid, otherPeriods, rejected } = adjustments
  if (read === 0) return []
  const others = read - paid - rejected
  return [
    '',
    chalk.bold('Adjustments'),
    `  ${count(read).padStart(9)} read = ${count(paid)} paid + ${count(others)} for other periods + ${count(rejected)} rejected`,
    ...(others > 0 ? ['  of other periods'] : []),
    ...[...otherPeriods].map(([period, rows]) => `  ${count(rows).padStart(9)} ${safe(period)}`),
  ]
}

function renderExceptions({ exceptions }: RunResult, chalk: ChalkInstance): string {
  if (exceptions.length === 0) return ''
  const shown = exceptions.slice(0, SHOWN_EXCEPTIONS).map((exception) => {
    const { kind, payee, dealId } = exception
    const what = [kind.replaceAll('_', ' '), payee, dealId].filter((each) => each !== '').join(' · ')
    return `  ${safe(what)}: ${safe(exceptionMessage(exception))}`
  })
  const more = exceptions.length - shown.length
  const rest = more > 0 ? [`  … and ${more} more in exceptions.csv`] : []
  return `\n${chalk.bold(`Exceptions to look at: ${exceptions.length}`)}\n${[...shown, ...rest].join('\n')}\n`
}

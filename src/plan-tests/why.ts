import { formatExact, formatPercent, ONE } from '../base/decimal.js'
import { formatMoney } from '../base/money.js'
import type { PayeeResult } from '../engine/calculate.js'
import { moneyOf, type Line } from '../engine/line.js'
import type { Compared } from './compare.js'
import type { MemoryRun } from './memory-run.js'
import { OUTPUTS, type OutputName } from './outputs.js'

/** Explained at most: a case is small, and one that is not is better looked at with `spm calc`. */
const PAYEES = 5
const LINES = 12

/** Outputs that say what was credited, not what was paid. */
const OF_CREDITS: ReadonlySet<OutputName> = new Set(['attainment', 'credits'])

/** Why the rows that differ came out as they did: line by line with their slices, for the people whom they are about. */
export function why(compared: readonly Compared[], run: MemoryRun): readonly string[] {
  const texts: string[] = []
  const payees = payeesIn(compared, run)
  for (const payee of payees.slice(0, PAYEES)) {
    const mine = compared.filter((each) => concerns(each, payee, run))
    const result = run.results.find((each) => each.payee === payee)
    const lines = result ? linesOf(mine, result, run) : []
    if (mine.every(({ output }) => OF_CREDITS.has(output))) texts.push(...creditedTo(payee, run))
    else texts.push(...paidTo(payee, result, lines))
    texts.push(...notCredited(payee, run))
  }
  if (payees.length > PAYEES) texts.push(`… and ${payees.length - PAYEES} more people`)
  return texts
}

/** Ids of the people in rows that differ, in order; everybody who is paid something where rows do not say whom they are about. */
function payeesIn(compared: readonly Compared[], run: MemoryRun): readonly string[] {
  const ids = new Set(compared.flatMap((each) => differing(each).flatMap((row) => payeeOf(each, row, run) ?? [])))
  if (ids.size > 0) return [...ids].sort()
  return run.results.filter(({ lines }) => lines.length > 0).map(({ payee }) => payee)
}

function differing({ rows }: Compared): Compared['rows'] {
  return rows.filter(({ differs }) => differs.includes(true))
}

function payeeOf(compared: Compared, row: Compared['rows'][number], run: MemoryRun): string | undefined {
  if (row.at !== undefined) {
    const payee = cellOf(run, compared.output, row.at, 'payee_id')
    if (payee !== '') return payee
  }
  const at = compared.columns.indexOf('payee_id')
  return at < 0 ? undefined : row.expected?.[at]
}

function concerns(compared: Compared, payee: string, run: MemoryRun): boolean {
  const rows = differing(compared).map((row) => payeeOf(compared, row, run))
  return rows.includes(payee) || rows.every((each) => each === undefined)
}

function cellOf(run: MemoryRun, output: OutputName, row: number, column: string): string {
  const table = run.tables.get(OUTPUTS[output].file)
  const field = table?.columns.findIndex(({ name }) => name === column) ?? -1
  return table?.rows[row]?.[field] ?? ''
}

/** The lines that differ, where a case compares lines and each of them has come; else all. */
function linesOf(compared: readonly Compared[], result: PayeeResult, run: MemoryRun): readonly Line[] {
  const all = result.lines.map(({ line }) => line)
  const rows = compared.flatMap((each) => differing(each).map(({ at }) => ({ at, output: each.output })))
  if (!rows.every(({ at, output }) => output === 'lines' && at !== undefined)) return all
  const ids = new Set(rows.map(({ at }) => cellOf(run, 'lines', at!, 'line_id')))
  return all.filter(({ id }) => ids.has(id))
}

function paidTo(payee: string, result: PayeeResult | undefined, lines: readonly Line[]): string[] {
  if (result === undefined) return [`${payee} is on no plan in this period`]
  const paid = result.payouts.map(({ currency, payable }) => `${formatMoney(payable, currency)} ${currency}`)
  if (lines.length === 0) return [`${payee} is paid ${paid.join(' and ')}: no line pays anything`]
  const shown = lines.slice(0, LINES).flatMap(lineText)
  const more = lines.length > LINES ? [`  … and ${lines.length - LINES} more lines`] : []
  return [`${payee} is paid ${paid.join(' and ')}`, ...shown, ...more]
}

/** `120.00 = 500 x 0.08 (0%) + 1000 x 0.08 (100%)  commission of new_business on D1`. */
function lineText(line: Line): readonly string[] {
  const { slices, parts, base, component, kind, quota, credited, reason } = line
  const tiers = component && 'rate' in component ? component.rate.tiers : []
  const terms = [
    ...slices.map(({ base: amount, rate, tier, label }) => {
      const named = label ?? tiers[tier]
      return `${formatExact(amount)} x ${formatExact(rate)}${named === undefined ? '' : ` (${named})`}`
    }),
    ...parts.map(({ credit, pay }) => `${formatExact(pay)}${credit?.dealId ? ` on ${credit.dealId}` : ''}`),
  ]
  const times = base && !base.multiplier.equals(ONE) ? ` x ${formatExact(base.multiplier)}` : ''
  const sum = times !== '' && terms.length > 1 ? `(${terms.join(' + ')})${times}` : `${terms.join(' + ')}${times}`
  const deal = line.onDeal?.deal ?? line.credit?.dealId ?? line.changes?.deal ?? ''
  const what = [kind, component && `of ${component.id}`, deal && `on ${deal}`].filter((part) => part).join(' ')
  const money = formatMoney(line.amount, moneyOf(line))
  const source = line.participation.run.payPeriod.id
  const notes = [
    quota && `quota ${formatExact(quota.amount)}`,
    credited && `credited ${formatExact(credited)}`,
    quota && credited && !quota.amount.isZero()
      ? `attainment ${formatPercent(credited.dividedBy(quota.amount))} %`
      : undefined,
    reason,
  ].filter((part) => part)
  return [
    `  ${money}${sum === '' ? '' : ` = ${sum}`}  ${what} in ${source}`,
    ...(notes.length > 0 ? [`    ${notes.join(', ')}`] : []),
  ]
}

function creditedTo(payee: string, { results }: MemoryRun): string[] {
  const mine = results.find((each) => each.payee === payee)?.participations ?? []
  const credits = mine.flatMap(({ credits: of }) => [...of.values()].flat())
  const texts = credits.map(
    ({ dealId, measure, amount, date, by }) =>
      `  ${dealId || 'opening'}: ${formatExact(amount)} of ${measure.id} on ${date} (${by.ways})`,
  )
  const more = texts.length > LINES ? [`  … and ${texts.length - LINES} more credits`] : []
  return [`${payee} is credited${texts.length === 0 ? ' nothing' : ''}`, ...texts.slice(0, LINES), ...more]
}

/** What did not count, and what a person should look at. */
function notCredited(payee: string, { tables }: MemoryRun): string[] {
  const rows = (file: string, ...columns: string[]): string[][] => {
    const table = tables.get(file)
    const fields = ['payee_id', ...columns].map((name) => table?.columns.findIndex((each) => each.name === name) ?? -1)
    const cells = (table?.rows ?? []).map((row) => fields.map((field) => row[field] ?? ''))
    return cells.filter(([id]) => id === payee)
  }
  return [
    ...rows('exclusions.csv', 'deal_id', 'reason', 'detail').map(
      ([, deal, reason, detail]) =>
        `  ${deal!} is not credited: ${reason!.replaceAll('_', ' ')}${detail ? ` (${detail})` : ''}`,
    ),
    ...rows('exceptions.csv', 'message').map(([, message]) => `  look at: ${message!}`),
  ]
}

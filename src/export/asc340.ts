import { addMonths, type PlainDate } from '../base/date.js'
import { ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import { compareText } from '../base/order.js'
import { InvariantBreach } from '../engine/invariants.js'
import { csvRows, type CsvColumn } from '../render/csv.js'
import { safe } from '../render/safe.js'
import { move, remaining, type Asset, type MonthSpan, type Movement } from './amortise.js'
import { costsOf, keyOf, type DealShares } from './costs.js'
import { policiesOf } from './policies.js'
import { fileName, type ExportFile, type ExportSource, type ExportTarget, type PostedFiles } from './target.js'

const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

/** A row of the roll-forward: the assets of a policy and currency in a period. */
interface Roll extends Movement {
  readonly period: string
  readonly policy: string
  readonly currency: string
  readonly opening: Decimal
  readonly closing: Decimal
}

/** What was amortised of an asset in a period. */
interface Done {
  readonly key: string
  readonly period: PostedFiles['period']
  readonly amount: Decimal
}

const text = (name: string): CsvColumn => ({ name, type: 'text' })
const number = (name: string): CsvColumn => ({ name, type: 'number' })
const date = (name: string): CsvColumn => ({ name, type: 'date' })

const CONTRACT = ['policy', 'payee_id', 'plan_id', 'component_id', 'deal_id', 'currency'].map(text)
const ASSETS = [
  ...CONTRACT,
  text('earned_in'),
  number('months'),
  number('months_left'),
  ...['capitalised', 'reduced', 'amortised', 'impaired', 'carrying'].map(number),
]
const SCHEDULE = [...CONTRACT, text('status'), text('period'), number('months_ahead'), date('from'), number('amount')]
const ROLL = [
  ...['period', 'policy', 'currency'].map(text),
  ...['opening', 'additions', 'amortisation', 'clawback', 'impairment', 'closing', 'beyond_assets'].map(number),
]

/**
 * Costs of obtaining contracts (ASC 340-40, IFRS 15.91 to 104): the assets, what is amortised of each and when, and how
 * they went from opening to closing, period by period.
 */
async function build(source: ExportSource): Promise<readonly ExportFile[]> {
  const { posted, before } = source
  const periods = [...before, posted]
  const spans = spansOf(source, periods)
  const policyOf = policiesOf(source)
  if (spans === undefined) return []
  const assets = new Map<string, Asset>()
  const rolls: Roll[] = []
  const done: Done[] = []
  const shares: DealShares = new Map()
  for (const [index, files] of periods.entries()) {
    const costs = await costsOf(files, periods[index - 1], policyOf, shares)
    const costOf = new Map(costs.map((cost) => [keyOf(cost.contract), cost]))
    for (const [key, { contract, source: earned }] of costOf) {
      if (assets.has(key)) continue
      const at = periods.findIndex(({ period }) => period.id === earned)
      const span = spans[at < 0 ? index : at]!
      const first = contract.policy.starts === 'period' ? span.from : span.to
      const nothing = { carrying: ZERO, added: ZERO, reduced: ZERO, amortised: ZERO, impaired: ZERO }
      assets.set(key, { contract, source: earned, first, end: first + contract.policy.months, ...nothing })
    }
    const cancelled = await cancelledIn(files)
    const inPeriod = new Map<string, Roll>()
    for (const [key, asset] of assets) {
      const { contract } = asset
      const isCancelled = cancelled.has(dealKey(contract.payee, contract.plan, contract.component, contract.deal))
      const { asset: after, movement } = move(asset, costOf.get(key)?.amount ?? ZERO, isCancelled, spans[index]!)
      assets.set(key, after)
      if (!movement.amortised.isZero()) done.push({ key, period: files.period, amount: movement.amortised })
      addTo(inPeriod, files.period.id, asset, after, movement)
    }
    rolls.push(...[...inPeriod.values()].toSorted((a, b) => compareText(rollKey(a), rollKey(b))))
  }
  for (const roll of rolls) checkRoll(roll)
  const name = (what: string): string => fileName(source, `asc340-${what}-${posted.period.id}.csv`)
  const last = spans.at(-1)!
  const sorted = new Map([...assets].toSorted(([a], [b]) => compareText(a, b)))
  const says = rollSays(rolls, posted.period.id)
  return [
    table(name('roll-forward'), ROLL, rolls.map(rollCells), says),
    table(
      name('assets'),
      ASSETS,
      [...sorted.values()].map((asset) => assetCells(asset, last)),
      says,
    ),
    table(name('schedule'), SCHEDULE, scheduleCells(source, sorted, done, last), says),
  ]
}

/** How many months each period has; undefined (and told) where that cannot be known. */
function spansOf({ report }: ExportSource, periods: readonly PostedFiles[]): readonly MonthSpan[] | undefined {
  const spans: MonthSpan[] = []
  for (const { period } of periods) {
    const months = MONTHS_IN[period.level]
    if (months === undefined) {
      report('SPM1057', `${period.id} is a ${period.level}: how many months it has is not known`)
      return undefined
    }
    const from = spans.at(-1)?.to ?? 0
    spans.push({ from, to: from + months })
  }
  return spans
}

function dealKey(...parts: readonly string[]): string {
  return parts.join('\n')
}

/** Deals of which all has been cancelled by the end of a period, as far as it changed their pay. */
async function cancelledIn(files: PostedFiles): Promise<ReadonlySet<string>> {
  const cancelled = new Set<string>()
  const columns = ['payee_id', 'plan_id', 'component_id', 'deal_id', 'cancelled'] as const
  await files.rows('deal-pay.csv', columns, (cells) => {
    if (cells.cancelled !== '1') return
    cancelled.add(dealKey(cells.payee_id, cells.plan_id, cells.component_id, cells.deal_id))
  })
  return cancelled
}

function rollKey({ policy, currency }: Pick<Roll, 'policy' | 'currency'>): string {
  return `${policy}\n${currency}`
}

function addTo(rolls: Map<string, Roll>, period: string, before: Asset, after: Asset, movement: Movement): void {
  const { policy, currency } = before.contract
  const key = rollKey({ policy: policy.id, currency })
  const known = rolls.get(key)
  rolls.set(key, {
    period,
    policy: policy.id,
    currency,
    opening: before.carrying.plus(known?.opening ?? ZERO),
    closing: after.carrying.plus(known?.closing ?? ZERO),
    added: movement.added.plus(known?.added ?? ZERO),
    reduced: movement.reduced.plus(known?.reduced ?? ZERO),
    amortised: movement.amortised.plus(known?.amortised ?? ZERO),
    impaired: movement.impaired.plus(known?.impaired ?? ZERO),
    beyond: movement.beyond.plus(known?.beyond ?? ZERO),
  })
}

/** opening + additions - amortisation - clawback - impairment = closing. */
function checkRoll({ period, policy, opening, added, amortised, reduced, impaired, closing }: Roll): void {
  const expected = opening.plus(added).minus(amortised).minus(reduced).minus(impaired)
  if (!expected.equals(closing) || closing.isNegative()) {
    throw new InvariantBreach(`the roll-forward closes: ${policy} ${period} ${expected.toFixed()} ${closing.toFixed()}`)
  }
}

function rollCells({ period, policy, currency, ...roll }: Roll): readonly string[] {
  const { opening, added, amortised, reduced, impaired, closing, beyond } = roll
  const amounts = [opening, added, amortised, reduced, impaired, closing, beyond]
  return [period, policy, currency, ...amounts.map((amount) => formatMoney(amount, currency))]
}

function contractCells({ contract }: Asset): readonly string[] {
  const { policy, payee, plan, component, deal, currency } = contract
  return [policy.id, payee, plan, component, deal, currency]
}

function assetCells(asset: Asset, last: MonthSpan): readonly string[] {
  const { contract, source, added, reduced, amortised, impaired, carrying } = asset
  const left = Math.max(0, asset.end - Math.max(last.to, asset.first))
  const amounts = [added, reduced, amortised, impaired, carrying]
  return [
    ...contractCells(asset),
    source,
    String(contract.policy.months),
    String(left),
    ...amounts.map((amount) => formatMoney(amount, contract.currency)),
  ]
}

/** What has been amortised by period, and what is planned by month. Months of a calendar of one's own have no dates. */
function scheduleCells(
  { posted: { period }, ownCalendar }: ExportSource,
  assets: ReadonlyMap<string, Asset>,
  done: readonly Done[],
  last: MonthSpan,
): readonly (readonly string[])[] {
  const past = new Map<string, Done[]>()
  for (const each of done) past.set(each.key, [...(past.get(each.key) ?? []), each])
  const starts = (month: number): PlainDate | '' => (ownCalendar ? '' : addMonths(period.end, month - last.to))
  return [...assets].flatMap(([key, asset]) => {
    const head = contractCells(asset)
    const row = (status: string, period: string, ahead: string, from: string, amount: Decimal): readonly string[] => {
      return [...head, status, period, ahead, from, formatMoney(amount, asset.contract.currency)]
    }
    const amortised = past.get(key) ?? []
    return [
      ...amortised.map(({ period: { id, start }, amount }) => row('amortised', id, '', start, amount)),
      ...[...remaining(asset, last.to)].map(({ month, amount }) =>
        row('planned', '', String(month - last.to + 1), starts(month), amount),
      ),
    ]
  })
}

function rollSays(rolls: readonly Roll[], period: string): string {
  const closings = rolls
    .filter((roll) => roll.period === period)
    .map(
      ({ policy, closing, currency }) => `${policy} closes at ${grouped(formatMoney(closing, currency))} ${currency}`,
    )
  return closings.join(', ') || 'nothing is capitalised'
}

function table(
  name: string,
  columns: readonly CsvColumn[],
  rows: readonly (readonly string[])[],
  says: string,
): ExportFile {
  const csv = csvRows(columns)
  const content = [csv.header, ...rows.map((row) => csv.row(row.map(safe)))].join('')
  return { name, text: content, encoding: 'utf-8', rows: rows.length, says }
}

export const asc340Target: ExportTarget = {
  name: 'asc340',
  summary: 'capitalised commissions: assets, schedule and roll-forward',
  needs: ['asc340'],
  columns: () => [],
  build,
}

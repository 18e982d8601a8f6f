import { formatPercent, ONE, parseDecimal, sum, ZERO, type Decimal } from '../base/decimal.js'
import { compareText, groupBy } from '../base/order.js'
import type { RunFacts, RunTables, TableRow } from './run-tables.js'

/** Why pay differs between two runs. */
export const CAUSES = ['data', 'quota', 'plan', 'settings', 'version', 'ledger', 'period', 'unexplained'] as const
export type Cause = (typeof CAUSES)[number]

const OF = ['component', 'adjustment', 'balances'] as const

/** Pay of one payee by one component on one deal that two runs do not agree on; in pay currency. */
export interface Change {
  readonly payee: string
  readonly name: string
  readonly currency: string
  readonly plan: string
  /** '' for what the plan as a whole adds. */
  readonly component: string
  /** What pays it: a component, an adjustment, or what is settled for the payee as a whole (draws, guarantees, balances). */
  readonly of: (typeof OF)[number]
  /** '' for what belongs to several or none. */
  readonly deal: string
  readonly source: string
  readonly before: Decimal
  readonly after: Decimal
  readonly change: Decimal
  /** All that could have made it, in the order of `CAUSES`; the change is counted for all of them together. */
  readonly causes: readonly Cause[]
  /** In words. */
  readonly why: string
}

/** What differs, the largest change first; by payee, those whose pay changes most first. */
export function compareRuns(before: RunTables, after: RunTables): readonly Change[] {
  const same = before.period === after.period
  const keyOf = (row: TableRow): string => {
    const parts = [row['payee_id'], row['pay_currency'], row['plan_id'], row['component_id'], ofWhat(row)]
    return (same ? [...parts, row['deal_id'], row['source_period']] : parts).join('\n')
  }
  const payable = ({ lines }: RunTables): ReadonlyMap<string, readonly TableRow[]> =>
    groupBy(
      lines.filter((row) => row['status'] === 'payable'),
      keyOf,
    )
  const [old, now] = [payable(before), payable(after)]
  const names = new Map([...before.payouts, ...after.payouts].map((row) => [row['payee_id']!, row['name']!]))
  const why = same
    ? explainer(before, after)
    : () => [{ causes: ['period'], why: `${before.period} and ${after.period}` } as const]
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Change[] => {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []]
    const [paid, pays] = [total(was), total(is)]
    if (paid.equals(pays)) return []
    const reasons = why(was, is)
    const row = (is[0] ?? was[0])!
    return [
      {
        payee: row['payee_id']!,
        name: names.get(row['payee_id']!) ?? '',
        currency: row['pay_currency']!,
        plan: row['plan_id']!,
        component: row['component_id']!,
        of: ofWhat(row),
        deal: same ? row['deal_id']! : '',
        source: same ? row['source_period']! : '',
        before: paid,
        after: pays,
        change: pays.minus(paid),
        causes: CAUSES.filter((cause) => reasons.some(({ causes }) => causes.includes(cause))),
        why: [...new Set(reasons.map((reason) => reason.why))].join('; '),
      },
    ]
  })
  return changes.map((each) => (each.of === 'balances' ? followed(each, changes) : each)).sort(largestFirst)
}

/** The sum of changes by what they are counted for: a cause, or several together. */
export function byCause(
  changes: readonly Change[],
): readonly { readonly causes: readonly Cause[]; readonly change: Decimal }[] {
  const groups = [...groupBy(changes, ({ causes }) => causes.map((cause) => CAUSES.indexOf(cause)).join()).entries()]
  return groups
    .sort(([a], [b]) => compareText(a, b))
    .map(([, mine]) => ({ causes: mine[0]!.causes, change: sum(mine.map(({ change }) => change)) }))
}

function ofWhat(row: TableRow): Change['of'] {
  if (row['kind'] === 'adjustment') return 'adjustment'
  return row['component_id'] === '' && row['deal_id'] === '' ? 'balances' : 'component'
}

function total(rows: readonly TableRow[]): Decimal {
  return rows.reduce((all, row) => all.plus(row['pay_amount']!), ZERO)
}

function largestFirst(a: Change, b: Change): number {
  return (
    b.change.abs().comparedTo(a.change.abs()) ||
    // What follows from something stands below it.
    OF.indexOf(a.of) - OF.indexOf(b.of) ||
    compareText(a.payee, b.payee) ||
    compareText(a.component, b.component) ||
    compareText(a.deal, b.deal) ||
    compareText(a.source, b.source)
  )
}

/** It follows from what else changed for the payee, where something did. */
function followed(change: Change, all: readonly Change[]): Change {
  const others = all.filter((each) => each.payee === change.payee && each.of !== 'balances')
  if (others.length === 0 || change.causes.includes('period')) return change
  const causes = CAUSES.filter((cause) => others.some((each) => each.causes.includes(cause)))
  return { ...change, causes, why: 'follows from what else changed' }
}

interface Reason {
  readonly causes: readonly Cause[]
  readonly why: string
}

type Explain = (was: readonly TableRow[], is: readonly TableRow[]) => readonly Reason[]

/**
 * Tells causes apart by what the runs say of a line: its deal, its quota, its rates, where in the window it stood. What
 * the runs were made from says which of them could have changed that: a cause is left out only where it cannot be one.
 */
function explainer(before: RunTables, after: RunTables): Explain {
  const [old, now] = [creditsOf(before), creditsOf(after)]
  const made = differences(before.facts, after.facts)
  const plan: readonly Cause[] = made.plans.length > 0 ? ['plan'] : []
  const data: readonly Cause[] = made.inputs.some((table) => table !== 'quotas') ? ['data'] : []
  const quota: readonly Cause[] = made.inputs.includes('quotas') ? ['quota'] : []
  const rest: readonly Cause[] = [
    ...(made.settings ? (['settings'] as const) : []),
    ...(made.version ? (['version'] as const) : []),
    ...(made.ledger ? (['ledger'] as const) : []),
  ]
  const among = (...causes: readonly (readonly Cause[])[]): readonly Cause[] => {
    const likely = causes.flat()
    if (likely.length > 0) return likely
    const other = [...data, ...quota, ...plan, ...rest]
    return other.length > 0 ? other : ['unexplained']
  }
  return (was, is) => {
    const row = (is[0] ?? was[0])!
    const reasons: Reason[] = []
    const add = (why: string, ...causes: readonly (readonly Cause[])[]): void =>
      void reasons.push({ why, causes: among(...causes) })
    const key = creditKey(row)
    const [credited, credits] = [old.get(key) ?? '', now.get(key) ?? '']
    const both = was.length > 0 && is.length > 0
    const sameRate = both && differing(was, is, 'blended_rate', 'multiplier') === undefined && rated(is)
    if (row['deal_id'] !== '' && credited !== credits) add(changeOfDeal(credited, credits), data, sameRate ? [] : plan)
    if (row['kind'] === 'adjustment')
      add(both ? 'the adjustment changed' : is.length === 0 ? 'the adjustment is gone' : 'a new adjustment', data)
    const quotas = differing(was, is, 'quota')
    if (quotas) add(`quota ${quotas}`, quota.length > 0 ? quota : plan)
    const exchange = differing(was, is, 'fx_rate')
    if (exchange) add(`rate of exchange ${exchange}`, made.inputs.includes('fx') ? data : [])
    const moved = differing(was, is, 'window_before') !== undefined || (row['deal_id'] === '' && data.length > 0)
    if (reasons.length === 0 && moved && data.length > 0) add('other deals of the window changed', data)
    if (plan.length > 0 && !sameRate) add(`changed: ${made.plans.join(', ')}`, plan)
    if (reasons.length > 0) return reasons
    const files = [...made.plans, ...made.inputs]
    const words = [
      ...(files.length > 0 ? [`changed: ${files.join(', ')}`] : []),
      ...(made.settings ? ['the settings changed'] : []),
      ...(made.version ? [`spm ${before.facts.version} and ${after.facts.version}`] : []),
      ...(made.ledger ? ['other periods were closed'] : []),
    ]
    add(words.length > 0 ? words.join(', ') : 'the runs were made from the same files')
    return reasons
  }
}

/** Whether a rate says what a line pays. */
function rated(rows: readonly TableRow[]): boolean {
  return rows.every((row) => row['blended_rate'] !== '')
}

function creditKey(row: TableRow): string {
  return [row['payee_id'], row['plan_id'], row['deal_id']].join('\n')
}

/** What is credited to a payee on a deal, in words that can be compared. */
function creditsOf({ credits }: RunTables): ReadonlyMap<string, string> {
  const words = (row: TableRow): string => {
    const share = parseDecimal(row['share']!)
    const part = share === undefined || share.equals(ONE) ? '' : `${formatPercent(share)} % of `
    const rate = row['fx_rate'] === '' ? '' : ` at ${row['fx_rate']!}`
    return `${part}${row['deal_amount']!} on ${row['credit_date']!}${rate}`
  }
  const groups = groupBy(credits, creditKey)
  return new Map([...groups].map(([key, rows]) => [key, [...new Set(rows.map(words))].sort(compareText).join(', ')]))
}

function changeOfDeal(credited: string, credits: string): string {
  if (credited === '') return `credited now: ${credits}`
  return credits === '' ? 'the deal is not credited any more' : `credited ${credits}, was ${credited}`
}

/** The values of columns on both sides, where they differ and both are there. */
function differing(
  was: readonly TableRow[],
  is: readonly TableRow[],
  ...columns: readonly string[]
): string | undefined {
  const values = (rows: readonly TableRow[]): string =>
    [...new Set(rows.map((row) => columns.map((column) => row[column]!).join(' x ')))]
      .filter((value) => value !== '')
      .sort(compareText)
      .join(', ')
  const [before, after] = [values(was), values(is)]
  return before !== '' && after !== '' && before !== after ? `${after}, was ${before}` : undefined
}

interface Made {
  readonly version: boolean
  readonly settings: boolean
  readonly ledger: boolean
  /** Files that differ or are on one side alone. */
  readonly plans: readonly string[]
  /** Tables of which a file does. */
  readonly inputs: readonly string[]
}

function differences(before: RunFacts, after: RunFacts): Made {
  const changed = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] =>
    [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).sort(compareText)
  return {
    version: before.version !== after.version,
    settings: before.settings !== after.settings,
    ledger: before.ledger !== after.ledger,
    plans: changed(before.plans, after.plans),
    inputs: [...new Set(changed(before.inputs, after.inputs).map((key) => key.split('\n')[0]!))],
  }
}

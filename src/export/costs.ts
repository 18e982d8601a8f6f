import { allocate, roundParts } from '../base/allocate.js'
import { parseDecimal, sum, ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import { BALANCE_LINES, type LineKind } from '../engine/line.js'
import type { Policy, PolicyOf } from './policies.js'
import type { Cells, PostedFiles } from './target.js'

/** A capitalised commission: what somebody earned by a component on a deal. */
export interface Contract {
  readonly payee: string
  readonly plan: string
  readonly component: string
  /** '' where pay belongs to no deal. */
  readonly deal: string
  readonly currency: string
  readonly policy: Policy
}

/** What a period adds to the cost of a contract, or takes from it; in plan currency. */
export interface Cost {
  readonly contract: Contract
  readonly amount: Decimal
  /** The period it was earned in. */
  readonly source: string
}

const COLUMNS = [
  'line_id',
  'payee_id',
  'plan_id',
  'component_id',
  'kind',
  'status',
  'deal_id',
  'source_period',
  'amount',
  'currency',
  'changes_line',
] as const
type Line = Cells<(typeof COLUMNS)[number]>

/** What belongs to each deal of the lines of earlier periods that speak of several. */
export type DealShares = Map<string, readonly { readonly deal: string; readonly amount: Decimal }[]>

export function keyOf({ payee, plan, component, deal, currency }: Omit<Contract, 'policy'>): string {
  return [payee, plan, component, deal, currency].join('\n')
}

/**
 * The costs of a period by contract. What is earned is a cost when it is earned, also where it waits for a release: lines
 * that move balances are none. Lines of plans whose pay period has not ended count, and those of the period before are
 * taken out again, since this one's hold them. What a plan as a whole adds belongs to no contract and is expensed.
 * @param before the period before
 * @param shares of the periods before; what this one says is added
 */
export async function costsOf(
  files: PostedFiles,
  before: PostedFiles | undefined,
  policyOf: PolicyOf,
  shares: DealShares,
): Promise<readonly Cost[]> {
  const costs = new Map<string, Cost>()
  const add = (cost: Cost): void => {
    const key = keyOf(cost.contract)
    const known = costs.get(key)
    costs.set(key, { ...cost, ...known, amount: cost.amount.plus(known?.amount ?? ZERO) })
  }
  for (const cost of await earnedIn(files, policyOf, shares, () => true)) add(cost)
  if (before) {
    const accrued = await earnedIn(before, policyOf, shares, ({ status }) => status === 'accrued')
    for (const cost of accrued) add({ ...cost, amount: cost.amount.negated() })
  }
  return [...costs.values()].filter(({ amount }) => !amount.isZero())
}

async function earnedIn(
  files: PostedFiles,
  policyOf: PolicyOf,
  shares: DealShares,
  counts: (line: Line) => boolean,
): Promise<readonly Cost[]> {
  const costs: Cost[] = []
  const several = new Map<string, Cost>()
  await files.rows('payout-lines.csv', COLUMNS, (line) => {
    if (line.component_id === '' || BALANCE_LINES.has(line.kind as LineKind) || !counts(line)) return
    const policy = policyOf(line.plan_id, line.component_id)
    if (policy === undefined || policy === 'expense') return
    const { payee_id: payee, plan_id: plan, component_id: component, deal_id: deal, currency } = line
    const contract = { payee, plan, component, deal, currency, policy }
    const cost = { contract, amount: parseDecimal(line.amount) ?? ZERO, source: line.source_period }
    const changed = deal === '' ? shares.get(line.changes_line) : undefined
    if (changed) costs.push(...likeThose(cost, changed))
    else if (deal === '') several.set(line.line_id, cost)
    else costs.push(cost)
  })
  return several.size === 0 ? costs : [...costs, ...(await byDeal(files, several, shares))]
}

/** A later change of a line that speaks of several deals, divided as that is. */
function likeThose(
  cost: Cost,
  changed: readonly { readonly deal: string; readonly amount: Decimal }[],
): readonly Cost[] {
  const weights = changed.map(({ amount }) => amount.abs())
  if (sum(weights).isZero()) return [cost]
  const amounts = allocate(cost.amount, weights, minorDigits(cost.contract.currency))
  return changed.map(({ deal }, index) => ({
    ...cost,
    contract: { ...cost.contract, deal },
    amount: amounts[index]!,
  }))
}

/** Lines that speak of several deals, divided by what their slices say of each (F11). */
async function byDeal(
  files: PostedFiles,
  lines: ReadonlyMap<string, Cost>,
  shares: DealShares,
): Promise<readonly Cost[]> {
  const parts = new Map<string, Map<string, Decimal>>()
  await files.rows('slices.csv', ['line_id', 'deal_id', 'pay'], ({ line_id: line, deal_id: deal, pay }) => {
    if (!lines.has(line)) return
    const mine = parts.get(line) ?? new Map<string, Decimal>()
    mine.set(deal, (mine.get(deal) ?? ZERO).plus(parseDecimalOf(pay)))
    parts.set(line, mine)
  })
  return [...lines].flatMap(([id, cost]) => {
    const mine = parts.get(id)
    if (mine === undefined) return [cost]
    const deals = [...mine.keys()]
    const amounts = roundedParts(cost.amount, [...mine.values()], minorDigits(cost.contract.currency))
    shares.set(
      id,
      deals.map((deal, index) => ({ deal, amount: amounts[index]! })),
    )
    return deals.map((deal, index) => ({ ...cost, contract: { ...cost.contract, deal }, amount: amounts[index]! }))
  })
}

/** Slices print at most 12 decimals, so their sum may lie beside the line by less than its minor unit. */
function roundedParts(total: Decimal, parts: readonly Decimal[], digits: number): readonly Decimal[] {
  const off = total.minus(sum(parts))
  const largest = parts.reduce((best, part, index) => (part.abs().greaterThan(parts[best]!.abs()) ? index : best), 0)
  return roundParts(
    total,
    parts.map((part, index) => (index === largest ? part.plus(off) : part)),
    digits,
  )
}

/** Cells of slices have up to 12 decimals, which are two more than an input may have. */
function parseDecimalOf(text: string): Decimal {
  const [whole = '0', decimals = ''] = text.split('.')
  const negative = whole.startsWith('-')
  const head = parseDecimal(`${whole}.${decimals.slice(0, 10) || '0'}`)!
  if (decimals.length <= 10) return head
  const tail = parseDecimal(decimals.slice(10))!.dividedBy('1e12')
  return negative ? head.minus(tail) : head.plus(tail)
}

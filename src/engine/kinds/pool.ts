import { allocate } from '../../base/allocate.js'
import { mended, sum, ZERO, type Decimal } from '../../base/decimal.js'
import { fractionOf, inProportion, timesFractions, type Fraction } from '../../base/fraction.js'
import { formatMoney, minorDigits, round } from '../../base/money.js'
import { groupBy } from '../../base/order.js'
import { diagnose } from '../../diagnostics/diagnostic.js'
import type { DealId, PayeeId } from '../../model/ids.js'
import type { Cell } from '../../model/table.js'
import type { PoolComponent } from '../../plan/component.js'
import { inSpan, type Participation } from '../attain.js'
import { eligibleDays, isPaid } from '../eligible.js'
import type { Earning } from '../line.js'
import { placesOf } from '../payee-values.js'
import { presentPart } from '../present-part.js'
import type { RunContext } from '../run-context.js'
import { isThereAtEnd } from '../target.js'
import { amountFor, earnOnce } from './once.js'

/** A team amount shared by weight x presence among those who are there on the last day (F43). */
export function earnPool(
  participation: Participation,
  component: PoolComponent,
  context: RunContext,
): readonly Earning[] {
  return earnOnce(participation, component, context, (here, at) => {
    const shares = at.shared(component, () => sharesOf(component, here, at))
    const mine = shares.get(here.current.payee.id)
    if (mine === undefined) return undefined
    const { label, amount, share } = mine
    const rate = amount.isZero() ? ZERO : share.dividedBy(amount)
    return {
      slices: [{ tier: -1, label, from: ZERO, to: ZERO, base: amount, rate, pay: share }],
      quota: undefined,
      credited: undefined,
    }
  })
}

interface Share {
  readonly label: string
  /** The whole pool, and this payee's part. */
  readonly amount: Decimal
  readonly share: Decimal
}

interface Member {
  readonly payee: PayeeId
  readonly weight: Fraction
  /** False: somebody who left and whose share lapses. */
  readonly paid: boolean
}

function sharesOf(component: PoolComponent, { run }: Participation, context: RunContext): ReadonlyMap<PayeeId, Share> {
  const { plan } = run
  const digits = minorDigits(plan.currency)
  const groupOf = (cells: readonly Cell[]): string =>
    component.per === undefined ? '' : String(cells[component.per.slot] ?? '')
  const everybody = context.on(plan).filter((each) => eligibleDays(component, each).length > 0)
  if (component.per !== undefined) checkGroups(component, component.per, everybody, context)
  const credited = creditedBy(component, context.on(plan), groupOf)
  const shares = new Map<PayeeId, Share>()
  for (const [group, those] of groupBy(everybody, ({ current }) => groupOf(current.row.cells))) {
    const exact =
      component.amount.of === 'money'
        ? component.amount.value
        : (credited.get(group) ?? ZERO).times(component.amount.value)
    const amount = round(exact, digits, plan.rounding.mode)
    const members = those.flatMap((each) => memberOf(component, each, context) ?? [])
    if (!amount.greaterThan(ZERO)) continue
    if (members.length === 0) {
      unshared(component, those, amount, group, context)
      continue
    }
    const weights = inProportion(members.map(({ weight }) => weight))
    if (!sum(weights).greaterThan(ZERO)) {
      const message = `nobody in the pool ${plan.id}/${component.id}${group === '' ? '' : ` of ${group}`} has a weight`
      context.report(diagnose('SPM5908', message, { place: component.place }))
      continue
    }
    const parts = allocate(amount, weights, digits)
    const label = group === '' ? 'pool' : `pool of ${group}`
    for (const [index, { payee, paid }] of members.entries()) {
      if (paid) shares.set(payee, { label, amount, share: parts[index]! })
    }
  }
  return shares
}

/** A pool whose members have all left is nobody's, and that is said (F43, F47). */
function unshared(
  { id, window }: PoolComponent,
  those: readonly Participation[],
  amount: Decimal,
  group: string,
  context: RunContext,
): void {
  const { run, current } = those[0]!
  const money = `${formatMoney(amount, run.plan.currency)} ${run.plan.currency}`
  const whose = group === '' ? '' : ` of ${group}`
  const detail = `${run.plan.id}/${id}: ${money}${whose} are shared by nobody: all who could have them left before the end of ${run.span(window).id}`
  const { file, record } = current.row
  context.except({ kind: 'pool_unshared', dealId: '' as DealId, payee: '' as PayeeId, date: '', detail, file, record })
}

/** People whose pool is not known would silently have one of their own. */
function checkGroups(
  component: PoolComponent,
  { column, slot }: NonNullable<PoolComponent['per']>,
  everybody: readonly Participation[],
  context: RunContext,
): void {
  for (const { run, current } of everybody) {
    const { row } = current
    if ((row.cells[slot] ?? '') !== '') continue
    const message = `whose pool ${run.plan.id}/${component.id} pays "${row.payee}" cannot be told: rep.${column} is blank`
    const place = { file: row.file, record: row.record, cell: column }
    context.report(
      diagnose('SPM5908', message, { place, related: [{ message: 'the component', place: component.place }] }),
    )
  }
}

/** What has been credited in the window so far to people on the plan, on days when they were eligible, by pool. */
function creditedBy(
  component: PoolComponent,
  everybody: readonly Participation[],
  groupOf: (cells: readonly Cell[]) => string,
): ReadonlyMap<string, Decimal> {
  const totals = new Map<string, Decimal>()
  for (const { run, credits } of everybody) {
    for (const credit of inSpan(credits.get(component.measure) ?? [], run.span(component.window))) {
      if (!isPaid(credit, run.plan, component)) continue
      const group = groupOf(credit.assignment.row.cells)
      totals.set(group, (totals.get(group) ?? ZERO).plus(credit.amount))
    }
  }
  return new Map([...totals].map(([group, total]) => [group, mended(total)]))
}

/** Undefined: not there on the last day, so that the others share his part. */
function memberOf(component: PoolComponent, participation: Participation, context: RunContext): Member | undefined {
  const { run, current } = participation
  const paid = isThereAtEnd(participation, component)
  if (!paid && component.leaver === undefined) return undefined
  const weight = amountFor(participation, component, component.members, context)
  const payee = current.payee.id
  const days = eligibleDays(component, participation, true)
  if (weight.isNegative() && !weight.isZero()) {
    const message = `the weight of "${payee}" in the pool ${run.plan.id}/${component.id} is ${weight.toFixed()}`
    context.report(diagnose('SPM5908', message, placesOf(undefined, current.row, component)))
    return undefined
  }
  return {
    payee,
    weight: timesFractions(
      fractionOf(mended(weight)),
      presentPart(participation, run.span(component.window), days, 'shares', context),
    ),
    paid,
  }
}

import * as fc from 'fast-check'
import { monthsOf } from '../support/project.js'
import { plans, type DrawnPlan } from './draw-plans.js'
import {
  MEASURES,
  type NaiveDeal,
  type NaivePlan,
  type NaiveProject,
  type NaiveQuota,
  type NaiveRep,
  type NaiveRepRow,
  type NaiveSplit,
} from './naive-model.js'

/** Random small companies: four people in a hierarchy, deals on and off the boundaries, late hires, leavers, movers. */
const REPS = ['ana', 'bo', 'cy', 'vera'] as const

/** A day so many months before the run's; days of other years stand for those beside 2026. */
function dateOf(run: number, back: number, day: string): string {
  const month = run - back
  if (month < 1) return '2025-12-31'
  return month > 12 ? '2027-01-01' : `${monthsOf('2026')[month - 1]!}-${day}`
}
const amount = fc.oneof(
  fc.constantFrom('1000', '3000', '10000', '100', '0.15', '999.99', '1000.01', '-1000', '-3000', '0', '2000'),
  fc.integer({ min: -500000, max: 2000000 }).map((cents) => centsText(BigInt(cents))),
)

/** What an owner's deals of a month, a quarter or the year come to with this one: a boundary, or a cent beside it. */
const aim = fc.option(
  fc.record({
    at: fc.constantFrom(0n, 100000n, 300000n, 500000n, 1000000n, 1000001n, 1200000n, 333300n, 999999n),
    beside: fc.constantFrom(0n, 0n, 1n, -1n),
    months: fc.constantFrom(1, 3, 12),
  }),
  { nil: undefined, freq: 2 },
)

const deal = fc.record({
  owner: fc.nat(3),
  amount,
  aim,
  back: fc.constantFrom(0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 7, 9, -1),
  day: fc.constantFrom('01', '02', '15', '16', '28'),
  quantity: fc.constantFrom('0', '1', '2', '3', '-1', '7'),
  won: fc.constantFrom(true, true, true, true, false),
  product: fc.constantFrom('A', 'B', 'C'),
  type: fc.constantFrom('New', 'Renewal'),
  margin: fc.constantFrom('0', '29.99', '30', '30.01'),
  territory: fc.constantFrom('', 'T0', 'T1', 'T2', 'T9'),
})

function centsText(cents: bigint): string {
  const text = String(cents < 0n ? -cents : cents).padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

function centsOf(text: string): bigint {
  const [whole = '', digits = ''] = text.split('.')
  return BigInt(whole + digits.padEnd(2, '0'))
}

/** Gives deals with an aim the amount that brings their owner to it, in the order of their dates. */
function aimed(
  drawn: readonly (NaiveDeal & { readonly aim: { at: bigint; beside: bigint; months: number } | undefined })[],
) {
  const done: NaiveDeal[] = []
  const order = drawn.toSorted((a, b) => (a.date + a.id < b.date + b.id ? -1 : 1))
  for (const { aim: to, ...each } of order) {
    const same = (other: NaiveDeal, months: number): boolean => {
      const stretch = ({ date }: NaiveDeal): number => Math.ceil(Number.parseInt(date.slice(5, 7), 10) / months)
      return other.won && other.owner === each.owner && stretch(other) === stretch(each)
    }
    if (to === undefined || !each.date.startsWith('2026')) done.push(each)
    else {
      const before = done.filter((other) => other.date.startsWith('2026') && same(other, to.months))
      const sum = before.reduce((cents, other) => cents + centsOf(other.amount), 0n)
      done.push({ ...each, amount: centsText(to.at + to.beside - sum) })
    }
  }
  return drawn.map(({ id }) => done.find((each) => each.id === id)!)
}

const PERCENTS = [
  ['100'],
  ['50', '50'],
  ['33.33', '66.67'],
  ['33.33', '33.33', '33.34'],
  ['0.01', '99.98', '0.01'],
] as const
const WEIGHTS = [['1', '1', '1'], ['1', '2', '4'], ['3'], ['1', '1'], ['2.5', '0.5']] as const

const quotaText = {
  money: ['3000', '10000', '100000', '1000', '9999.99', '20000.01'],
  deals: ['2', '10', '3'],
  units: ['10', '7', '24'],
}

const row = fc.record({
  title: fc.constantFrom('Lead', 'Rep'),
  role: fc.constantFrom('AE', 'AE', 'SE'),
  /** How far up the manager stands; nobody, or somebody who is not in the reps file. */
  manager: fc.constantFrom('', 'next', 'next', 'last', 'gone'),
})

/** How the plans stand to each other: one for the year, versions of one id, a second plan that people move to. */
const shape = fc.record({
  kind: fc.constantFrom('one', 'one', 'versions', 'moved', 'both'),
  second: fc.constantFrom('2026-04-01', '2026-07-01', '2026-06-16'),
  goesOn: fc.boolean(),
  versionGoesOn: fc.boolean(),
})

export const projects: fc.Arbitrary<NaiveProject> = fc
  .record({
    month: fc.constantFrom(1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12, 12),
    counting: fc.constantFrom('share' as const, 'whole' as const),
    plans: fc.array(plans, { minLength: 3, maxLength: 3 }),
    shape,
    switched: fc.constantFrom('2026-03-01', '2026-05-16', '2026-10-01'),
    rows: fc.array(row, { minLength: 8, maxLength: 8 }),
    turned: fc.boolean(),
    staying: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    deals: fc.array(deal, { minLength: 0, maxLength: 16, size: 'max' }),
    splits: fc.array(fc.tuple(fc.nat(13), fc.nat(4), fc.nat(3)), { maxLength: 5 }),
    overlays: fc.array(fc.tuple(fc.nat(13), fc.nat(3), fc.constantFrom('100', '50', '33.33')), { maxLength: 4 }),
    byWeight: fc.boolean(),
    hired: fc.array(fc.constantFrom(undefined, undefined, undefined, '2026-02-10', '2026-03-01', '2026-05-15'), {
      minLength: 4,
      maxLength: 4,
    }),
    left: fc.array(fc.constantFrom(undefined, undefined, undefined, '2026-08-31', '2026-09-14'), {
      minLength: 4,
      maxLength: 4,
    }),
    quotas: fc.array(fc.tuple(fc.constantFrom(1, 4, 12, 12), fc.nat(5), fc.nat(5), fc.nat(60)), {
      minLength: 12,
      maxLength: 12,
    }),
  })
  .map((drawn) => {
    const reps = REPS.map((id, index): NaiveRep => ({
      id,
      hired: drawn.hired[index],
      left: drawn.left[index],
      rows: rowsOf(index, drawn),
    }))
    const deals = aimed(
      drawn.deals.map(({ back, day, ...each }, index) => ({
        ...each,
        date: dateOf(drawn.month, back, day),
        owner: REPS[each.owner]!,
        id: `D${10 + ((index * 7) % 30)}`,
      })),
    )
    const quotas = REPS.flatMap((payee, rep) =>
      MEASURES.flatMap((measure, index): NaiveQuota[] => {
        const [count, first, step, missing] = drawn.quotas[rep * 3 + index]!
        const texts = quotaText[measure]
        const amounts = Array.from({ length: count }, (_, at) => texts[(first + at * step) % texts.length]!)
        return missing === 0 ? [] : [{ payee, measure, amounts }]
      }),
    )
    const splits = splitsOf(deals, drawn)
    return { month: drawn.month, plans: plansOf(drawn), reps, deals, splits, byWeight: drawn.byWeight, quotas }
  })

interface DrawnShape {
  readonly counting: NaivePlan['counting']
  readonly plans: readonly DrawnPlan[]
  readonly shape: {
    readonly kind: string
    readonly second: string
    readonly goesOn: boolean
    readonly versionGoesOn: boolean
  }
}

function plansOf({ counting, plans: drawn, shape: { kind, second, goesOn, versionGoesOn } }: DrawnShape): NaivePlan[] {
  const [one, two, three] = drawn.map((each) => each(counting))
  const year = { from: '2026-01-01', to: '2026-12-31' }
  const versions = kind === 'versions' || kind === 'both'
  const first: NaivePlan = { ...one!, id: 'p1', ...year, to: versions ? before(second) : year.to, continues: undefined }
  const next: NaivePlan = { ...two!, id: 'p1', ...year, from: second, continues: versionGoesOn ? 'p1' : 'none' }
  const other: NaivePlan = { ...three!, id: 'p2', ...year, continues: goesOn ? 'p1' : undefined }
  const others = kind === 'moved' || kind === 'both' ? [other] : []
  return [first, ...(versions ? [next] : []), ...others].map(inItsDays).map(withoutCapsThatGoOn)
}

/** A component that would pay on no day of its plan is refused. */
function inItsDays(plan: NaivePlan): NaivePlan {
  const inside = (day: string | undefined): string | undefined =>
    day !== undefined && plan.from <= day && day <= plan.to ? day : undefined
  const components = plan.components.map((each) => ({ ...each, from: inside(each.from), to: inside(each.to) }))
  return { ...plan, components }
}

/** A cap over a window in which the plan goes on from another one is refused. */
function withoutCapsThatGoOn(plan: NaivePlan): NaivePlan {
  if (plan.continues === undefined || plan.continues === 'none') return plan
  return { ...plan, components: plan.components.map((each) => ({ ...each, perWindow: undefined })) }
}

/** The day before one of the days on which something changes. */
function before(day: string): string {
  const days: Readonly<Record<string, string>> = {
    '2026-03-01': '2026-02-28',
    '2026-04-01': '2026-03-31',
    '2026-05-16': '2026-05-15',
    '2026-06-16': '2026-06-15',
    '2026-07-01': '2026-06-30',
    '2026-10-01': '2026-09-30',
  }
  return days[day]!
}

interface DrawnRows {
  readonly shape: DrawnShape['shape']
  readonly switched: string
  readonly rows: readonly { readonly title: string; readonly role: string; readonly manager: string }[]
  readonly turned: boolean
  readonly staying: readonly boolean[]
}

/** One row for the year, or two: title, role, manager, territory and, where there is a second plan, the plan change. */
function rowsOf(index: number, { shape: { kind }, switched, rows, turned, staying }: DrawnRows): NaiveRepRow[] {
  const moves = kind === 'moved' || kind === 'both'
  const managers = { '': '', next: REPS[index + 1] ?? '', last: index < 3 ? 'vera' : '', gone: 'gone' }
  const rowAt = (at: number, from: string, to: string, territory: number): NaiveRepRow => {
    const { title, role, manager } = rows[index * 2 + at]!
    const plan = moves && at === 1 ? 'p2' : 'p1'
    const above = managers[manager as keyof typeof managers]
    return { from, to, plan, title, role, manager: above, territory: `T${territory}` }
  }
  // Territories turn for all on one day, so that nobody holds one beside somebody else.
  if (staying[index] && !turned) return [rowAt(0, '2026-01-01', '2026-12-31', index)]
  const second = turned ? (index + 1) % 4 : index
  return [rowAt(0, '2026-01-01', before(switched), index), rowAt(1, switched, '2026-12-31', second)]
}

interface DrawnSplits {
  readonly splits: readonly (readonly [number, number, number])[]
  readonly overlays: readonly (readonly [number, number, string])[]
  readonly byWeight: boolean
}

/** Revenue rows, and overlays beside them where parts are percents. */
function splitsOf(deals: readonly NaiveDeal[], { splits, overlays, byWeight }: DrawnSplits): NaiveSplit[] {
  const choices = byWeight ? WEIGHTS : PERCENTS
  const seen = new Set<string>()
  const revenue = splits.flatMap(([at, choice, shift]): NaiveSplit[] => {
    const of = deals[at]
    if (of === undefined || seen.has(of.id)) return []
    seen.add(of.id)
    const payee = (index: number): string => REPS[(index + shift) % 4]!
    return choices[choice]!.map((part, index) => ({ deal: of.id, payee: payee(index), part, overlay: false }))
  })
  if (byWeight) return revenue
  const extra = overlays.flatMap(([at, payee, part]): NaiveSplit[] => {
    const of = deals[at]
    const key = `${at} ${payee}`
    if (of === undefined || seen.has(key)) return []
    seen.add(key)
    return [{ deal: of.id, payee: REPS[payee]!, part, overlay: true }]
  })
  return [...revenue, ...extra]
}

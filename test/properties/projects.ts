import * as fc from 'fast-check'
import { monthsOf, type TestProject } from '../support/project.js'
import type {
  NaiveComponent,
  NaiveDeal,
  NaiveProject,
  NaiveQuota,
  NaiveRate,
  NaiveRep,
  NaiveSplit,
  NaiveTier,
} from './naive.js'

const BOUNDARIES = {
  attainment: [
    ['0%', '100%'],
    ['0%', '50%', '100%'],
    ['0%', '33.33%', '120%'],
    ['0%', '100%', '130%'],
  ],
  amount: [
    ['0', '1000'],
    ['0', '3000', '10000.01'],
  ],
  quantity: [
    ['0', '5'],
    ['0', '2', '9'],
  ],
  count: [
    ['0', '2'],
    ['0', '1', '3'],
  ],
} as const
const RATES = ['0%', '5%', '7.5%', '10%', '12.345%']
const SUMS = ['0', '50', '33.335', '100']

const rate: fc.Arbitrary<NaiveRate> = fc
  .record({
    kind: fc.constantFrom('flat', 'tiered', 'tiered', 'tiered'),
    by: fc.constantFrom('attainment', 'attainment', 'amount', 'quantity', 'count'),
    mode: fc.constantFrom('marginal', 'retroactive', 'excess_at_top'),
    own: fc.array(fc.constantFrom(undefined, undefined, 'marginal', 'retroactive'), { minLength: 3, maxLength: 3 }),
    per: fc.constantFrom(undefined, undefined, 'deal', 'unit'),
    split: fc.constantFrom('share', 'whole'),
    choice: fc.nat(5),
    keys: fc.array(fc.constantFrom('from', 'above'), { minLength: 3, maxLength: 3 }),
    pays: fc.array(fc.nat(4), { minLength: 3, maxLength: 3 }),
  })
  .map(({ kind, by, mode: drawn, own, per, split, choice, keys, pays }) => {
    const mode = drawn === 'excess_at_top' && by !== 'attainment' ? 'retroactive' : drawn
    // The second tier of `excess_at_top` starts at quota.
    const choices = BOUNDARIES[by].filter((each) => mode !== 'excess_at_top' || each[1] === '100%')
    const boundaries = kind === 'flat' ? ['0'] : choices[choice % choices.length]!
    const discrete = by === 'count' || by === 'quantity'
    const modeOf = (index: number): NaiveTier['mode'] => (mode === 'excess_at_top' ? undefined : own[index])
    const tiers = boundaries.map((at, index): NaiveTier => ({
      at,
      mode: modeOf(index),
      key: index === 0 ? 'from' : discrete && (modeOf(index) ?? mode) === 'marginal' ? 'above' : keys[index]!,
      pay: per === undefined ? RATES[pays[index]!]! : SUMS[pays[index]! % SUMS.length]!,
    }))
    const counts = per !== undefined || (kind === 'tiered' && discrete)
    return { kind, by, mode, per, split: counts ? split : undefined, tiers } as NaiveRate
  })

const component = fc.record({
  measure: fc.constantFrom('money', 'money', 'money', 'deals', 'units'),
  window: fc.constantFrom('deal', 'period', 'quarter', 'half', 'year', 'year'),
  against: fc.constantFrom('full_quota', 'quota_to_date'),
  rate,
  perDeal: fc.constantFrom(undefined, undefined, '100', '333.33'),
  perPeriod: fc.constantFrom(undefined, undefined, '500', '1000.01'),
})

const DATES = monthsOf('2026').flatMap((month) => ['01', '02', '15', '16', '28'].map((day) => `${month}-${day}`))
const amount = fc.oneof(
  fc.constantFrom('1000', '3000', '10000', '100', '0.15', '999.99', '1000.01', '-1000', '-3000', '0', '2000'),
  fc.integer({ min: -500000, max: 2000000 }).map((cents) => {
    const text = String(Math.abs(cents)).padStart(3, '0')
    return `${cents < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
  }),
)
const REPS = ['ana', 'bo', 'cy']

const deal = fc.record({
  owner: fc.nat(2),
  amount,
  date: fc.constantFrom('2025-12-31', ...DATES, '2027-01-01'),
  quantity: fc.constantFrom('0', '1', '2', '3', '-1', '7'),
  won: fc.constantFrom(true, true, true, true, false),
})

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

/** Random small companies: plans of one to three components, deals on and off the boundaries, late hires, leavers. */
export const projects: fc.Arbitrary<NaiveProject> = fc
  .record({
    month: fc.integer({ min: 1, max: 12 }),
    pays: fc.constantFrom('month', 'month', 'quarter'),
    mode: fc.constantFrom('half_up', 'half_up', 'half_even', 'half_down', 'down', 'up', 'floor', 'ceiling'),
    at: fc.constantFrom('line', 'line', 'total'),
    proration: fc.constantFrom('none', 'days', 'any', 'whole', 'by_15th'),
    counting: fc.constantFrom('share', 'whole'),
    components: fc.array(component, { minLength: 1, maxLength: 3 }),
    deals: fc.array(deal, { minLength: 0, maxLength: 14 }),
    splits: fc.array(fc.tuple(fc.nat(13), fc.nat(4), fc.nat(2)), { maxLength: 5 }),
    byWeight: fc.boolean(),
    hired: fc.array(fc.constantFrom(undefined, undefined, '2026-02-10', '2026-03-01', '2026-05-15'), {
      minLength: 3,
      maxLength: 3,
    }),
    left: fc.array(fc.constantFrom(undefined, undefined, '2026-08-31', '2026-09-14'), { minLength: 3, maxLength: 3 }),
    quotas: fc.array(fc.tuple(fc.constantFrom(1, 4, 12), fc.nat(5), fc.nat(5)), { minLength: 9, maxLength: 9 }),
  })
  .map((parts) => {
    const reps = REPS.map((id, index): NaiveRep => ({ id, hired: parts.hired[index], left: parts.left[index] }))
    const deals = parts.deals.map((each, index): NaiveDeal => ({
      ...each,
      owner: REPS[each.owner]!,
      id: `D${10 + ((index * 7) % 30)}`,
    }))
    const choices = parts.byWeight ? WEIGHTS : PERCENTS
    const seen = new Set<string>()
    const splits = parts.splits.flatMap(([at, choice, shift]): NaiveSplit[] => {
      const of = deals[at]
      if (of === undefined || seen.has(of.id)) return []
      seen.add(of.id)
      return choices[choice]!.map((part, index) => ({ deal: of.id, payee: REPS[(index + shift) % 3]!, part }))
    })
    const quotas = REPS.flatMap((payee, rep) =>
      (['money', 'deals', 'units'] as const).map((measure, index): NaiveQuota => {
        const [count, first, step] = parts.quotas[rep * 3 + index]!
        const texts = quotaText[measure]
        const amounts = Array.from({ length: count }, (_, at) => texts[(first + at * step) % texts.length]!)
        return { payee, measure, amounts }
      }),
    )
    const components = parts.components.map((each, index): NaiveComponent => fitting(each, index, parts))
    const { month, pays, mode, at, proration, counting, byWeight } = parts
    const rounding = { mode, at } as const
    return {
      month,
      pays,
      rounding,
      proration,
      counting,
      components,
      reps,
      deals,
      splits,
      byWeight,
      quotas,
    } as NaiveProject
  })

/** Takes out what `validate` refuses: attainment in window `deal`, `against` without need, mixed `split`. */
function fitting(
  { measure, window: wanted, against, rate: drawn, perDeal, perPeriod }: Omit<NaiveComponent, 'id'>,
  index: number,
  { pays, counting }: Pick<NaiveProject, 'pays' | 'counting'>,
): NaiveComponent {
  const attained = drawn.kind === 'tiered' && drawn.by === 'attainment'
  const window = attained && wanted === 'deal' ? 'year' : wanted
  const longer = window !== 'deal' && window !== 'period' && window !== pays
  const split = drawn.split !== undefined && measure !== 'money' ? counting : drawn.split
  return {
    id: `c${index + 1}`,
    measure,
    window,
    against: longer && attained ? against : undefined,
    rate: { ...drawn, split },
    perDeal,
    perPeriod,
  }
}

/** A percent of a number is refused, so a number is paid by the same ratio as money for each. */
const RATIOS: Readonly<Record<string, string>> = {
  '0%': '0',
  '5%': '0.05',
  '7.5%': '0.075',
  '10%': '0.1',
  '12.345%': '0.12345',
}

function rateText({ kind, by, mode, per, split, tiers }: NaiveRate, ofMoney: boolean): string {
  const key = per === undefined ? 'rate' : 'amount'
  const paid = (pay: string): string => (ofMoney ? pay : (RATIOS[pay] ?? pay))
  const common = `${per ? `, per: ${per}` : ''}${split ? `, split: ${split}` : ''}`
  if (kind === 'flat') return `{ kind: flat, ${key}: ${paid(tiers[0]!.pay)}${common} }`
  const rows = tiers.map(
    (tier) => `{ ${tier.key}: ${tier.at}, ${key}: ${paid(tier.pay)}${tier.mode ? `, mode: ${tier.mode}` : ''} }`,
  )
  return `{ kind: tiered, by: ${by}, mode: ${mode}${common}, tiers: [${rows.join(', ')}] }`
}

function componentText({ id, measure, window, against, rate: own, perDeal, perPeriod }: NaiveComponent): string {
  const caps = [perDeal && `per_deal: ${perDeal}`, perPeriod && `per_period: ${perPeriod}`].filter(Boolean)
  return [
    `  - id: ${id}`,
    '    kind: commission',
    `    measure: ${measure}`,
    `    window: ${window}`,
    ...(against ? [`    against: ${against}`] : []),
    `    rate: ${rateText(own, measure === 'money')}`,
    ...(caps.length > 0 ? [`    cap: { ${caps.join(', ')}, excess: lost }`] : []),
  ].join('\n')
}

function planText({ pays, rounding, proration, counting, components }: NaiveProject): string {
  const months = ['any', 'whole', 'by_15th'].includes(proration)
  return `plan: random
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: ${pays}
assign: "true"
rounding: { mode: ${rounding.mode}, at: ${rounding.at} }
proration: ${months ? `months\nmonth_counts: ${proration}` : proration}
negative: owed
measures:
  money: { where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct }
  deals: { where: deal.stage == "Won", amount: count, split: ${counting}, date: deal.close_date, credit: direct }
  units: { where: deal.stage == "Won", amount: quantity, split: ${counting}, date: deal.close_date, credit: direct }
components:
${components.map(componentText).join('\n')}
`
}

function table(header: string, rows: readonly (readonly (string | undefined)[])[]): string {
  return `${[header, ...rows.map((cells) => cells.map((cell) => cell ?? '').join(','))].join('\n')}\n`
}

const HALVES: Readonly<Record<number, (index: number) => string>> = {
  1: () => '2026',
  4: (index) => `2026-Q${index + 1}`,
  12: (index) => monthsOf('2026')[index]!,
}

/** The project as files. Monthly plans run by month; where all are quarterly, by quarter. */
export function filesOf(project: NaiveProject): TestProject {
  const { reps, deals, splits, quotas, month, pays, byWeight } = project
  // A plan that pays nobody by month makes the months the rhythm of runs, so that quarters accrue.
  const monthly = `plan: nobody
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
measures: { money: { amount: deal.amount, date: deal.close_date, credit: direct } }
components: [{ id: none, kind: commission, measure: money, window: deal, rate: { kind: flat, rate: 1% } }]
`
  return {
    plans: pays === 'month' ? planText(project) : [planText(project), monthly],
    period: monthsOf('2026')[month - 1]!,
    reps: table(
      'payee_id,name,hire_date,end_date',
      reps.map(({ id, hired, left }) => [id, id, hired, left]),
    ),
    deals: table(
      'deal_id,payee_id,amount,close_date,quantity,stage',
      deals.map((each) => [each.id, each.owner, each.amount, each.date, each.quantity, each.won ? 'Won' : 'Lost']),
    ),
    splits:
      splits.length === 0
        ? undefined
        : table(
            `deal_id,payee_id,${byWeight ? 'weight' : 'percent'}`,
            splits.map((row) => [row.deal, row.payee, row.part]),
          ),
    quotas: table(
      'payee_id,measure,period,amount',
      quotas.flatMap(({ payee, measure, amounts }) =>
        amounts.map((each, index) => [payee, measure, HALVES[amounts.length]!(index), each]),
      ),
    ),
  }
}

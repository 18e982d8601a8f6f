import * as fc from 'fast-check'
import { rates } from './draw-rates.js'
import {
  needsQuota,
  type NaiveComponent,
  type NaiveCreditRules,
  type NaiveGate,
  type NaiveMultiplier,
  type NaivePlan,
  type NaiveRate,
} from './naive-model.js'
import type { Mode } from './rational.js'

/** Random plans of one to three components, with whatever `validate` would refuse taken out. */
const rarely = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 3 }, { arbitrary: of, weight: 1 })
const often = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.oneof(fc.constant(undefined), of)

const byAttainment = fc
  .record({
    running: fc.boolean(),
    second: fc.constantFrom('50%', '100%', '133.33%'),
    key: fc.constantFrom('from' as const, 'above' as const),
    pays: fc.constantFrom(['1', '1.5'], ['0', '1.25'], ['0.5', '1']),
  })
  .map(({ running, second, key, pays }): NaiveMultiplier => ({
    kind: 'attainment',
    running,
    tiers: [
      { key: 'from', at: '0%', pay: pays[0]! },
      { key, at: second, pay: pays[1]! },
    ],
  }))
const multiplier: fc.Arbitrary<NaiveMultiplier> = fc.oneof(
  fc.record({
    kind: fc.constant('times' as const),
    fresh: fc.boolean(),
    by: fc.constantFrom('1.25', '0.5', '0', '1.0333'),
  }),
  fc.record({ kind: fc.constant('add' as const), fresh: fc.boolean(), by: fc.constantFrom('5%', '0.125%') }),
  byAttainment,
)

const gate = fc.record({
  measure: fc.constantFrom('money' as const, 'money' as const, 'deals' as const, 'units' as const),
  key: fc.constantFrom('at_least' as const, 'above' as const),
  at: fc.constantFrom('1%', '10%', '10%', '33.33%', '100%'),
  window: fc.constantFrom('period' as const, 'quarter' as const, 'half' as const, 'year' as const),
  against: fc.constantFrom('full_quota' as const, 'quota_to_date' as const),
  otherwise: fc.constantFrom('hold' as const, 'hold' as const, 'lost' as const),
  takesBack: fc.boolean(),
})

const component = fc.record({
  measure: fc.constantFrom('money' as const, 'money' as const, 'money' as const, 'deals' as const, 'units' as const),
  leads: fc.constantFrom(false, false, true),
  from: rarely(fc.constantFrom('2026-02-01', '2026-04-16', '2026-05-15')),
  to: rarely(fc.constantFrom('2026-06-15', '2026-09-30', '2026-11-01')),
  window: fc.constantFrom('deal', 'period', 'quarter', 'half', 'year', 'year') as fc.Arbitrary<
    NaiveComponent['window']
  >,
  against: fc.constantFrom('full_quota' as const, 'quota_to_date' as const),
  uplift: rarely(
    fc.record({
      fresh: fc.boolean(),
      times: fc.constantFrom('1.5', '0.5', '0', '1.01'),
      for: fc.constantFrom('attainment' as const, 'both' as const),
    }),
  ),
  rate: rates,
  multipliers: fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: fc.array(multiplier, { minLength: 1, maxLength: 3 }), weight: 1 },
  ),
  perDeal: rarely(fc.constantFrom('100', '333.33')),
  perPeriod: often(fc.constantFrom('260', '700.01')),
  perWindow: rarely(fc.constantFrom('300', '1000.01')),
  carried: often(
    fc.record({
      until: fc.constantFrom('window_end' as const, 'plan_end' as const),
      rest: fc.constantFrom('lost' as const, 'paid' as const),
    }),
  ),
  floor: rarely(fc.constantFrom('50', '250.01')),
  gate: often(gate),
  of: rarely(fc.constantFrom('money' as const, 'money' as const, 'deals' as const, 'units' as const)),
})

const direct: NaiveCreditRules = { direct: true, overlay: false, rollup: undefined, territory: false }
const credit: fc.Arbitrary<NaiveCreditRules> = fc.oneof(
  { arbitrary: fc.constant(direct), weight: 2 },
  {
    arbitrary: fc
      .record({
        direct: fc.boolean(),
        overlay: fc.boolean(),
        rollup: fc.option(
          fc.record({
            levels: fc.constantFrom(1, 2, 9),
            only: fc.boolean(),
            overlay: fc.boolean(),
            own: fc.boolean(),
          }),
          { nil: undefined },
        ),
        territory: fc.boolean(),
      })
      .map((rules): NaiveCreditRules => {
        const { rollup } = rules
        const some = rules.direct || rules.overlay || rollup !== undefined || rules.territory
        return {
          ...rules,
          direct: rules.direct || !some,
          // `all` is not one level; own deals are credited by `direct` already.
          rollup: rollup && {
            ...rollup,
            only: rollup.only && rollup.levels < 9,
            own: rollup.own && !rules.direct,
          },
        }
      }),
    weight: 1,
  },
)

const plan = fc.record({
  pays: fc.constantFrom('month' as const, 'month' as const, 'quarter' as const),
  mode: fc.constantFrom<Mode>('half_up', 'half_up', 'half_even', 'half_down', 'down', 'up', 'floor', 'ceiling'),
  at: fc.constantFrom('line' as const, 'line' as const, 'total' as const),
  proration: fc.constantFrom('none', 'days', 'any', 'whole', 'by_15th') as fc.Arbitrary<NaivePlan['proration']>,
  seasonality: rarely(
    fc.constantFrom(['20', '20', '20', '40'], ['1', '1', '1'].concat('0.5'), '7 8 9 8 7 8 9 8 7 8 9 13'.split(' ')),
  ),
  ramp: rarely(fc.constantFrom(['50%', '75%'], ['0%', '33.33%', '66.67%', '90%'], ['25%'])),
  cap: rarely(fc.constantFrom('310', '1000.01')),
  carried: fc.constantFrom(undefined, 'lost' as const, 'paid' as const),
  floor: rarely(fc.constantFrom('75', '300.01')),
  credit: fc.record({ money: credit, deals: credit, units: credit }),
  components: fc.array(component, { minLength: 1, maxLength: 3 }),
})

/** A plan without its name, its days, and how all plans of the project count. */
export type DrawnPlan = (counting: NaivePlan['counting']) => Omit<NaivePlan, 'id' | 'from' | 'to' | 'continues'>

export const plans: fc.Arbitrary<DrawnPlan> = plan.map(
  ({ mode, at, components, cap, carried, floor, ...drawn }) =>
    (counting) => {
      const fitted = components.map((each, index) => fitting({ ...each, id: `c${index + 1}` }, drawn.pays, counting))
      // The plan's cap may not cut a floor, nor what it carries fill the plan's.
      const most = fitted.some((each) => each.floor !== undefined) ? undefined : cap
      const rest = most && floor === undefined ? carried : undefined
      return {
        ...drawn,
        counting,
        rounding: { mode, at },
        cap: most,
        carried: rest,
        floor,
        components: fitted,
      }
    },
)

/** Takes out what `validate` refuses: attainment in window `deal`, `against` without need, mixed `split`, and so on. */
function fitting(drawn: NaiveComponent, pays: NaivePlan['pays'], counting: NaivePlan['counting']): NaiveComponent {
  const { measure, rate, perDeal, perPeriod, floor } = drawn
  const split = rate.split !== undefined && measure !== 'money' ? counting : rate.split
  const percents = measure === 'money' && rate.kind !== 'formula' && paysRates(rate)
  const ofOther = rate.kind === 'tiered' && rate.by === 'attainment' && drawn.of !== measure ? drawn.of : undefined
  const multipliers = drawn.multipliers.filter(
    ({ kind }) => (kind !== 'add' || percents) && (kind !== 'attainment' || ofOther === undefined),
  )
  const asked = { ...drawn, rate: { ...rate, split } as NaiveRate, multipliers, of: ofOther }
  const addsUp = needsQuota(asked) || ('by' in asked.rate && asked.rate.by === 'count')
  const window = addsUp && drawn.window === 'deal' ? 'year' : drawn.window
  const longer = window !== 'deal' && window !== 'period' && window !== pays
  const perWindow = longer ? drawn.perWindow : undefined
  const carries = perPeriod !== undefined && perDeal === undefined && perWindow === undefined
  const carried = carries ? drawn.carried : undefined
  return {
    ...asked,
    gate: drawn.gate && gateFor(drawn.gate, window, pays),
    carried: carried && { ...carried, until: longer ? carried.until : 'plan_end' },
    window,
    against: longer && needsQuota(asked) ? drawn.against : undefined,
    uplift: hasEffect(asked) && ofOther === undefined ? drawn.uplift : undefined,
    perWindow,
    floor: perWindow !== undefined || carried ? undefined : floor,
  }
}

/** A gate's window is at least the component's. */
function gateFor(drawn: NaiveGate, own: NaiveComponent['window'], pays: NaivePlan['pays']): NaiveGate {
  const levels = ['period', 'quarter', 'half', 'year'] as const
  const level = (window: string): number => levels.findIndex((each) => each === window)
  const window = levels[Math.max(level(drawn.window), level(own))]!
  const longer = window !== 'period' && window !== pays
  return { ...drawn, window, against: longer ? drawn.against : undefined }
}

function paysRates(rate: NaiveRate): boolean {
  return rate.per === undefined && !(rate.kind === 'tiered' && rate.sums)
}

/** Does an uplift move or pay anything? */
function hasEffect({ rate, multipliers, uplift }: NaiveComponent): boolean {
  const by = 'by' in rate ? rate.by : ''
  const moves = by === 'attainment' || by === 'amount' || multipliers.some(({ kind }) => kind === 'attainment')
  return moves || (uplift?.for === 'both' && rate.per === undefined)
}

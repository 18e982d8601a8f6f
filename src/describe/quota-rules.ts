import type { PlanShape } from '../plan/shape.js'
import { numberWords, payPeriod, percentWords, type About } from './about.js'
import { columnWords } from './conditions.js'
import { points, text, type Part, type Section } from './description.js'
import { allSaid, listed, say, type Words } from './say.js'

type QuotaRules = Pick<PlanShape, 'proration' | 'month_counts' | 'seasonality' | 'ramp'>

/** How a quota comes about; undefined where no part of the plan asks for one. */
export function quotaSection(rules: QuotaRules, about: About): Section | undefined {
  const { proration, month_counts: months, seasonality, ramp, ...rest } = rules
  allSaid(rest)
  const asks = asksForQuota(about)
  if (!asks && proration === undefined && seasonality === undefined && ramp === undefined) return undefined
  return {
    title: asks ? 'Your quota' : 'Part of a period',
    parts: [
      ...(asks
        ? [
            text(
              say`Your quota is what you are to reach. Its figures are agreed apart from this plan, for a ${payPeriod(about)} or a longer period. A longer one is spread over the ${payPeriod(about)}s ${seasonality === undefined ? 'evenly' : 'by the weights below'}.`,
            ),
          ]
        : []),
      ...points([
        proration && prorationWords(proration, months, proratedParts(about, asks)),
        seasonality && seasonWords(seasonality),
      ]),
      ...(ramp === undefined ? [] : rampParts(ramp, about)),
    ],
  }
}

/** Does anything go by attainment? Every part that does has the word in it, or is a gate with a measure. */
function asksForQuota({ plan }: About): boolean {
  const { components, measures } = plan
  const gated = components.some(({ gate }) => gate?.measure !== undefined)
  const summed = Object.values(measures).some(({ quota }) => quota !== undefined)
  return gated || summed || /\b(?:attainment|attainment_of|quota)\b/.test(JSON.stringify(components))
}

const MONTHS = {
  whole: 'in which you are there every day',
  any: 'in which you are there on any day',
  by_15th: 'in which you are there on the 15th',
} as const

function prorationWords(
  proration: NonNullable<PlanShape['proration']>,
  months: PlanShape['month_counts'],
  prorated: readonly string[],
): Words {
  const all = listed(prorated)
  const are = prorated.length > 1 ? 'are' : 'is'
  if (proration === 'none')
    return say`If you are there for a part of a period only, ${all} ${prorated.length > 1 ? 'stay' : 'stays'} as it is (no proration).`
  const how =
    proration === 'days'
      ? say`cut to the days on which you are there, first and last day counted`
      : say`cut to the calendar months ${MONTHS[months ?? 'whole']}`
  return say`If you are there for a part of a period only, ${all} ${are} ${how} (proration). Commission on a deal never is.`
}

/** What of the plan is for whole periods. */
function proratedParts({ plan }: About, asks: boolean): readonly string[] {
  const { components, guarantee, draw, cap } = plan
  const has = (test: (component: PlanShape['components'][number]) => boolean): boolean => components.some(test)
  const parts = [
    ...(asks ? ['your quota'] : []),
    ...(has((each) => each.kind === 'mbo' || (each.kind === 'bonus' && (each.weight ?? each.target) !== undefined))
      ? ['your target']
      : []),
    ...(has(({ kind }) => kind === 'pool') ? ['your share of a pool'] : []),
    ...(guarantee === undefined ? [] : ['the guarantee']),
    ...(draw === undefined ? [] : ['the draw']),
    ...(cap?.prorate === 'true' || has((each) => each.cap?.prorate === 'true') ? ['the cap of a pay period'] : []),
  ]
  return parts.length > 0 ? parts : ['what is for a whole period']
}

function seasonWords(weights: readonly string[]): Words {
  const what = weights.length === 4 ? 'quarters' : 'months'
  return say`The year’s quota falls on its ${what}, from the first of the fiscal year on, by the weights ${listed(weights.map(numberWords))}.`
}

function rampParts(ramp: NonNullable<PlanShape['ramp']>, about: About): readonly Part[] {
  const { from, quota, amount, tiers, ...rest } = ramp
  allSaid(rest)
  const measures = Object.entries(amount ?? {})
  const most = Math.max(quota?.length ?? 0, ...measures.map(([, amounts]) => amounts.length))
  const numbers = Array.from({ length: most }, (_, index) => index)
  return [
    text(
      say`In your first months your quota is smaller (ramp). The calendar month of ${columnWords({ of: 'rep', name: from })} is month 1.${
        tiers === 'full' ? ' Tiers, multipliers and gates go by the quota without the ramp all the same.' : ''
      }`,
    ),
    {
      kind: 'table',
      caption: 'Quota in the first months',
      columns: [
        { name: 'Month', number: false },
        ...(quota === undefined ? [] : [{ name: 'Part of the quota', number: true }]),
        ...measures.map(([id]) => ({ name: `Quota of ${id}`, number: true })),
      ],
      rows: [
        ...numbers.map((index) => [
          say`${String(index + 1)}`,
          ...(quota === undefined ? [] : [quota[index] === undefined ? say`100 %` : percentWords(quota[index], about)]),
          ...measures.map(([, amounts]) =>
            amounts[index] === undefined ? say`whole quota` : say`${numberWords(amounts[index])}`,
          ),
        ]),
        [
          say`from ${String(most + 1)} on`,
          ...(quota === undefined ? [] : [say`100 %`]),
          ...measures.map(() => say`whole quota`),
        ],
      ],
    },
  ]
}

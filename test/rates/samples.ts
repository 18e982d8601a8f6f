/** A rate as the plan language writes it, and the window it stands in. Every registered structure has some. */
export interface RateSample {
  readonly title: string
  readonly window: 'deal' | 'year'
  readonly shape: Readonly<Record<string, unknown>> & { readonly kind: string; readonly mode?: string }
}

const BOUNDARIES = {
  attainment: ['0%', '50%', '100%'],
  amount: ['0', '1000', '2500.50'],
  quantity: ['0', '3', '10'],
  count: ['0', '1', '4'],
} as const

const PAYS = [
  { title: 'a rate', keys: {}, values: { rate: ['5%', '0%', '12.5%'] } },
  { title: 'a sum per deal', keys: { per: 'deal' }, values: { amount: ['50', '75.25', '10'] } },
  { title: 'a sum per unit', keys: { per: 'unit' }, values: { amount: ['1', '0', '3.333'] } },
] as const

function tiered(): RateSample[] {
  const samples: RateSample[] = []
  for (const by of ['attainment', 'amount', 'quantity', 'count'] as const) {
    for (const mode of ['marginal', 'retroactive'] as const) {
      for (const pay of PAYS) {
        const counts = by === 'quantity' || by === 'count' || 'per' in pay.keys
        const tiers = BOUNDARIES[by].map((boundary, index) => {
          const inclusive = index === 0 || (index === 1 && !(mode === 'marginal' && counts))
          const values = Object.entries(pay.values).map(([key, list]) => [key, list[index]] as const)
          return Object.fromEntries([[inclusive ? 'from' : 'above', boundary], ...values])
        })
        samples.push({
          title: `tiered by ${by}, ${mode}, ${pay.title}`,
          window: 'year',
          shape: { kind: 'tiered', by, mode, ...pay.keys, ...(counts && { split: 'share' }), tiers },
        })
      }
    }
  }
  return samples
}

const attained = (tiers: readonly object[], more: object): RateSample['shape'] => ({
  kind: 'tiered',
  by: 'attainment',
  mode: 'marginal',
  ...more,
  tiers,
})

const moreTiered: readonly RateSample[] = [
  {
    title: 'tiered, the first and last tier retroactive, the middle ones marginal',
    window: 'year',
    shape: attained(
      [
        { from: '0%', rate: '5%' },
        { from: '50%', rate: '7%', mode: 'retroactive' },
        { above: '100%', rate: '12%' },
        { from: '150%', rate: '15%' },
        { from: '200%', rate: '18%', mode: 'retroactive' },
      ],
      { mode: 'marginal' },
    ),
  },
  {
    title: 'tiered, retroactive with a marginal top, a sum per deal',
    window: 'year',
    shape: attained(
      [
        { from: '0%', amount: '50' },
        { from: '60%', amount: '75' },
        { from: '100%', amount: '100', mode: 'marginal' },
      ],
      { mode: 'retroactive', per: 'deal', split: 'share' },
    ),
  },
  {
    title: 'tiered, multiples of a base rate',
    window: 'year',
    shape: attained(
      [
        { from: '0%', times: '1' },
        { from: '100%', times: '1.5' },
        { above: '120%', times: '200%' },
      ],
      { base_rate: '8%' },
    ),
  },
  {
    title: 'tiered, excess at top',
    window: 'year',
    shape: attained(
      [
        { from: '0%', rate: '8%' },
        { above: '100%', rate: '10%' },
        { from: '150%', rate: '14%' },
      ],
      { mode: 'excess_at_top' },
    ),
  },
  {
    title: 'tiered, interpolated amounts by attainment',
    window: 'year',
    shape: attained(
      [
        { from: '0%', amount: '1000' },
        { from: '50%', amount: '2000' },
        { from: '100%', to: '150%', amount: '5000' },
      ],
      { mode: 'interpolated' },
    ),
  },
  {
    title: 'tiered, interpolated amounts by count',
    window: 'year',
    shape: attained(
      [
        { from: '0', amount: '100' },
        { from: '3', to: '7', amount: '300' },
      ],
      { by: 'count', mode: 'interpolated', split: 'share' },
    ),
  },
  {
    title: 'tiered, interpolated rates by amount',
    window: 'year',
    shape: attained(
      [
        { from: '0', rate: '5%' },
        { from: '1000', to: '3000', rate: '3%' },
      ],
      { by: 'amount', mode: 'interpolated' },
    ),
  },
]

const tables: readonly RateSample[] = [
  {
    title: 'table, the first row that fits',
    window: 'year',
    shape: {
      kind: 'table',
      by: ['product', 'margin'],
      match: 'first',
      rows: [{ product: 'A', margin: '30', rate: '12%' }, { product: ['A', 'B'], rate: '8%' }, { rate: '2%' }],
    },
  },
  {
    title: 'table, the most specific row, a sum per unit',
    window: 'year',
    shape: {
      kind: 'table',
      by: ['product', 'margin'],
      match: 'specific',
      per: 'unit',
      split: 'share',
      rows: [
        { margin: '30', amount: '3' },
        { product: 'B', amount: '5' },
      ],
      otherwise: { amount: '1' },
    },
  },
]

const matrix = (own: object, title: string, more: object = {}): RateSample => ({
  title: `matrix, ${title}`,
  window: 'year',
  shape: {
    kind: 'matrix',
    dimensions: [own, { by: 'product', values: ['A', 'B', 'C'] }],
    rates: [
      ['5%', '6%', '0%'],
      ['8%', '9%', '10%'],
      ['12%', '12.5%', '1%'],
    ],
    ...more,
  },
})

const matrices: readonly RateSample[] = [
  matrix({ by: 'attainment', bands: ['0%', '50%', { above: '100%' }] }, 'attainment at the end by product'),
  matrix({ by: 'attainment', at: 'running', bands: ['0%', '50%', '100%'] }, 'running attainment by product'),
  matrix({ by: 'deal.margin', bands: ['0', '29.99', { above: '30' }] }, 'margin by product'),
  matrix({ by: 'count', bands: ['0', '2', '4'] }, 'count by product, a sum per deal', {
    rates: undefined,
    per: 'deal',
    split: 'share',
    amounts: [
      ['10', '20', '30'],
      ['15', '25', '35'],
      ['20', '30', '40'],
    ],
  }),
]

/** Sample rates for the conformance suite: a structure that is registered without any fails it. */
export const rateSamples: readonly RateSample[] = [
  { title: 'flat, a rate', window: 'deal', shape: { kind: 'flat', rate: '8%' } },
  { title: 'flat, per deal', window: 'deal', shape: { kind: 'flat', amount: '50', per: 'deal', split: 'share' } },
  { title: 'flat, per unit', window: 'year', shape: { kind: 'flat', amount: '2.5', per: 'unit', split: 'whole' } },
  ...tiered(),
  ...moreTiered,
  ...tables,
  ...matrices,
  {
    title: 'curve by attainment, a rate for all',
    window: 'year',
    shape: {
      kind: 'curve',
      by: 'attainment',
      points: [
        { at: '50%', rate: '4%' },
        { at: '100%', rate: '8%' },
      ],
    },
  },
  {
    title: 'curve by count, held below its first point',
    window: 'year',
    shape: {
      kind: 'curve',
      by: 'count',
      split: 'share',
      below: 'hold',
      points: [
        { at: '1', rate: '5%' },
        { at: '4', rate: '2%' },
      ],
    },
  },
  {
    title: 'formula, of the deal',
    window: 'year',
    shape: { kind: 'formula', formula: 'credit.amount * deal.margin / 100' },
  },
  {
    title: 'formula, of attainment',
    window: 'year',
    shape: { kind: 'formula', formula: 'credit.amount * (attainment > 1 ? 0.2 : 0.1)' },
  },
]

/** Structures that pay once a window, with what they pay at 100 % of a target of 1,000 and a quota of 1,000. */
export const onceSamples: readonly RateSample[] = [
  {
    title: 'curve of amounts by attainment',
    window: 'year',
    shape: {
      kind: 'curve',
      by: 'attainment',
      points: [
        { at: '50%', amount: '100' },
        { at: '100%', amount: '1000' },
      ],
    },
  },
  {
    title: 'curve of percents by amount',
    window: 'year',
    shape: {
      kind: 'curve',
      by: 'amount',
      points: [
        { at: '0', percent: '0%' },
        { at: '2500.50', percent: '150%' },
      ],
    },
  },
  {
    title: 'milestones, the highest',
    window: 'year',
    shape: {
      kind: 'milestone',
      by: 'attainment',
      pays: 'highest',
      tiers: [
        { from: '50%', amount: '100' },
        { above: '100%', amount: '500' },
      ],
    },
  },
  {
    title: 'milestones by count, each',
    window: 'year',
    shape: {
      kind: 'milestone',
      by: 'count',
      split: 'share',
      pays: 'each',
      tiers: [
        { from: '1', amount: '10' },
        { from: '4', amount: '20' },
      ],
    },
  },
  {
    title: 'table by the payee',
    window: 'year',
    shape: {
      kind: 'table',
      by: ['rep.region'],
      match: 'first',
      rows: [{ 'rep.region': 'EMEA', amount: '70' }],
      otherwise: { amount: '30' },
    },
  },
  { title: 'formula of the payee', window: 'year', shape: { kind: 'formula', formula: 'rep.base * 0.1' } },
]

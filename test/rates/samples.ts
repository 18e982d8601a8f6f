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

/** Sample rates for the conformance suite: a structure that is registered without any fails it. */
export const rateSamples: readonly RateSample[] = [
  { title: 'flat, a rate', window: 'deal', shape: { kind: 'flat', rate: '8%' } },
  { title: 'flat, per deal', window: 'deal', shape: { kind: 'flat', amount: '50', per: 'deal', split: 'share' } },
  { title: 'flat, per unit', window: 'year', shape: { kind: 'flat', amount: '2.5', per: 'unit', split: 'whole' } },
  ...tiered(),
]

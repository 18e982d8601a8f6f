import type {
  NaiveBand,
  NaiveCarried,
  NaiveComponent,
  NaiveCreditRules,
  NaiveFormula,
  NaiveGate,
  NaiveMultiplier,
  NaivePlan,
  NaiveRate,
  NaiveRow,
  NaiveTier,
} from './naive-model.js'

/** A percent of a number is refused, so a number is paid by the same ratio as money for each. */
const RATIOS: Readonly<Record<string, string>> = {
  '0%': '0',
  '5%': '0.05',
  '7.5%': '0.075',
  '10%': '0.1',
  '12.345%': '0.12345',
}

/** Keys of a map in one line; those without a value are left out. */
function mapText(keys: Readonly<Record<string, string | undefined | false>>): string {
  const given = Object.entries(keys).filter(([, value]) => value !== undefined && value !== false)
  return `{ ${given.map(([key, value]) => `${key}: ${value as string}`).join(', ')} }`
}

function bandText({ key, at }: NaiveBand): string {
  return key === 'from' ? at : `{ above: ${at} }`
}

const FORMULAS: Readonly<Record<NaiveFormula['formula'], string>> = {
  tenth: 'credit.amount * 0.1',
  kicker: 'credit.amount * (attainment >= 1 ? 0.2 : 0.1)',
  part_of_quota: 'credit.amount / quota * 1000',
  units: 'credit.quantity * 2 + credit.percent * 10',
  margin: 'credit.amount * deal.margin / 100 - 5',
  reached: 'attainment * credit.percent * 100',
}

function rateText(rate: NaiveRate, ofMoney: boolean, of?: string): string {
  const paid = (pay: string): string => (ofMoney ? pay : (RATIOS[pay] ?? pay))
  const { kind, per, split } = rate
  const sums = per !== undefined || (kind === 'tiered' && rate.sums)
  const payOf = (pay: string): Record<string, string> => ({ [sums ? 'amount' : 'rate']: paid(pay) })
  const list = (texts: readonly string[]): string => `[${texts.join(', ')}]`
  switch (rate.kind) {
    case 'flat':
      return mapText({ kind, ...payOf(rate.pay), per, split })
    case 'formula':
      return mapText({ kind, split, formula: `'${FORMULAS[rate.formula]}'` })
    case 'curve': {
      const { by, hold, points } = rate
      const point = ({ at, pay }: { at: string; pay: string }): string => mapText({ at, ...payOf(pay) })
      return mapText({ kind, by, split, below: hold && 'hold', points: list(points.map(point)) })
    }
    case 'tiered': {
      const { by, mode, tiers, end } = rate
      const tier = ({ key, at, pay, mode: own }: NaiveTier, index: number): string =>
        mapText({ [key]: at, to: index === tiers.length - 1 && end, ...payOf(pay), mode: own })
      return mapText({ kind, by, of, mode, per, split, tiers: list(tiers.map(tier)) })
    }
    case 'table': {
      const { match, rows, otherwise } = rate
      const row = ({ product, type, atLeast, pay }: NaiveRow): string =>
        mapText({
          product: product && list(product),
          type,
          when: atLeast && `deal.amount >= ${atLeast}`,
          ...payOf(pay),
        })
      const rest = otherwise && mapText(payOf(otherwise))
      return mapText({ kind, by: '[product, type]', match, per, split, rows: list(rows.map(row)), otherwise: rest })
    }
    case 'matrix': {
      const { by, running, bands, products, cells, otherwise } = rate
      const first = mapText({
        by: by === 'margin' ? 'deal.margin' : by,
        at: running && 'running',
        bands: list(bands.map(bandText)),
      })
      const second = mapText({ by: 'product', values: list(products) })
      const values = list(cells.map((each) => list(each.map(paid))))
      const rest = mapText(payOf(otherwise))
      const dimensions = list([first, second])
      return mapText({ kind, dimensions, [sums ? 'amounts' : 'rates']: values, per, split, otherwise: rest })
    }
  }
}

const FRESH = `'deal.type == "New"'`

function multiplierText(each: NaiveMultiplier): string {
  if (each.kind !== 'attainment') return mapText({ when: each.fresh && FRESH, [each.kind]: each.by })
  const tiers = each.tiers.map(({ key, at, pay }) => mapText({ [key]: at, times: pay }))
  return mapText({ by: 'attainment', at: each.running && 'running', tiers: `[${tiers.join(', ')}]` })
}

function gateText({ measure, key, at, window, against, otherwise, takesBack }: NaiveGate): string {
  const reclose = takesBack ? 'take_back' : 'keep'
  return mapText({ measure, [key]: at, window, against, else: otherwise, reclose })
}

function capText(amounts: Readonly<Record<string, string | undefined>>, carried: NaiveCarried | undefined): string {
  const excess = carried ? `carried, until: ${carried.until}, then: ${carried.rest}` : 'lost'
  return mapText({ ...amounts, excess })
}

function componentText(component: NaiveComponent): string {
  const { id, measure, leads, from, to, window, against, uplift, rate, multipliers } = component
  const { perDeal, perPeriod, perWindow, carried, floor, gate } = component
  const capped = perDeal !== undefined || perPeriod !== undefined || perWindow !== undefined
  const keys: Readonly<Record<string, string | undefined>> = {
    kind: 'commission',
    measure,
    where: leads ? 'rep.title == "Lead"' : undefined,
    from,
    to,
    window,
    against,
    uplift: uplift && mapText({ when: uplift.fresh && FRESH, times: uplift.times, for: uplift.for }),
    rate: rateText(rate, measure === 'money', component.of),
    multiplier: multipliers.length > 0 ? `[${multipliers.map(multiplierText).join(', ')}]` : undefined,
    cap: capped ? capText({ per_deal: perDeal, per_period: perPeriod, per_window: perWindow }, carried) : undefined,
    floor: floor && mapText({ per_period: floor }),
    gate: gate && gateText(gate),
  }
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [`    ${key}: ${value}`]))
  return [`  - id: ${id}`, ...lines].join('\n')
}

function creditText({ direct, overlay, rollup, territory }: NaiveCreditRules): string {
  const rules: string[] = []
  if (direct) rules.push('direct')
  if (overlay) rules.push('overlay')
  if (rollup) {
    const { levels, only, overlay: include, own } = rollup
    const up = only ? `{ only: ${levels} }` : levels === 9 ? 'all' : String(levels)
    const keys = mapText({ levels: up, include: include && 'overlay', include_own: own && 'true' })
    rules.push(mapText({ rollup: keys }))
  }
  if (territory) rules.push('{ territory: { role: AE } }')
  return rules.length === 1 ? rules[0]! : `[${rules.join(', ')}]`
}

/** The plan as a user would write it. */
export function planText(plan: NaivePlan): string {
  const { pays, rounding, proration, counting, credit, components, seasonality, ramp, cap, continues, floor, carried } =
    plan
  const waits = carried && { until: 'plan_end' as const, rest: carried }
  const months = ['any', 'whole', 'by_15th'].includes(proration)
  const measure = (amount: string, credited: NaiveCreditRules): string =>
    mapText({
      where: 'deal.stage == "Won"',
      amount,
      split: amount !== 'deal.amount' && counting,
      date: 'deal.close_date',
      credit: creditText(credited),
    })
  return `plan: ${plan.id}
currency: USD
effective: { from: ${plan.from}, to: ${plan.to} }
pays: ${pays}
rounding: { mode: ${rounding.mode}, at: ${rounding.at} }
proration: ${months ? `months\nmonth_counts: ${proration}` : proration}
negative: owed
${continues ? `continues: ${continues}\n` : ''}${seasonality ? `seasonality: [${seasonality.join(', ')}]\n` : ''}${
    ramp ? `ramp: { from: hire_date, quota: [${ramp.join(', ')}] }\n` : ''
  }${cap ? `cap: ${capText({ per_period: cap }, waits)}\n` : ''}${
    floor ? `floor: { per_period: ${floor} }\n` : ''
  }measures:
  money: ${measure('deal.amount', credit.money)}
  deals: ${measure('count', credit.deals)}
  units: ${measure('quantity', credit.units)}
components:
${components.map(componentText).join('\n')}
`
}

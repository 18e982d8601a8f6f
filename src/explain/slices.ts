import { HUNDRED, ONE, sum, ZERO, type Decimal } from '../base/decimal.js'
import type { Line } from '../engine/line.js'
import { paysDeals, type Component, type DealComponent } from '../plan/component.js'
import type { CompiledRate, RateValue, Slice } from '../rates/rate.js'
import type { Step } from './step.js'
import { amountWords, figureWords, list, numberWords, percentWords } from './words.js'

/** `100 % of quota`, `50,000.00 USD`, `10 deals`: where a tier above the first one starts. */
export function placeWords({ scale }: Pick<CompiledRate, 'scale'>, tier: number, unit: string): string | undefined {
  const place = scale?.places[tier - 1]
  if (scale === undefined || place === undefined) return undefined
  if (scale.by === 'attainment') return `${numberWords(place.at.times(HUNDRED))} % of quota`
  if (scale.by === 'amount') return figureWords(place.at, unit)
  return `${numberWords(place.at)} ${scale.by === 'count' ? 'deals' : 'units'}`
}

/** A rate of a plan: `8 %`, `50.00 USD each`, or its expression. */
export function valueWords(value: RateValue, ofMoney: boolean, currency: string): string {
  if (value.kind === 'expression') return value.expression.text
  return ofMoney ? amountWords(value.value, currency) : percentWords(value.value)
}

/** `5,000.00 at 8 %`, `3 units at 50.00 USD each`. */
function sliceWords({ base, rate }: Slice, component: Component, currency: string): string {
  if (!paysDeals(component)) {
    return base.equals(ONE) ? figureWords(rate, currency) : `${figureWords(base, currency)} at ${percentWords(rate)}`
  }
  const { on } = component.rate
  if (on === 'amount') return `${figureWords(base, moneyUnit(component, currency))} at ${percentWords(rate)}`
  const what = on === 'deal' ? 'deal' : 'unit'
  return `${numberWords(base)} ${what}${base.equals(ONE) ? '' : 's'} at ${figureWords(rate, currency)} each`
}

function moneyUnit({ measure }: DealComponent, currency: string): string {
  return measure.unit === 'money' ? currency : 'number'
}

/** How a line's slices give its pay, in the words of somebody who is paid by it: `Deal D-17 crossed 100 % of quota: …`. */
export function rateWords(line: Line, reason: string = line.reason): string {
  const { tier, pay } = paying(line, reason)
  const { credit } = line
  if (tier === undefined || credit === undefined) return pay
  return `${credit.dealId === '' ? 'What was credited before the first period' : `Deal ${credit.dealId}`}${tier}: ${pay}`
}

/** The same where the deal is told beside it: `crossed 100 % of quota: 5,000.00 at 8 %, …`. */
export function paidWords(line: Line, reason: string): string {
  const { tier = '', pay } = paying(line, reason)
  return tier === '' ? pay : `${tier.replace(/^,? /, '')}: ${pay}`
}

/** What a line pays, and where among the tiers its deal lies; undefined where it is not the pay on one deal. */
function paying(line: Line, reason: string): { readonly tier?: string; readonly pay: string } {
  const { component, slices, base, credit, participation } = line
  if (component === undefined || slices.length === 0) return { pay: reason }
  const { currency } = participation.run.plan
  const factor =
    base === undefined || base.multiplier.equals(ONE) ? '' : `, times ${numberWords(base.multiplier)} by multipliers`
  const amounts = slices.map((slice) => sliceWords(slice, component, currency)).join(', ')
  if (!paysDeals(component) || credit === undefined) {
    const given = slices.length > 1 ? many(slices, component, currency) : amounts
    return { pay: [reason, `${given}${factor}`].filter((each) => each !== '').join(': ') }
  }
  if (component.rate.signed) {
    const total = figureWords(sum(slices.map(({ pay }) => pay)), currency)
    return { tier: '', pay: `the formula gives ${total}${factor}` }
  }
  return { tier: tierWords(slices, component, currency), pay: `${amounts}${factor}` }
}

function many(slices: readonly Slice[], component: Component, currency: string): string {
  return slices
    .map((slice) => `${slice.label === undefined ? '' : `${slice.label} `}${sliceWords(slice, component, currency)}`)
    .join(', ')
}

/** Where among the tiers a deal lies: ` crossed 100 % of quota`. */
function tierWords(slices: readonly Slice[], { rate, measure }: DealComponent, currency: string): string {
  const unit = measure.unit === 'money' ? currency : 'number'
  const tiers = [...new Set(slices.map(({ tier }) => tier).filter((tier) => tier >= 0))]
  if (rate.scale === undefined || rate.tiers.length < 2 || tiers.length === 0) return ''
  const first = tiers[0]!
  const last = tiers.at(-1)!
  const up = last > first
  if (up || last < first) {
    const [low, high] = up ? [first, last] : [last, first]
    const crossed = rate.scale.places.flatMap((_, index) => {
      const tier = index + 1
      return tier > low && tier <= high ? (placeWords(rate, tier, unit) ?? []) : []
    })
    return up ? ` crossed ${list(crossed)}` : ` took the total back below ${list(crossed.reverse())}`
  }
  const from = placeWords(rate, first, unit)
  const to = placeWords(rate, first + 1, unit)
  if (!rate.stable) return from === undefined ? ', with the window in the first tier' : `, with the window past ${from}`
  if (from === undefined) return to === undefined ? '' : `, below ${to}`
  return to === undefined ? `, above ${from}` : `, between ${from} and ${to}`
}

/** The slices of a line as the parts that sum to its exact amount. */
export function sliceSteps(line: Line): readonly Step[] {
  const { component, slices, participation, base } = line
  if (component === undefined) return []
  const { currency } = participation.run.plan
  const times = base?.multiplier ?? ONE
  return slices.map((slice): Step => {
    const signed = paysDeals(component) && component.rate.signed
    const factor = times.equals(ONE) ? '' : `, times ${numberWords(times)}`
    const words = signed ? 'the formula' : `${sliceWords(slice, component, currency)}${factor}`
    const tier = tierName(component, slice.tier)
    const how = [tier, position(slice, component, currency)].filter((each) => each !== '').join('; ')
    return {
      what: slice.label === undefined ? words : `${slice.label}: ${words}`,
      amount: slice.pay,
      unit: currency,
      how,
    }
  })
}

function tierName(component: Component, tier: number): string {
  const label = 'rate' in component ? component.rate.tiers[tier] : undefined
  if (!('rate' in component) || label === undefined) return ''
  return `tier ${tier + 1} of ${component.rate.tiers.length} (${label.startsWith('above') ? label : `from ${label}`})`
}

function position({ from, to, base }: Slice, component: Component, currency: string): string {
  if (!paysDeals(component) || component.rate.tiers.length < 2 || from.equals(to) || base.isZero()) return ''
  const { scale } = component.rate
  const isMoney = component.position.unit === 'money' && (scale?.by === 'attainment' || scale?.by === 'amount')
  const words = (at: Decimal): string => figureWords(at, isMoney ? currency : 'number')
  return `the window went from ${words(from)} to ${words(to)}`
}

/** Tiers that the window has not reached, with what is missing. */
export function tiersNotReached(
  component: Component,
  reached: Decimal,
  quota: Decimal | undefined,
  unit: string,
  currency: string,
): readonly Step[] {
  if (!('rate' in component)) return []
  const { scale, tiers, values } = component.rate
  if (scale === undefined || (scale.by === 'attainment' && quota === undefined)) return []
  const ofMoney = paysDeals(component) && component.rate.on !== 'amount'
  return scale.places.flatMap(({ at, inclusive }, index): Step[] => {
    const label = tiers[index + 1]
    const start = scale.by === 'attainment' ? at.times(quota!) : at
    const missing = start.minus(reached)
    if (label === undefined || missing.lessThan(ZERO) || (missing.isZero() && inclusive)) return []
    const value = values?.length === tiers.length ? values[index + 1] : undefined
    const pays = value && component.kind !== 'bonus' ? `, ${valueWords(value, ofMoney, currency)}` : ''
    const words = scale.by === 'attainment' || scale.by === 'amount' ? amountWords(missing, unit) : numberWords(missing)
    const lacks = missing.isZero() ? 'it starts above where the window stands' : `${words} more would reach it`
    return [{ what: `tier ${label}${pays}`, how: `not reached, ${lacks}` }]
  })
}

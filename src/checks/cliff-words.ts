import { formatDecimal, formatExact, HUNDRED, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped } from '../base/money.js'
import type { Component } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'
import type { Jump } from './jumps.js'

/** `at 100 % of quota`, `just above 50,000.00`, `at 10 deals`: where it happens. */
export function placeWords({ course, place }: Jump, component: Component, { currency }: Plan, ofQuota: string): string {
  const where = place.inclusive ? 'at' : 'just above'
  if (place.share !== undefined) return `${where} ${percent(place.share)} of ${ofQuota}`
  if (course.by === 'count') return `${where} ${number(place.at)} deals`
  if (course.by === 'quantity') return `${where} ${number(place.at)} units`
  const money = component.measure?.unit === 'money'
  return `${where} ${money ? grouped(formatMoney(place.at, currency)) : number(place.at)}`
}

/** By how much: `1,000.00 USD`, `2 % of the quota`; undefined where a cell decides. */
export function sizeWords({ course, by, known }: Jump, component: Component, { currency }: Plan): string | undefined {
  if (!known) return undefined
  const size = by.abs()
  const money = `${grouped(formatMoney(size, currency))} ${currency}`
  const counts = component.measure?.unit === 'number'
  switch (course.unit) {
    case 'money':
      return money
    case 'quota':
      return counts ? `${money} for each one of the quota` : `${percent(size)} of the quota`
    case 'target':
      return `${percent(size)} of the target`
    case 'credited':
      return counts ? `${money} for each one credited` : `${percent(size)} of all that is credited`
    case 'deal':
      return `${money} for each deal`
    case 'unit':
      return `${money} for each unit`
    case 'factor':
      return undefined
  }
}

export function percent(ratio: Decimal): string {
  return `${formatExact(ratio.times(HUNDRED))} %`
}

export function number(value: Decimal): string {
  return grouped(formatDecimal(value))
}

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal, sum, ZERO } from '../../src/base/decimal.js'
import { move, remaining, type Asset } from '../../src/export/amortise.js'
import type { Policy } from '../../src/export/policies.js'

function asset(months: number, first = 0, whenCancelled: Policy['whenCancelled'] = 'keep', currency = 'USD'): Asset {
  const policy: Policy = { id: 'p', months, starts: 'period', whenCancelled }
  const contract = { payee: 'ana', plan: 'ae', component: 'base', deal: 'D1', currency, policy }
  const nothing = { carrying: ZERO, added: ZERO, reduced: ZERO, amortised: ZERO, impaired: ZERO }
  return { contract, source: '2026-01', first, end: first + months, ...nothing }
}

/** Costs month by month from the first on: what each amortises. */
function lived(start: Asset, costs: readonly string[], cancelled?: number) {
  let now = start
  const movements = costs.map((cost, at) => {
    const { asset: after, movement } = move(now, new Decimal(cost), cancelled === at, { from: at, to: at + 1 })
    now = after
    return movement
  })
  return { asset: now, amortised: movements.map(({ amortised }) => amortised.toFixed(2)), movements }
}

test('100.00 over three months is 33.34, 33.33, 33.33: the odd cent comes first', () => {
  const { asset: after, amortised } = lived(asset(3), ['100.00', '0', '0', '0'])
  expect(amortised).toEqual(['33.34', '33.33', '33.33', '0.00'])
  expect(after.carrying.toFixed(2)).toBe('0.00')
})

test('yen have no cents: 100 over three months is 34, 33, 33', () => {
  const { amortised } = lived(asset(3, 0, 'keep', 'JPY'), ['100', '0', '0'])
  expect(amortised).toEqual(['34.00', '33.00', '33.00'])
})

test('what starts with the next period is not amortised in its own', () => {
  expect(lived(asset(2, 1), ['100.00', '0', '0', '0']).amortised).toEqual(['0.00', '50.00', '50.00', '0.00'])
})

test('what comes later is spread over the months that remain, and after the last at once', () => {
  // 30 a month; 40 more in the third of four: (30 + 30 + 40) / 2 = 50. 7 in the fifth: all of it.
  const { amortised } = lived(asset(4), ['120.00', '0', '40.00', '0', '7.00'])
  expect(amortised).toEqual(['30.00', '30.00', '50.00', '50.00', '7.00'])
})

test('what is taken back lowers the asset as far as something is left, and not one cent further', () => {
  // 120 over four months, 60 amortised: 60 are left.
  const all = lived(asset(4), ['120.00', '0', '-60.00', '0'])
  expect(all.movements[2]!.reduced.toFixed(2)).toBe('60.00')
  expect(all.movements[2]!.beyond.toFixed(2)).toBe('0.00')
  const more = lived(asset(4), ['120.00', '0', '-60.01', '0'])
  expect(more.movements[2]!.reduced.toFixed(2)).toBe('60.00')
  expect(more.movements[2]!.beyond.toFixed(2)).toBe('0.01')
  const less = lived(asset(4), ['120.00', '0', '-59.98', '0'])
  expect(less.amortised).toEqual(['30.00', '30.00', '0.01', '0.01'])
})

test('of a cancelled contract what is left is written off, or kept and amortised', () => {
  const off = lived(asset(4, 0, 'write_off'), ['120.00', '-50.00', '0'], 1)
  expect(off.movements[1]!.impaired.toFixed(2)).toBe('40.00')
  expect(off.asset.carrying.toFixed(2)).toBe('0.00')
  // 90 - 50 = 40 over three months.
  expect(lived(asset(4), ['120.00', '-50.00', '0'], 1).amortised).toEqual(['30.00', '13.34', '13.33'])
})

test('a quarter amortises three months at a time', () => {
  const { movement } = move(asset(4), new Decimal('100.00'), false, { from: 0, to: 3 })
  expect(movement.amortised.toFixed(2)).toBe('75.00')
})

test('whatever comes and goes, what is amortised, taken back, written off and left is what was capitalised', () => {
  const costs = fc.array(fc.integer({ min: -50_000, max: 90_000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(costs, fc.integer({ min: 1, max: 24 }), fc.nat(2), fc.boolean(), (cents, months, first, off) => {
      const texts = cents.map((cent) => new Decimal(cent).dividedBy(100).toFixed(2))
      const { asset: after, movements } = lived(asset(months, first, off ? 'write_off' : 'keep'), texts, 3)
      const planned = [...remaining(after, cents.length)].map(({ amount }) => amount)
      const out = after.amortised.plus(after.reduced).plus(after.impaired).plus(sum(planned))
      expect(out.toFixed(2)).toBe(after.added.toFixed(2))
      expect(sum(planned).toFixed(2)).toBe(after.carrying.toFixed(2))
      expect(sum(movements.map(({ added, reduced, beyond }) => added.minus(reduced).minus(beyond))).toFixed(2)).toBe(
        sum(texts.map((text) => new Decimal(text))).toFixed(2),
      )
      expect(movements.every(({ amortised }) => !amortised.isNegative())).toBe(true)
      // Equal parts: two months differ by one cent at most.
      const most = planned.reduce((a, b) => (a.greaterThan(b) ? a : b), ZERO)
      for (const amount of planned) expect(most.minus(amount).lessThanOrEqualTo('0.01')).toBe(true)
    }),
  )
})

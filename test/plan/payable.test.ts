import { expect, test } from 'vitest'
import { cap, commission, FEE, FLAT, run, spiff } from './kind-parts.js'

/** F11: pay is whole minor units, so a limit between two of them is refused; one that is payable is taken. */
const LIMITS: readonly (readonly [string, (money: string) => Parameters<typeof run>[0]])[] = [
  ['a cap per deal', (money) => cap(`per_deal: ${money}, excess: lost`)],
  ['a cap per pay period', (money) => cap(`per_period: ${money}, excess: lost`)],
  ['a cap per window', (money) => cap(`per_window: ${money}, excess: lost`, 'quarter')],
  ['a cap by column', (money) => cap(`per: deal_id, most: ${money}, excess: lost`)],
  ['a cap of the plan', (money) => commission(FLAT, [`cap: { per_period: ${money}, excess: lost }`])],
  ['a floor', (money) => commission(`${FLAT}, floor: { per_period: ${money} }`)],
  ['a floor of the plan', (money) => commission(FLAT, [`floor: { per_period: ${money} }`])],
  ['a budget', (money) => spiff(`${FEE}, budget: ${money}`)],
  ['a budget of each payee', (money) => spiff(`${FEE}, budget_each: ${money}`)],
]
const CURRENCIES = [
  ['USD', '100.25', '100.255'],
  ['JPY', '100', '100.5'],
  ['KWD', '100.255', '100.2555'],
] as const

test.each(LIMITS)('%s is whole minor units of the plan’s currency (F11)', async (_, parts) => {
  for (const [currency, payable, between] of CURRENCIES) {
    expect((await run({ ...parts(payable), currency })).codes).toEqual([])
    expect((await run({ ...parts(between), currency })).codes).toEqual(['SPM3930'])
  }
})

test('zeros after the minor unit are no more digits', async () => {
  expect((await run(cap('per_period: 100.2500, excess: lost'))).codes).toEqual([])
})

test('a cap by an expression of constants alone is held to the same', async () => {
  const parts = (base: string) =>
    commission(`${FLAT}, cap: { per_period: base * 1.5, excess: lost }`, [`constants: { base: ${base} }`])
  // 100.10 x 1.5 = 150.15; 100.11 x 1.5 = 150.165
  expect((await run(parts('100.10'))).codes).toEqual([])
  expect((await run(parts('100.11'))).codes).toEqual(['SPM3930'])
})

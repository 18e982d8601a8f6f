import { expect, test } from 'vitest'
import { calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const RETRO =
  'rate: { kind: tiered, by: amount, mode: retroactive, tiers: [{ from: 0, rate: 10% }, { above: 10000, rate: 20.01% }] }'
const capped = (most: string, currency = 'USD'): string =>
  plan({
    currency,
    components: [`id: c, window: quarter, ${RETRO}, cap: { per: deal.product, most: ${most}, excess: lost }`],
  })
const DEALS_OF_TWO = csv(
  `${DEALS} product`,
  'A ana 5000 2026-01-10 x',
  'B ana 5000 2026-01-11 y',
  'C ana 10000 2026-02-10 z',
)
const february = async (plans: string) =>
  pick(
    (await calculateAll({ plans, reps: ANA, deals: DEALS_OF_TWO }, ['2026-01', '2026-02']))[1]!.lines,
    'kind',
    'amount',
  )

test('a cap by column cuts cents also where all lines come out in whole dollars', async () => {
  // January: 500 + 500. February: all at 20.01 %: A and B 1,000.50 each, so 500.50 more each; C 2,001.
  // At most 1,000.20 for x, y and z: 0.30 + 0.30 + 1,000.80 are cut.
  expect(await february(capped('1000.20'))).toEqual([
    ['re_rating', '1001.00'],
    ['commission', '2001.00'],
    ['group_cap', '-1001.40'],
  ])
})

test('a cap by column cuts whole yen where the parts of a re-rating have halves', async () => {
  // A and B are at 1,000.5 each, 1.5 above 999 (so 3 together), C is at 2,001, 1,002 above it.
  expect(await february(capped('999', 'JPY'))).toEqual([
    ['re_rating', '1001'],
    ['commission', '2001'],
    ['group_cap', '-1005'],
  ])
})

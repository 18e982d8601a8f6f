import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, sum } from '../../src/base/decimal.js'
import { ClosingProject } from '../support/closing.js'
import { monthsOf } from '../support/project.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

const MONTHS = monthsOf('2026').slice(0, 6)
const QUARTERS = ['2026-Q1', '2026-Q2']

/** A deal of whole hundreds, so that no rate leaves a part of a cent; when it is known, and when it is cancelled. */
const deals = fc.array(
  fc.record({
    payee: fc.constantFrom('ana', 'bo'),
    month: fc.nat(5),
    late: fc.nat(3),
    hundreds: fc.integer({ min: -20, max: 120 }),
    cancelled: fc.constantFrom(1, 3, 9, 9),
  }),
  { minLength: 4, maxLength: 10 },
)
type Drawn = typeof deals extends fc.Arbitrary<readonly (infer D)[]> ? D : never

const terms = fc.record({
  window: fc.constantFrom('deal', 'quarter', 'year'),
  mode: fc.constantFrom('marginal', 'retroactive'),
  release: fc.constantFrom('', 'release: [{at: booking, share: 50%}, {at: booking, after: 2 months, share: 50%}]'),
})

function plan(pays: string, { window, mode, release }: { window: string; mode: string; release: string }): string {
  return `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: ${pays}
negative: carry
leavers: {unreleased: pay}
clawback: {on: [cancel], take: full, restate_attainment: source}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - id: base
    kind: commission
    measure: bookings
    window: ${window}
    rate: {kind: tiered, by: amount, mode: ${mode}, tiers: [{from: 0, rate: 3%}, {from: 9000, rate: 7%}, {from: 20000, rate: 11%}]}
    ${release}
`
}

/** What was paid, waits and is owed once all periods are closed. */
async function closeAll(
  text: string,
  periods: readonly string[],
  drawn: readonly Drawn[],
): Promise<ReadonlyMap<string, string>> {
  const project = new ClosingProject({
    'spm.yaml': 'approval: optional\n',
    'plans/ae.yaml': text,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
  })
  const paid = new Map(['ana', 'bo'].map((payee) => [payee, new Decimal(0)]))
  const each = MONTHS.length / periods.length
  for (const [index, period] of periods.entries()) {
    const now = (index + 1) * each - 1
    const last = period === periods.at(-1)
    const there = drawn
      .map((deal, n) => ({ ...deal, id: `D${n}` }))
      .filter(({ month, late }) => last || month + late <= now)
    const events = there.filter(({ month, cancelled }) => month + cancelled <= Math.min(now, MONTHS.length - 1))
    const day = (month: number): string => `${MONTHS[month]!}-15`
    project.write({
      'data/deals.csv': `deal_id,payee_id,amount,close_date\n${there.map((deal) => `${deal.id},${deal.payee},${deal.hundreds * 100},${day(deal.month)}`).join('\n')}\n`,
      'data/events.csv': `event_id,deal_id,date,type\n${events.map(({ id, month, cancelled }) => `C-${id},${id},${day(month + cancelled)},cancel`).join('\n')}\n`,
    })
    await project.calc(period)
    for (const [payee, payable] of await project.rows(period, 'payouts.csv', ['payee_id', 'payable']))
      paid.set(payee!, paid.get(payee!)!.plus(payable!))
    const { exit, err } = await project.spm(`close --period ${period}`)
    if (exit !== 0) throw new Error(err)
  }
  const balances = await project.rows(periods.at(-1)!, 'balances.csv', ['payee_id', 'kind', 'closing'])
  return new Map(
    [...paid].map(([payee, sofar]) => {
      const mine = balances.filter(([of]) => of === payee)
      const standing = sum(mine.map(([, kind, amount]) => new Decimal(amount!).times(kind === 'negative' ? -1 : 1)))
      return [payee, sofar.plus(standing).toFixed(2)]
    }),
  )
}

test('closing month by month or quarter by quarter comes to the same, where no rule goes by the pay period', async () => {
  await fc.assert(
    fc.asyncProperty(deals, terms, async (drawn, drawnTerms) => {
      const monthly = await closeAll(plan('month', drawnTerms), MONTHS, drawn)
      const quarterly = await closeAll(plan('quarter', drawnTerms), QUARTERS, drawn)
      expect(monthly).toEqual(quarterly)
    }),
    lookFor(0.03),
  )
})

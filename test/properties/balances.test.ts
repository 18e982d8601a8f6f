import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, sum } from '../../src/base/decimal.js'
import { ClosingProject } from '../support/closing.js'
import { monthsOf } from '../support/project.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

const MONTHS = monthsOf('2026').slice(0, 5)

/** A deal of 10 % in one month, which may come later than it counts, and be worth something else until it is right. */
const deals = fc.array(
  fc.record({
    payee: fc.constantFrom('ana', 'bo'),
    month: fc.nat(3),
    late: fc.nat(2),
    wrong: fc.nat(2),
    amount: fc.integer({ min: -4000, max: 9000 }),
    before: fc.integer({ min: -4000, max: 9000 }),
  }),
  { minLength: 3, maxLength: 10 },
)

const terms = fc.record({
  draw: fc.constantFrom('100', '300', '333.33'),
  percent: fc.constantFrom('100%', '50%', '33%'),
  to: fc.constantFrom('2026-02-28', '2026-12-31'),
  counts: fc.constantFrom('[]', '[true_ups]'),
  threshold: fc.constantFrom('', 'threshold: 120'),
})

test('paid to date + what waits - what is owed = what the final data is worth, for each payee, to the cent', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(deals, terms, async (drawn, { draw, percent, to, counts, threshold }) => {
      const project = new ClosingProject({
        'spm.yaml': 'approval: optional\n',
        'plans/ae.yaml': `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
proration: none
draw: {type: recoverable, style: minimum, amount: ${draw}, to: ${to}, recovery: {percent: ${percent}}, at_end: carry, counts: ${counts}}
${threshold}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`,
        'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
      })
      const paid = new Map<string, Decimal>([
        ['ana', new Decimal(0)],
        ['bo', new Decimal(0)],
      ])
      for (const [now, month] of MONTHS.entries()) {
        const rows = drawn.flatMap((deal, index) => {
          if (deal.month + deal.late > now) return []
          const amount = deal.month + deal.late + deal.wrong > now ? deal.before : deal.amount
          return [`D${index},${deal.payee},${amount},${MONTHS[deal.month]!}-15`]
        })
        project.write({ 'data/deals.csv': `deal_id,payee_id,amount,close_date\n${rows.join('\n')}\n` })
        await project.calc(month)
        for (const [payee, payable] of await project.rows(month, 'payouts.csv', ['payee_id', 'payable']))
          paid.set(payee!, paid.get(payee!)!.plus(payable!))
        for (const [kind] of await project.rows(month, 'balances.csv', ['kind'])) seen.add(kind!)
        const { exit, err } = await project.spm(`close --period ${month}`)
        if (exit !== 0) throw new Error(err)
      }
      const last = MONTHS.at(-1)!
      const balances = await project.rows(last, 'balances.csv', ['payee_id', 'kind', 'closing'])
      for (const [payee, sofar] of paid) {
        const standing = (kind: string): Decimal =>
          sum(
            balances.filter(([of, each]) => of === payee && each === kind).map(([, , amount]) => new Decimal(amount!)),
          )
        // As the last month saw them: some come, or are put right, only after it.
        const worth = sum(
          drawn
            .filter((deal) => deal.payee === payee && deal.month + deal.late < MONTHS.length)
            .map(({ month, late, wrong, amount, before }) =>
              new Decimal(month + late + wrong < MONTHS.length ? amount : before).times('0.1'),
            ),
        )
        const has = sofar.plus(standing('threshold')).minus(standing('draw')).minus(standing('negative'))
        expect(has.toFixed(2), payee).toBe(worth.toFixed(2))
      }
    }),
    lookFor(0.04),
  )
  expect([...seen].sort()).toEqual(['draw', 'negative', 'threshold'])
})

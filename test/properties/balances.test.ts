import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, max, min, sum, ZERO } from '../../src/base/decimal.js'
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
  style: fc.constantFrom('minimum', 'advance, netted: same_period', 'advance, netted: next_period'),
  guarantee: fc.constantFrom(undefined, '150', '250.01'),
  percent: fc.constantFrom('100%', '50%', '33%'),
  to: fc.constantFrom('2026-02-28', '2026-12-31'),
  counts: fc.constantFrom('[]', '[true_ups]'),
  threshold: fc.constantFrom('', 'threshold: 120'),
})

/** What a month says of a payee. */
interface Month {
  readonly payable: Decimal
  /** Paid at its start already. */
  readonly advance: Decimal
  readonly trueUps: Decimal
}

/** What everybody is paid in each month, as the export grows; and the balances that the last one leaves. */
async function closeAll(
  project: ClosingProject,
  drawn: typeof deals extends fc.Arbitrary<infer T> ? T : never,
  seen: Set<string>,
): Promise<{
  readonly months: readonly ReadonlyMap<string, Month>[]
  readonly balances: readonly (readonly string[])[]
}> {
  const months: ReadonlyMap<string, Month>[] = []
  for (const [now, month] of MONTHS.entries()) {
    const rows = drawn.flatMap((deal, index) => {
      if (deal.month + deal.late > now) return []
      const amount = deal.month + deal.late + deal.wrong > now ? deal.before : deal.amount
      return [`D${index},${deal.payee},${amount},${MONTHS[deal.month]!}-15`]
    })
    project.write({ 'data/deals.csv': `deal_id,payee_id,amount,close_date\n${rows.join('\n')}\n` })
    await project.calc(month)
    const payouts = await project.rows(month, 'payouts.csv', ['payee_id', 'payable', 'advance', 'true_ups'])
    months.push(
      new Map(
        payouts.map(([payee, payable, advance, trueUps]) => [
          payee!,
          { payable: new Decimal(payable!), advance: new Decimal(advance!).negated(), trueUps: new Decimal(trueUps!) },
        ]),
      ),
    )
    for (const [kind] of await project.rows(month, 'balances.csv', ['kind'])) seen.add(kind!)
    for (const [kind, reason] of await project.lines(month, 'kind', 'reason'))
      seen.add(kind === 'true_up' && reason!.startsWith('guarantee') ? 'true_up of a guarantee' : kind!)
    const { exit, err } = await project.spm(`close --period ${month}`)
    if (exit !== 0) throw new Error(err)
  }
  return { months, balances: await project.rows(MONTHS.at(-1)!, 'balances.csv', ['payee_id', 'kind', 'closing']) }
}

/** What chance may leave out: small pay that waits, a draw and its recovery, pay below zero; an advance, and a guarantee trued up. */
const EXAMPLES: [
  typeof deals extends fc.Arbitrary<infer T> ? T : never,
  typeof terms extends fc.Arbitrary<infer T> ? T : never,
][] = [
  [
    [
      { payee: 'ana', month: 0, late: 0, wrong: 0, amount: 400, before: 0 },
      { payee: 'ana', month: 2, late: 0, wrong: 0, amount: 500, before: 0 },
      { payee: 'bo', month: 0, late: 0, wrong: 0, amount: -4000, before: 0 },
    ],
    {
      draw: '100',
      style: 'minimum',
      guarantee: undefined,
      percent: '50%',
      to: '2026-02-28',
      counts: '[]',
      threshold: 'threshold: 120',
    },
  ],
  [
    [
      { payee: 'ana', month: 0, late: 0, wrong: 0, amount: 1000, before: 0 },
      { payee: 'ana', month: 0, late: 1, wrong: 0, amount: 500, before: 0 },
      { payee: 'bo', month: 1, late: 0, wrong: 1, amount: 4000, before: 100 },
    ],
    {
      draw: '300',
      style: 'advance, netted: same_period',
      guarantee: '250.01',
      percent: '100%',
      to: '2026-12-31',
      counts: '[true_ups]',
      threshold: '',
    },
  ],
]

const MANY = 'draw, negative, threshold, guarantee, advance, draw_paid, draw_recovered, true_up, true_up of a guarantee'

test('paid to date + what waits - what is owed = what the final data is worth, for each payee, to the cent', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(deals, terms, async (drawn, { draw, style, guarantee, percent, to, counts, threshold }) => {
      const project = new ClosingProject({
        'spm.yaml': 'approval: optional\n',
        'plans/ae.yaml': `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
proration: none
draw: {type: recoverable, style: ${style}, amount: ${draw}, to: ${to}, recovery: {percent: ${percent}}, at_end: carry, counts: ${counts}}
${guarantee === undefined ? '' : `guarantee: {amount: ${guarantee}, counts: ${counts}}`}
${threshold}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`,
        'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
      })
      const { months, balances } = await closeAll(project, drawn, seen)
      for (const payee of ['ana', 'bo']) {
        const standing = (kind: string): Decimal =>
          sum(
            balances.filter(([of, each]) => of === payee && each === kind).map(([, , amount]) => new Decimal(amount!)),
          )
        const mine = months.map((each) => each.get(payee)!)
        // As the last month saw them: some deals come, or are put right, only after it.
        const earned = MONTHS.map((_, month) =>
          sum(
            drawn
              .filter((deal) => deal.payee === payee && deal.month === month && month + deal.late < MONTHS.length)
              .map(({ late, wrong, amount, before }) =>
                new Decimal(month + late + wrong < MONTHS.length ? amount : before).times('0.1'),
              ),
          ),
        )
        // F8: a guarantee is what the final data of its month makes it, with the true-ups that month has paid.
        const least = new Decimal(guarantee ?? 0)
        const toppedUp = earned.map((each, month) => {
          const counted = counts === '[]' ? each : each.plus(mine[month]!.trueUps)
          return max(ZERO, min(least, least.minus(counted)))
        })
        const worth = sum([...earned, ...toppedUp])
        const has = sum(mine.flatMap(({ payable, advance }) => [payable, advance]))
          .plus(standing('threshold'))
          .minus(standing('draw'))
          .minus(standing('negative'))
        expect(has.toFixed(2), payee).toBe(worth.toFixed(2))
        // Where everything counts, nobody is ever paid less than he is promised: F12, F15.
        if (counts === '[]' || threshold !== '') continue
        for (const [month, { payable, advance }] of mine.entries()) {
          const running = new Decimal(MONTHS[month]! <= to.slice(0, 7) ? draw : 0)
          const promised = style.endsWith('next_period') ? least.plus(running) : max(least, running)
          expect(payable.plus(advance).greaterThanOrEqualTo(promised), `${payee} ${MONTHS[month]!}`).toBe(true)
        }
      }
    }),
    { ...lookFor(0.05), examples: EXAMPLES },
  )
  expect(MANY.split(', ').filter((each) => !seen.has(each))).toEqual([])
})

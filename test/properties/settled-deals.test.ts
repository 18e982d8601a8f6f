import * as fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { Decimal, sum } from '../../src/base/decimal.js'
import { ClosingProject } from '../support/closing.js'
import { monthsOf } from '../support/project.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

const MONTHS = monthsOf('2026').slice(0, 5)

/** A deal, when it is known, paid and perhaps cancelled, and when that is known. */
const deals = fc.array(
  fc.record({
    payee: fc.constantFrom<string[]>('ana', 'bo'),
    month: fc.nat(3),
    late: fc.nat(1),
    amount: fc.integer({ min: 50, max: 6_000 }).map((half) => 2 * half),
    wrong: fc.nat(2),
    before: fc.integer({ min: 100, max: 12_000 }),
    paid: fc.nat(5),
    /** Months after its own in which it is cancelled; 4: never. */
    cancelled: fc.constantFrom<number[]>(0, 1, 2, 4, 4, 4),
    told: fc.nat(1),
    /** Only the half of it, and then the amount is known from the beginning. */
    half: fc.boolean(),
    split: fc.constantFrom<string[]>('', '40'),
  }),
  { minLength: 3, maxLength: 8 },
)
type Drawn = typeof deals extends fc.Arbitrary<readonly (infer D)[]> ? D : never

const terms = fc.record({
  window: fc.constantFrom('deal', 'period', 'quarter', 'year'),
  mode: fc.constantFrom('marginal', 'retroactive'),
  release: fc.constantFrom(
    '',
    '[{at: payment, share: 100%}]',
    '[{at: booking, share: 33%}, {at: payment, share: 47%}, {at: booking, after: 40 days, share: 20%}]',
  ),
  cap: fc.constantFrom('', 'cap: {per_period: 400, excess: lost}', 'cap: {per_deal: 250, excess: lost}'),
  hold: fc.constantFrom('', 'H1,,D0,,2026-01-01,2026-03-01,x', 'H1,ana,,,2026-02-01,2026-04-02,x'),
})

type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never

/** What chance may leave out: a quarter whose tier falls again by a clawback, while pay waits and is held. */
const EXAMPLE: [Drawn[], Terms] = [
  [
    { payee: 'ana', month: 0, amount: 10_000, cancelled: 2, paid: 1, half: false },
    { payee: 'ana', month: 1, amount: 9_000, cancelled: 4, paid: 3, half: false },
    { payee: 'bo', month: 0, amount: 9_000, cancelled: 2, paid: 0, half: true },
    { payee: 'bo', month: 1, amount: 8_000, cancelled: 4, paid: 5, half: false },
  ].map((deal) => ({ ...deal, late: 0, wrong: 0, before: 100, told: 0, split: '' })),
  {
    window: 'quarter',
    mode: 'retroactive',
    release: '[{at: booking, share: 33%}, {at: payment, share: 47%}, {at: booking, after: 40 days, share: 20%}]',
    cap: '',
    hold: 'H1,ana,,,2026-02-01,2026-04-02,x',
  },
]

const plan = (window: string, mode: string, release: string, cap: string): string => `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
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
    rate: {kind: tiered, by: amount, mode: ${mode}, tiers: [{from: 0, rate: 3%}, {from: 7000, rate: 7%}, {from: 15000, rate: 10.1%}]}
    ${release === '' ? '' : `release: ${release}`}
    ${cap}
`

function dayOf(month: number): string {
  return `${MONTHS[month]!}-15`
}

function amountAt({ month, late, wrong, half, amount, before }: Drawn, now: number): number {
  return month + late + wrong > now && !half ? before : amount
}

/** The files as they are when a month is closed. */
function filesAt(drawn: readonly Drawn[], now: number, keep: (index: number) => boolean): Record<string, string> {
  const there = drawn
    .map((deal, index) => ({ ...deal, id: `D${index}`, index }))
    .filter(({ index, month, late }) => keep(index) && month + late <= now)
  const rows = there.map((deal) => {
    const amount = amountAt(deal, now)
    const paid = deal.month + deal.paid <= now ? dayOf(deal.month + deal.paid) : ''
    return `${deal.id},${deal.payee},${amount},${dayOf(deal.month)},${paid}`
  })
  const events = there
    .filter(({ month, cancelled, told }) => month + cancelled + told <= now)
    .map(({ id, month, cancelled, half, amount }) => {
      return `C-${id},${id},${dayOf(month + cancelled)},cancel,${half ? amount / 2 : ''}`
    })
  const splits = there.flatMap(({ id, payee, split }) => {
    const other = payee === 'ana' ? 'bo' : 'ana'
    return split === '' ? [] : [`${id},${payee},${100 - Number(split)}`, `${id},${other},${split}`]
  })
  return {
    'data/deals.csv': `deal_id,payee_id,amount,close_date,payment_date\n${rows.join('\n')}\n`,
    'data/events.csv': `event_id,deal_id,date,type,amount\n${events.join('\n')}\n`,
    'data/splits.csv': `deal_id,payee_id,percent\n${splits.join('\n')}\n`,
  }
}

/** What each payee has been paid, is still owed, and owes. */
async function closeAll(
  files: Record<string, string>,
  at: (now: number) => Record<string, string>,
  seen: Set<string>,
): Promise<ReadonlyMap<string, string>> {
  const project = new ClosingProject(files)
  const paid = new Map(['ana', 'bo'].map((payee) => [payee, new Decimal(0)]))
  for (const [now, month] of MONTHS.entries()) {
    project.write(at(now))
    await project.calc(month)
    for (const [payee, payable] of await project.rows(month, 'payouts.csv', ['payee_id', 'payable']))
      paid.set(payee!, paid.get(payee!)!.plus(payable!))
    for (const [kind] of await project.lines(month, 'kind')) seen.add(kind!)
    const { exit, err } = await project.spm(`close --period ${month}`)
    if (exit !== 0) throw new Error(err)
  }
  const balances = await project.rows(MONTHS.at(-1)!, 'balances.csv', ['payee_id', 'kind', 'closing'])
  return new Map(
    [...paid].map(([payee, sofar]) => {
      const standing = sum(
        balances
          .filter(([of]) => of === payee)
          .map(([, kind, amount]) => new Decimal(amount!).times(kind === 'negative' ? -1 : 1)),
      )
      return [payee, sofar.plus(standing).toFixed(2)]
    }),
  )
}

test('paid + waiting + held - owed = what the deals that were not cancelled are worth, for each payee, to the cent', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(deals, terms, async (drawn, { window, mode, release, cap, hold }) => {
      const base = {
        'spm.yaml': 'approval: optional\n',
        'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
      }
      const there = hold.includes('D0') && drawn[0]!.month + drawn[0]!.late > 0 ? '' : hold
      const holds = { 'data/holds.csv': `hold_id,payee_id,deal_id,component,from,until,reason\n${there}\n` }
      const lived = await closeAll(
        { ...base, ...holds, 'plans/ae.yaml': plan(window, mode, release, cap) },
        (now) => filesAt(drawn, now, () => true),
        seen,
      )
      const last = MONTHS.length - 1
      const isCancelled = ({ month, cancelled, told }: Drawn): boolean => month + cancelled + told <= last
      // The last month's data, as if they had been known all the time.
      const final = drawn.map((deal) => ({
        ...deal,
        late: deal.month + deal.late > last ? 9 : 0,
        wrong: 0,
        cancelled: 9,
        amount: isCancelled(deal) && deal.half ? deal.amount / 2 : amountAt(deal, last),
      }))
      const worth = await closeAll(
        { ...base, 'plans/ae.yaml': plan(window, mode, '', cap) },
        (now) => filesAt(final, now, (index) => !isCancelled(drawn[index]!) || drawn[index]!.half),
        new Set(),
      )
      expect(lived).toEqual(worth)
    }),
    { ...lookFor(0.02), examples: [EXAMPLE] },
  )
  for (const kind of ['clawback', 'true_up', 'accrued_withheld', 'accrued_released', 'held_withheld'])
    expect([...seen]).toContain(kind)
})

import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test, vi } from 'vitest'
import { Decimal, sum, ZERO } from '../../src/base/decimal.js'
import { ClosingProject } from '../support/closing.js'
import { monthsOf } from '../support/project.js'
import { lookFor, PATIENCE } from './runs.js'

vi.setConfig({ testTimeout: PATIENCE })

const MONTHS = monthsOf('2026').slice(0, 4)

/** A deal, when it is known and right, paid and perhaps cancelled. Ana and Bo are paid by the month, Cy by the quarter. */
const deals = fc.array(
  fc.record({
    payee: fc.constantFrom('ana', 'bo', 'cy'),
    month: fc.nat(3),
    late: fc.nat(1),
    amount: fc.integer({ min: -3000, max: 12_000 }),
    wrong: fc.nat(2),
    before: fc.integer({ min: 100, max: 12_000 }),
    paid: fc.nat(4),
    cancelled: fc.constantFrom(0, 1, 2, 4, 4, 4),
  }),
  { minLength: 3, maxLength: 9 },
)

const terms = fc.record({
  negative: fc.constantFrom('carry', 'owed'),
  draw: fc.constantFrom('', '300'),
  atEnd: fc.constantFrom('carry', 'forgive'),
  threshold: fc.constantFrom('', 'threshold: 120'),
  hold: fc.constantFrom('', 'H1,ana,,,2026-02-01,2026-04-02,x', 'H1,,D0,,2026-01-01,2026-03-01,x'),
  detail: fc.constantFrom('line', 'payee', 'account'),
  window: fc.constantFrom('deal', 'quarter'),
  months: fc.integer({ min: 1, max: 30 }),
  starts: fc.constantFrom('period', 'next_period'),
})
type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never
type Drawn = typeof deals extends fc.Arbitrary<readonly (infer D)[]> ? D : never

const deal = (payee: Drawn['payee'], month: number, amount: number): Drawn => {
  return { payee, month, late: 0, amount, wrong: 0, before: amount, paid: 1, cancelled: 4 }
}
const usual: Terms = {
  negative: 'carry',
  draw: '',
  atEnd: 'carry',
  threshold: '',
  hold: '',
  detail: 'line',
  window: 'deal',
  months: 7,
  starts: 'period',
}
/** Looked at always: every balance stands once. Bo earns less than his draw, and nothing but a credit memo later. */
const EXAMPLES: [Drawn[], Terms][] = [
  [
    [deal('bo', 0, 1000), deal('ana', 1, 10_000), deal('bo', 2, -3000), deal('cy', 0, 5000)],
    { ...usual, draw: '300', hold: 'H1,ana,,,2026-02-01,2026-04-02,x' },
  ],
  [[deal('ana', 0, 1000), deal('ana', 1, 8000)], { ...usual, threshold: 'threshold: 120', detail: 'account' }],
]

const plan = ({ negative, draw, atEnd, threshold, window }: Terms, id: string, pays: string): string => `
plan: ${id}
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: ${pays}
negative: ${draw === '' ? negative : 'carry'}
proration: none
leavers: {unreleased: pay}
${draw === '' || pays === 'quarter' ? '' : `draw: {type: recoverable, style: minimum, amount: ${draw}, to: 2026-02-28, recovery: {percent: 50%}, at_end: ${atEnd}, on: payable, counts: [true_ups]}`}
${pays === 'quarter' ? '' : threshold}
clawback: {on: [cancel], take: full, restate_attainment: source}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - id: base
    kind: commission
    measure: bookings
    window: ${window}
    rate: {kind: tiered, by: amount, mode: retroactive, tiers: [{from: 0, rate: 3%}, {from: 7000, rate: 7.1%}]}
    release: [{at: booking, share: 33%}, {at: payment, share: 67%}]
`

const settings = ({ detail, months, starts }: Terms): string => `
approval: optional
exports:
  journal:
    accounts: {expense: E, payable: P, accrued: accrued, held: held, threshold: threshold, draw: draw, negative: negative, owed: O, true_up: E, clawback: E, forgiven: E}
    detail: ${detail}
  asc340:
    capitalise: [{id: all, components: [base], months: ${months}, starts: ${starts}, when_cancelled: write_off}]
    practical_expedient: false
`

function dayOf(month: number): string {
  return `${MONTHS[Math.min(month, 3)]!}-15`
}

function filesAt(drawn: readonly Drawn[], now: number): Record<string, string> {
  const there = drawn
    .map((deal, index) => ({ ...deal, id: `D${index}` }))
    .filter(({ month, late }) => month + late <= now)
  const rows = there.map(({ month, late, wrong, before, amount, paid, id, payee }) => {
    const shown = month + late + wrong > now ? before : amount
    return `${id},${payee},${shown},${dayOf(month)},${month + paid <= now ? dayOf(month + paid) : ''}`
  })
  const events = there
    .filter(({ month, cancelled, amount }) => amount > 0 && month + cancelled + 2 <= now)
    .map(({ id, month, cancelled }) => `C-${id},${id},${dayOf(month + cancelled)},cancel`)
  return {
    'data/deals.csv': `deal_id,payee_id,amount,close_date,payment_date\n${rows.join('\n')}\n`,
    'data/events.csv': `event_id,deal_id,date,type\n${events.join('\n')}\n`,
  }
}

type Row = Readonly<Record<string, string>>
function rowsOf(text: string): readonly Row[] {
  return parse(text, { columns: true })
}

/** What a history has had posted to each account, debits above zero. */
class Ledger {
  readonly accounts = new Map<string, Decimal>()
  post(rows: readonly Row[]): void {
    for (const { account, debit, credit } of rows) {
      const moved = new Decimal(debit! || 0).minus(credit! || 0)
      this.accounts.set(account!, this.at(account!).plus(moved))
    }
  }
  at(account: string): Decimal {
    return this.accounts.get(account) ?? ZERO
  }
}

test('F49: whatever is closed, journals balance, credit what is payable, and leave accounts at what balances.csv says', async () => {
  const seen = new Set<string>()
  let exported = 0
  await fc.assert(
    fc.asyncProperty(deals, terms, async (drawn, drawnTerms) => {
      const { hold } = drawnTerms
      const project = new ClosingProject({
        'spm.yaml': settings(drawnTerms),
        'plans/ae.yaml': plan(drawnTerms, 'ae', 'month'),
        'plans/se.yaml': plan(drawnTerms, 'se', 'quarter'),
        'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\ncy,Cy,se\n',
        ...(hold !== '' && { 'data/holds.csv': `hold_id,payee_id,deal_id,component,from,until,reason\n${hold}\n` }),
      })
      const ledger = new Ledger()
      for (const [now, month] of MONTHS.entries()) {
        project.write(filesAt(drawn, now))
        // What is refused by the engine is no matter of exports.
        if ((await project.spm(`calc --period ${month}`)).exit !== 0) break
        const closed = await project.spm(`close --period ${month}`)
        if (closed.exit !== 0) throw new Error(closed.err)
        const { exit, out, err } = await project.spm(`export journal --period ${month}`)
        expect(exit, err).toBe(0)
        exported += 1
        const rows = rowsOf(out)
        const side = (name: 'debit' | 'credit', of = rows): string =>
          sum(of.map((row) => new Decimal(row[name]! || 0))).toFixed(2)
        expect(side('debit')).toBe(side('credit'))
        const payable = await project.rows(month, 'payouts.csv', ['payable'])
        const toPayroll = rows.filter(({ account }) => account === 'P')
        const credited = new Decimal(side('credit', toPayroll)).minus(side('debit', toPayroll))
        expect(credited.toFixed(2)).toBe(sum(payable.map(([amount]) => new Decimal(amount!))).toFixed(2))
        ledger.post(rows)
        const standing = await project.rows(month, 'balances.csv', ['kind', 'closing'])
        const lines = await project.lines(month, 'kind', 'status', 'pay_amount')
        const waiting = sum(
          lines.filter(([, status]) => status === 'accrued').map(([, , amount]) => new Decimal(amount!)),
        )
        for (const kind of ['accrued', 'held', 'threshold', 'draw', 'negative']) {
          const closing = sum(standing.filter(([each]) => each === kind).map(([, amount]) => new Decimal(amount!)))
          const owing = kind === 'draw' || kind === 'negative'
          const owed = kind === 'accrued' ? closing.plus(waiting) : closing
          expect(`${kind} ${ledger.at(kind).toFixed(2)}`).toBe(
            `${kind} ${(owing ? owed : owed.negated()).plus(0).toFixed(2)}`.replace(/ -0\.00$/, ' 0.00'),
          )
          if (!closing.isZero()) seen.add(kind)
        }
        await checkAssets(project, MONTHS.slice(0, now + 1))
      }
    }),
    { ...lookFor(0.04), examples: EXAMPLES },
  )
  expect(exported).toBeGreaterThan(0)
  expect([...seen].sort()).toEqual(['accrued', 'draw', 'held', 'negative', 'threshold'])
})

/** Additions - clawback - what lies beyond = everything the component has earned; schedules sum to the assets. */
async function checkAssets(project: ClosingProject, months: readonly string[]): Promise<void> {
  const last = months.at(-1)!
  const { exit, err } = await project.spm(`export asc340 --period ${last} --out exports/`)
  expect(exit, err).toBe(0)
  const read = (what: string): readonly Row[] =>
    rowsOf(readFileSync(join(project.root, 'exports', `asc340-${what}-${last}.csv`), 'utf8'))
  const total = (rows: readonly Row[], column: string): Decimal => sum(rows.map((row) => new Decimal(row[column]!)))
  const rolls = read('roll-forward')
  const costs = total(rolls, 'additions').minus(total(rolls, 'clawback')).minus(total(rolls, 'beyond_assets'))
  let earned = ZERO
  for (const month of months) {
    for (const [component, kind, status, amount] of await project.lines(
      month,
      'component_id',
      'kind',
      'status',
      'amount',
    )) {
      if (component === '' || /_(?:withheld|released)$/.test(kind!)) continue
      // What accrues in a quarter is there again in its next month.
      if (status === 'payable' || month === last) earned = earned.plus(amount!)
    }
  }
  expect(costs.toFixed(2)).toBe(earned.toFixed(2))
  const assets = read('assets')
  const schedule = read('schedule')
  const of = (status: string): Decimal =>
    total(
      schedule.filter((row) => row['status'] === status),
      'amount',
    )
  expect(of('planned').toFixed(2)).toBe(total(assets, 'carrying').toFixed(2))
  expect(of('amortised').toFixed(2)).toBe(total(rolls, 'amortisation').toFixed(2))
  expect(total(assets, 'amortised').toFixed(2)).toBe(total(rolls, 'amortisation').toFixed(2))
}

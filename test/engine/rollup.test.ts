import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal, formatExact } from '../../src/base/decimal.js'
import { calculate, pick, type TestProject } from '../support/project.js'
import { csv, DEALS, plan } from '../support/plan.js'

const FLAT = 'id: c, measure: team, window: deal, rate: { kind: flat, rate: 1% }'
const AE = plan({
  id: 'ae',
  assign: 'rep.role == "AE"',
  components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'],
})

/** The managers' plan: `credit` of its measure, and what else it says. */
function managers(credit: string, more = '', components = [FLAT]): string {
  const team = `${more}amount: deal.amount, date: deal.close_date, credit: ${credit}`
  return plan({ id: 'mgr', assign: 'rep.role == "M"', measures: { team }, components })
}

/** ana and bo report to mia, she to vera, she to zoe; cy reports to vera. */
const REPS = csv(
  'payee_id name role manager_id',
  'ana Ana AE mia',
  'bo Bo AE mia',
  'cy Cy AE vera',
  'mia Mia M vera',
  'vera Vera M zoe',
  'zoe Zoe M -',
)
const ROLLUP = '{ rollup: { levels: all } }'

async function run(parts: Partial<TestProject> & { readonly credit?: string }) {
  const { credit = ROLLUP, ...project } = parts
  return calculate({
    plans: [AE, managers(credit)],
    reps: REPS,
    deals: csv(DEALS, 'D1 ana 1000 2026-01-10'),
    period: '2026-01',
    ...project,
  })
}

const teamOf = (result: Awaited<ReturnType<typeof run>>): string[] =>
  pick(
    result.credits.filter((row) => row['plan_id'] === 'mgr'),
    'payee_id',
    'deal_id',
    'credited_amount',
    'via',
  ).map((cells) => cells.join(' '))

describe('levels count from the credited payee (F35)', () => {
  test('all: everybody above on the managers’ plan, each with the whole deal', async () => {
    const result = await run({})
    expect(result.codes).toEqual([])
    expect(pick(result.credits, 'payee_id', 'plan_id', 'credit', 'via', 'credited_amount')).toEqual([
      ['ana', 'ae', 'direct', '', '1000'],
      ['mia', 'mgr', 'rollup', 'ana', '1000'],
      ['vera', 'mgr', 'rollup', 'ana', '1000'],
      ['zoe', 'mgr', 'rollup', 'ana', '1000'],
    ])
    expect(pick(result.lines, 'payee_id', 'amount')).toEqual([
      ['ana', '100.00'],
      ['mia', '10.00'],
      ['vera', '10.00'],
      ['zoe', '10.00'],
    ])
    expect(result.counts).toEqual({ read: 1, credited: 1, excluded: 0, rejected: 0 })
    expect(result.exceptions).toEqual([])
  })
  test.each([
    ['1', ['mia D1 1000 ana']],
    ['2', ['mia D1 1000 ana', 'vera D1 1000 ana']],
    ['9', ['mia D1 1000 ana', 'vera D1 1000 ana', 'zoe D1 1000 ana']],
    ['{ only: 1 }', ['mia D1 1000 ana']],
    ['{ only: 2 }', ['vera D1 1000 ana']],
    ['{ only: 4 }', []],
  ])('%s', async (levels, expected) => {
    expect(teamOf(await run({ credit: `{ rollup: { levels: ${levels} } }` }))).toEqual(expected)
  })
  test('somebody above who is on another plan, or on none, is passed through', async () => {
    const reps = REPS.replace('vera,Vera,M', 'vera,Vera,CFO')
    const result = await run({ reps })
    expect(teamOf(result)).toEqual(['mia D1 1000 ana', 'zoe D1 1000 ana'])
    expect(result.exceptions).toEqual([])
  })
})

describe('one deal reaches one manager once (F35)', () => {
  const deals = csv(DEALS, 'D1 ana 1000 2026-01-10')
  test('split by two of his people it is his to 100 %', async () => {
    const result = await run({ deals, splits: csv('deal_id payee_id percent', 'D1 ana 60', 'D1 bo 40') })
    expect(teamOf(result)).toEqual(['mia D1 1000 ana bo', 'vera D1 1000 ana bo', 'zoe D1 1000 ana bo'])
  })
  test('split with another team each manager has his people’s part, who is above both has all', async () => {
    const result = await run({ deals, splits: csv('deal_id payee_id percent', 'D1 ana 60', 'D1 cy 40') })
    expect(teamOf(result)).toEqual(['mia D1 600 ana', 'vera D1 1000 ana cy', 'zoe D1 1000 ana cy'])
  })
  test('thirds by weight are the whole', async () => {
    const result = await run({ deals, splits: csv('deal_id payee_id weight', 'D1 ana 1', 'D1 bo 1', 'D1 cy 1') })
    expect(teamOf(result)).toEqual([
      'mia D1 666.666666666667 ana bo',
      'vera D1 1000 ana bo cy',
      'zoe D1 1000 ana bo cy',
    ])
  })
  test('overlays below count only if included, and never beyond 100 %', async () => {
    const splits = csv('deal_id payee_id percent type', 'D1 ana 60 revenue', 'D1 cy 40 revenue', 'D1 bo 100 overlay')
    expect(teamOf(await run({ deals, splits }))[0]).toBe('mia D1 600 ana')
    const included = await run({ deals, splits, credit: '{ rollup: { levels: all, include: overlay } }' })
    // 60 % of ana and 100 % of bo
    expect(included.codes).toEqual([])
    expect(teamOf(included)).toEqual(['mia D1 1000 ana bo', 'vera D1 1000 ana bo cy', 'zoe D1 1000 ana bo cy'])
  })
})

describe('own deals (F35)', () => {
  const deals = csv(DEALS, 'D1 mia 1000 2026-01-10')
  test('are no team credits', async () => {
    const result = await run({ deals })
    expect(teamOf(result)).toEqual(['vera D1 1000 mia', 'zoe D1 1000 mia'])
    expect(result.exceptions).toEqual([])
  })
  test('are, if the plan says so', async () => {
    const result = await run({ deals, credit: '{ rollup: { levels: all, include_own: true } }' })
    expect(teamOf(result)).toEqual(['mia D1 1000 mia', 'vera D1 1000 mia', 'zoe D1 1000 mia'])
  })
  test('shared with somebody below they are whole with own ones, and without them the part from below', async () => {
    const splits = csv('deal_id payee_id percent', 'D1 mia 30', 'D1 ana 70')
    expect(teamOf(await run({ deals, splits }))[0]).toBe('mia D1 700 ana')
    const own = await run({ deals, splits, credit: '{ rollup: { levels: all, include_own: true } }' })
    expect(teamOf(own)[0]).toBe('mia D1 1000 ana mia')
    const direct = await run({ deals, splits, credit: '[direct, { rollup: { levels: 1 } }]' })
    expect(pick(direct.credits, 'payee_id', 'credit', 'via', 'credited_amount')).toEqual([
      ['ana', 'direct', '', '700'],
      ['mia', 'direct rollup', 'ana', '1000'],
      ['vera', 'rollup', 'mia', '300'],
    ])
  })
  test('are revenue shares: an overlay of the manager is credited by `overlay` alone, once', async () => {
    const splits = csv('deal_id payee_id percent type', 'D1 mia 50 overlay')
    const own = '{ rollup: { levels: all, include: overlay, include_own: true } }'
    const ana = csv(DEALS, 'D1 ana 1000 2026-01-10')
    // zoe has ana's 100 % and mia's 50 %, at most all of it; mia has ana's 100 %, and her overlay beyond it
    const both = await run({ deals: ana, splits, credit: `[overlay, ${own}]` })
    expect(teamOf(both)).toEqual(['mia D1 1500 ana', 'vera D1 1000 ana mia', 'zoe D1 1000 ana mia'])
    const max = csv(DEALS, 'D1 zoe 1000 2026-01-10')
    // zoe's deal is nobody's below: of mia's own 50 % only `overlay` speaks
    expect(teamOf(await run({ deals: max, splits, credit: `[overlay, ${own}]` }))[0]).toBe('mia D1 500 ')
    expect(teamOf(await run({ deals: max, splits, credit: own }))[0]).toBe('vera D1 500 mia')
  })
  test('of the topmost manager reach nobody: the deal is excluded with a reason', async () => {
    const result = await run({ deals: csv(DEALS, 'D1 zoe 1000 2026-01-10') })
    expect(pick(result.exclusions, 'deal_id', 'reason', 'detail')).toEqual([['D1', 'no_rule', 'mgr/team']])
    expect(result.counts).toEqual({ read: 1, credited: 0, excluded: 1, rejected: 0 })
  })
})

describe('the hierarchy of the credit date', () => {
  const reps = csv(
    'payee_id name role manager_id effective_from effective_to hire_date end_date',
    'ana Ana AE mia - 2026-01-15 - -',
    'ana Ana AE max 2026-01-16 - - -',
    'mia Mia M vera - - - 2026-01-20',
    'max Max M vera - - 2026-01-16 -',
    'vera Vera M - - - - -',
  )
  test('a change of manager in mid-month', async () => {
    const result = await run({
      reps,
      deals: csv(DEALS, 'D1 ana 100 2026-01-15', 'D2 ana 200 2026-01-16', 'D3 ana 400 2026-01-31'),
    })
    expect(teamOf(result)).toEqual([
      'max D2 200 ana',
      'max D3 400 ana',
      'mia D1 100 ana',
      'vera D1 100 ana',
      'vera D2 200 ana',
      'vera D3 400 ana',
    ])
  })
  test('a manager who has left leaves a gap: an exception, and nobody from there up is credited (F35)', async () => {
    const result = await run({
      reps: reps.replace('2026-01-15,,\nana', '2026-01-31,,\nana').replace('max,2026-01-16', 'max,2026-02-01'),
      deals: csv(DEALS, 'D1 ana 100 2026-01-20', 'D2 ana 200 2026-01-21'),
    })
    expect(teamOf(result)).toEqual(['mia D1 100 ana', 'vera D1 100 ana'])
    expect(pick(result.exceptions, 'kind', 'payee_id', 'deal_id', 'date')).toEqual([
      ['vacant_manager', 'ana', 'D2', '2026-01-21'],
    ])
  })
  test('an unknown manager too; not where the levels do not reach him', async () => {
    const unknown = REPS.replace('mia,Mia,M,vera', 'mia,Mia,M,nobody')
    const two = await run({ reps: unknown, credit: '{ rollup: { levels: 2 } }' })
    expect(two.ok).toBe(true)
    expect(teamOf(two)).toEqual(['mia D1 1000 ana'])
    expect(pick(two.exceptions, 'kind', 'payee_id', 'deal_id')).toEqual([['vacant_manager', 'ana', 'D1']])
    expect((await run({ reps: unknown, credit: '{ rollup: { levels: 1 } }' })).exceptions).toEqual([])
  })
  test('a gap is told only for deals that the measure may count', async () => {
    const plans = [AE, managers(ROLLUP, 'where: deal.amount > 5000, ')]
    const result = await run({ plans, reps: REPS.replace('mia,Mia,M,vera', 'mia,Mia,M,nobody') })
    expect([teamOf(result), result.exceptions]).toEqual([[], []])
  })
  test('a circle is an error that names it from the smallest id (F35)', async () => {
    const result = await run({ reps: REPS.replace('vera,Vera,M,zoe', 'vera,Vera,M,mia') })
    expect(result.codes).toEqual(['SPM5702'])
    expect(result.found[0]!.message).toContain('mia -> vera -> mia')
  })
  test('somebody who manages himself is a circle', async () => {
    expect((await run({ reps: REPS.replace('zoe,Zoe,M,', 'zoe,Zoe,M,zoe') })).codes).toEqual(['SPM5702'])
  })
})

describe('what the managers’ plan says holds for its measure', () => {
  test('condition, amount and date are its own', async () => {
    const team =
      'where: deal.product == "X", amount: deal.margin, date: deal.invoice_date, credit: { rollup: { levels: 1 } }'
    const result = await run({
      plans: [AE, plan({ id: 'mgr', assign: 'rep.role == "M"', measures: { team }, components: [FLAT] })],
      deals: csv(
        `${DEALS} product margin invoice_date`,
        'D1 ana 1000 2026-01-10 X 300 2026-01-20',
        'D2 ana 1000 2026-01-10 Y 300 2026-01-20',
        'D3 ana 1000 2026-01-10 X 300 2026-02-01',
      ),
    })
    expect(teamOf(result)).toEqual(['mia D1 300 ana'])
  })
  test('a condition on rep is one on the manager', async () => {
    const result = await run({ plans: [AE, managers(ROLLUP, 'where: rep.payee_id == "vera", ')] })
    expect(teamOf(result)).toEqual(['vera D1 1000 ana'])
  })
  test('a team quota and its attainment', async () => {
    const tiers =
      'id: c, measure: team, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }, { from: 100%, rate: 2% }] }'
    const result = await run({
      plans: [AE, managers('{ rollup: { levels: 1 } }', '', [tiers])],
      deals: csv(DEALS, 'D1 ana 1000 2026-01-10', 'D2 bo 2000 2026-01-11', 'D3 cy 500 2026-01-12'),
      quotas: csv('payee_id period amount', 'mia 2026-01 2500', 'vera 2026-01 1000', 'zoe 2026-01 1'),
    })
    // mia 3,000 of 2,500: 25 + 10; vera has cy (and mia has no deal of her own): 5
    expect(pick(result.payouts, 'payee_id', 'payable').slice(3)).toEqual([
      ['mia', '35.00'],
      ['vera', '5.00'],
      ['zoe', '0.00'],
    ])
  })
  test('a condition that deals of the team meet, or none does, is told as for any measure', async () => {
    const deals = csv(DEALS, 'D1 ana 1000 2026-01-10', 'D2 mia 10 2026-01-10')
    const met = await run({ deals, plans: [AE, managers(ROLLUP, 'where: deal.amount > 500, ')] })
    expect(met.codes).toEqual([])
    const unmet = await run({ deals, plans: [AE, managers(ROLLUP, 'where: deal.amount > 5000, ')] })
    expect(unmet.codes).toEqual(['SPM5065'])
    const later = await run({
      deals: csv(DEALS, 'D1 ana 1000 2026-02-10', 'D2 mia 10 2026-01-10'),
      plans: [AE, managers(ROLLUP, 'where: deal.amount > 500, ')],
    })
    expect(later.codes).toEqual([])
  })
  test('people below need no plan of their own', async () => {
    const result = await run({ plans: [managers(ROLLUP)] })
    expect(teamOf(result)).toHaveLength(3)
    expect([result.exceptions, result.exclusions]).toEqual([[], []])
  })
  test('a leaver below is an exception, and his deal reaches no manager', async () => {
    const reps = csv('payee_id name role manager_id end_date', 'ana Ana AE mia 2026-01-09', 'mia Mia M - -')
    const result = await run({ plans: [managers(ROLLUP)], reps })
    expect(teamOf(result)).toEqual([])
    expect(pick(result.exceptions, 'kind', 'payee_id', 'deal_id')).toEqual([['left_company', 'ana', 'D1']])
  })
  test('a deal of another currency is converted to the managers’ plan currency', async () => {
    const result = await run({
      plans: [AE, managers('{ rollup: { levels: 1 } }').replace('currency: USD', 'currency: EUR')],
      deals: csv(`${DEALS} currency`, 'D1 ana 1000 2026-01-10 USD'),
      fx: csv('date from to rate', '2026-01-10 USD EUR 0.5'),
      settings: 'fx: { credit: deal_date, payout: period_end }',
    })
    expect(teamOf(result)).toEqual(['mia D1 500 ana'])
  })
})

test('credits are what the rules say one by one, and the order of rows changes nothing', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const half = fc.constantFrom('2026-01-01 2026-01-15', '2026-01-16 2026-01-31')
  await fc.assert(
    fc.asyncProperty(
      // Each manager has a smaller letter, so that there is no circle; x is vacant.
      fc.tuple(
        ...names.map((_, index) => fc.tuple(...[0, 1].map(() => fc.constantFrom('-', 'x', ...names.slice(0, index))))),
      ),
      fc.array(fc.record({ owner: fc.constantFrom(...names), day: half, amount: fc.integer({ min: 1, max: 999 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      async (managersOf, deals, shares, random) => {
        const shuffled = (rows: readonly string[]): string[] =>
          rows
            .map((row) => ({ row, key: random.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row)
        const reps = managersOf.flatMap(([early, late], index) => [
          `${names[index]} N${index} M ${early} - 2026-01-15`,
          `${names[index]} N${index} M ${late} 2026-01-16 -`,
        ])
        const rows = deals.map(({ owner, day, amount }, index) => `D${index} ${owner} ${amount} ${day.split(' ')[0]}`)
        const splits = shares
          .filter(([a, b], index) => index < deals.length && a !== b)
          .flatMap(([a, b], index) => [
            `D${index} ${a} 30 revenue`,
            `D${index} ${b} 70 revenue`,
            `D${index} ${a} 50 overlay`,
          ])
        // The rules once more, in hundredths of the deal: own share, those of all at most three levels below, overlay.
        const expected = deals
          .flatMap(({ owner, day, amount }, index) => {
            const rowsOf = splits.map((row) => row.split(' ')).filter(([id]) => id === `D${index}`)
            const percents = rowsOf.length > 0 ? rowsOf : [['', owner, '100', 'revenue']]
            const managerOf = (name: string): string =>
              managersOf[names.indexOf(name)]?.[day < '2026-01-16' ? 0 : 1] ?? '-'
            return names.flatMap((name) => {
              let [base, over] = [0, 0]
              for (const [, who, text, type] of percents) {
                const percent = Number.parseInt(text!, 10)
                let chain = who!
                for (let level = 1; level <= 3; level += 1) {
                  chain = managerOf(chain)
                  if (chain === name) base += percent
                }
                if (who === name && type === 'revenue') base += percent
                if (who === name && type === 'overlay') over += percent
              }
              const credited = new Decimal((Math.min(100, base) + over) * amount).dividedBy(100)
              return credited.isZero() ? [] : [`D${index} ${name} ${formatExact(credited)}`]
            })
          })
          .sort()
        const files = async (order: (list: readonly string[]) => readonly string[]) => {
          const result = await calculate({
            plans: managers('[direct, overlay, { rollup: { levels: 3, include: overlay } }]'),
            reps: csv('payee_id name role manager_id effective_from effective_to', ...order(reps)),
            deals: csv(DEALS, ...order(rows)),
            splits: csv('deal_id payee_id percent type', ...order(splits)),
            period: '2026-01',
          })
          // Deals that come out alike are warned of, and credited all the same.
          expect(result.codes.filter((code) => code !== 'SPM5083')).toEqual([])
          expect(
            result.credits
              .map(({ payee_id, deal_id, credited_amount }) => `${deal_id} ${payee_id} ${credited_amount}`)
              .sort(),
          ).toEqual(expected)
          const { credits, lines, exceptions, exclusions, counts } = result
          // Rows of the files are named by their number, which does change.
          const named = exceptions.map(({ kind, payee_id, deal_id, message }) => ({ kind, payee_id, deal_id, message }))
          return JSON.stringify([credits, lines, named, exclusions.length, counts])
        }
        expect(await files(shuffled)).toBe(await files((list) => list))
      },
    ),
    { numRuns: 40 },
  )
})

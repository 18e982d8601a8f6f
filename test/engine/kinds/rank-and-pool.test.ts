import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../../support/project.js'
import { csv, DEALS, plan } from '../../support/plan.js'

const FOUR = csv('payee_id name', 'ana Ana', 'bo Bo', 'cy Cy', 'di Di')
const shares = (rows: readonly Record<string, string>[]): string[][] => pick(rows, 'payee_id', 'amount')

describe('a rank (F42)', () => {
  const ranked = (deals: readonly string[], more = 'by: amount', reps = FOUR, quotas?: string) =>
    calculate({
      plans: plan({
        components: [`kind: rank, id: r, window: quarter, prizes: [5000, 3000, 1000], ${more}`],
      }),
      reps,
      quotas,
      deals: csv(DEALS, ...deals),
      period: '2026-03',
    })
  test('gives the prizes to the first ones, and nothing to the next', async () => {
    const run = await ranked(['A ana 10 2026-01-10', 'B bo 40 2026-02-10', 'C cy 30 2026-03-10', 'D di 20 2026-03-10'])
    expect(shares(run.lines)).toEqual([
      ['bo', '5000.00'],
      ['cy', '3000.00'],
      ['di', '1000.00'],
    ])
  })
  test('shares the prizes of the places that tied payees fill, and skips the next place (1, 1, 3)', async () => {
    const run = await ranked(['A ana 40 2026-01-10', 'B bo 40 2026-02-10', 'C cy 30 2026-03-10', 'D di 20 2026-03-10'])
    // (5,000 + 3,000) / 2, then the third prize
    expect(pick(run.slices, 'tier', 'pay')).toEqual([
      ['place 1, shared by 2', '4000'],
      ['place 1, shared by 2', '4000'],
      ['place 3', '1000'],
    ])
  })
  test('shares to the cent among three on the last place, the odd cent to the first id', async () => {
    const run = await ranked(['A ana 50 2026-01-10', 'B bo 40 2026-01-10', 'C cy 30 2026-03-10', 'D di 30 2026-03-10'])
    expect(shares(run.lines).slice(2)).toEqual([
      ['cy', '500.00'],
      ['di', '500.00'],
    ])
    const three = await ranked([
      'A ana 50 2026-01-10',
      'B bo 40 2026-01-10',
      'C cy 40 2026-03-10',
      'D di 40 2026-03-10',
    ])
    // 3,000 + 1,000 for three: 1,333.34 + 1,333.33 + 1,333.33
    expect(shares(three.lines)).toEqual([
      ['ana', '5000.00'],
      ['bo', '1333.34'],
      ['cy', '1333.33'],
      ['di', '1333.33'],
    ])
  })
  test('goes by attainment exactly: a third against 33.33 %', async () => {
    const quotas = csv(
      'payee_id period amount',
      'ana 2026-Q1 30000',
      'bo 2026-Q1 10000',
      'cy 2026-Q1 60000',
      'di 2026-Q1 99',
    )
    const run = await ranked(
      ['A ana 10000 2026-01-10', 'B bo 3333 2026-01-10', 'C cy 20000 2026-01-10'],
      'by: attainment, against: full_quota',
      FOUR,
      quotas,
    )
    expect(shares(run.lines)).toEqual([
      ['ana', '4000.00'],
      ['bo', '1000.00'],
      ['cy', '4000.00'],
    ])
  })
  test('is for those who are there on the last day', async () => {
    const reps = csv('payee_id name end_date', 'ana Ana 2026-03-30', 'bo Bo -')
    const run = await ranked(['A ana 50 2026-01-10', 'B bo 40 2026-01-10'], 'by: amount', reps)
    expect(shares(run.lines)).toEqual([['bo', '5000.00']])
  })
})

describe('a pool (F43)', () => {
  const pooled = (
    more: string,
    reps: string,
    keys: readonly string[] = ['proration: days'],
    deals: readonly string[] = [],
  ) =>
    calculate({
      plans: plan({ keys, components: [`kind: pool, id: t, window: quarter, ${more}`] }),
      reps,
      deals: csv(DEALS, ...deals),
      period: '2026-03',
    })
  test('is shared by weight, to the cent', async () => {
    const reps = csv('payee_id name base_salary', 'ana Ana 1', 'bo Bo 1', 'cy Cy 1')
    const run = await pooled('amount: 1000, share_by: rep.base_salary', reps)
    expect(shares(run.lines)).toEqual([
      ['ana', '333.34'],
      ['bo', '333.33'],
      ['cy', '333.33'],
    ])
  })
  test('counts presence: half a quarter is half a share', async () => {
    // Q1 has 90 days, 45 of them from 15 February on: weights 2 and 1
    const reps = csv('payee_id name hire_date', 'ana Ana -', 'bo Bo 2026-02-15')
    expect(shares((await pooled('amount: 900, share_by: 1', reps)).lines)).toEqual([
      ['ana', '600.00'],
      ['bo', '300.00'],
    ])
  })
  test('gives a leaver’s share to the others, or to nobody', async () => {
    const reps = csv('payee_id name end_date', 'ana Ana -', 'bo Bo 2026-02-14')
    expect(shares((await pooled('amount: 900, share_by: 1', reps)).lines)).toEqual([['ana', '900.00']])
    // Bo was there for 45 of 90 days: his third lapses
    expect(shares((await pooled('amount: 900, share_by: 1, leaver: lapse', reps)).lines)).toEqual([['ana', '600.00']])
  })
  test('that all members have left is an exception, never paid to nobody in silence (F47)', async () => {
    const reps = csv('payee_id name team end_date', 'ana Ana red 2026-03-30', 'bo Bo red 2026-02-14', 'cy Cy blue -')
    const run = await pooled('amount: 900, per: team, share_by: 1', reps)
    expect([run.codes, shares(run.lines)]).toEqual([[], [['cy', '900.00']]])
    expect(pick(run.exceptions, 'kind', 'payee_id', 'message')).toEqual([
      [
        'pool_unshared',
        '',
        'p/t: 900.00 USD of red are shared by nobody: all who could have them left before the end of 2026-Q1',
      ],
    ])
    // On the last day himself, he has all of it
    const last = await pooled('amount: 900, per: team, share_by: 1', reps.replace('2026-03-30', '2026-03-31'))
    expect([last.exceptions, shares(last.lines)]).toEqual([
      [],
      [
        ['ana', '900.00'],
        ['cy', '900.00'],
      ],
    ])
  })
  test('is a share of everything credited, by team', async () => {
    const reps = csv('payee_id name team', 'ana Ana red', 'bo Bo red', 'cy Cy blue')
    const deals = ['A ana 3000 2026-01-10', 'B bo 1000 2026-02-10', 'C cy 500 2026-03-10', 'D cy 9999 2026-04-01']
    const run = await pooled('rate: 10%, per: team, share_by: 1', reps, ['proration: days'], deals)
    expect(shares(run.lines)).toEqual([
      ['ana', '200.00'],
      ['bo', '200.00'],
      ['cy', '50.00'],
    ])
  })
  test('that nobody has a weight in is an error', async () => {
    const run = await pooled('amount: 900, share_by: 0', csv('payee_id name', 'ana Ana'))
    expect(run.codes).toEqual(['SPM5908'])
  })
})

test('an interim pool pays each month its part to date, down as well; a rank waits for the end (F17)', async () => {
  const project = {
    plans: plan({
      keys: ['negative: owed'],
      components: [
        'kind: pool, id: t, window: quarter, rate: 10%, share_by: 1, interim: true',
        'kind: rank, id: r, window: quarter, by: amount, prizes: [70]',
      ],
    }),
    reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
    deals: csv(DEALS, 'A ana 1000 2026-01-10', 'B bo -200 2026-02-10', 'C bo 600.10 2026-03-10'),
  }
  const runs = await calculateAll(project, ['2026-01', '2026-02', '2026-03'])
  // 100, 80, 140.01 for two: 50 each; 40 each, so -10; 70.01 and 70.00, so 30.01 and 30. Ana has sold more.
  expect(runs.map((run) => pick(run.lines, 'payee_id', 'kind', 'amount'))).toEqual([
    [
      ['ana', 'pool', '50.00'],
      ['bo', 'pool', '50.00'],
    ],
    [
      ['ana', 'pool', '-10.00'],
      ['bo', 'pool', '-10.00'],
    ],
    [
      ['ana', 'pool', '30.01'],
      ['ana', 'rank', '70.00'],
      ['bo', 'pool', '30.00'],
    ],
  ])
})

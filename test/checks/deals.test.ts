import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'

const PLAN = `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
negative: owed
assign: "true"
measures:
  won: { where: 'deal.stage == "Won"', amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`
const HEADER = 'deal_id,payee_id,amount,close_date,stage,currency\n'
const REPS = 'payee_id,name\nana,Ana\nbo,Bo\n'

/** Codes and words of what is found of deals. */
async function warnings(rows: readonly string[], quotas?: string): Promise<readonly string[]> {
  const { found } = await calculate({
    plans: PLAN,
    reps: REPS,
    deals: HEADER + rows.map((row) => `${row}\n`).join(''),
    ...(quotas === undefined ? {} : { quotas }),
    period: '2026-03',
  })
  return found.map(({ code, message }) => `${code} ${message}`)
}

/** So many deals of ana, each with an amount of its own. */
const many = (count: number, amount: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => `N${index},ana,${amount(index)},2026-03-10,Won,USD`)

describe('deals that differ in nothing but their id', () => {
  test('are told, also where their amounts are written otherwise', async () => {
    expect(await warnings(['D1,ana,100.50,2026-03-01,Won,USD', 'D2,ana,100.5,2026-03-01,Won,USD'])).toEqual([
      'SPM5083 "D2" and "D1" differ in nothing but their id',
    ])
  })

  test.each([
    ['another payee', 'D2,bo,100,2026-03-01,Won,USD'],
    ['another amount', 'D2,ana,100.01,2026-03-01,Won,USD'],
    ['another day', 'D2,ana,100,2026-03-02,Won,USD'],
    ['another stage', 'D2,ana,100,2026-03-01,Lost,USD'],
  ])('are none with %s', async (_, other) => {
    expect(await warnings(['D1,ana,100,2026-03-01,Won,USD', other])).toEqual([])
  })

  test('are none where both are of nothing', async () => {
    expect(await warnings(['D1,ana,0,2026-03-01,Won,USD', 'D2,ana,0,2026-03-01,Won,USD'])).toEqual([])
  })

  test('are the nature of the business where more than one in a hundred has a twin', async () => {
    const twins = ['D1,ana,9,2026-03-01,Won,USD', 'D2,ana,9,2026-03-01,Won,USD', 'D3,ana,9,2026-03-01,Won,USD']
    // 2 pairs among 200 deals are told, among 199 not.
    expect(await warnings([...twins, ...many(197, (index) => String(1000 + index))])).toEqual([
      'SPM5083 "D2" and "D1", "D3" and "D1" differ in nothing but their id',
    ])
    expect(await warnings([...twins, ...many(196, (index) => String(1000 + index))])).toEqual([])
  })
})

describe('an amount far above all others', () => {
  test('has two digits more than 99 of 100 deals of its currency', async () => {
    const usual = many(20, (index) => String(1000 + index))
    expect(await warnings([...usual, 'D1,ana,100000,2026-03-01,Won,USD'])).toEqual([
      'SPM5084 "D1" (100000) has at least two digits more than 99 of 100 deals',
    ])
    expect(await warnings([...usual, 'D1,ana,99999,2026-03-01,Won,USD'])).toEqual([])
  })

  test('is not told of few deals, and a refund is as large as its size', async () => {
    expect(await warnings([...many(18, (index) => String(1000 + index)), 'D1,ana,900000,2026-03-01,Won,USD'])).toEqual(
      [],
    )
    expect(await warnings([...many(20, (index) => String(1000 + index)), 'D1,ana,-900000,2026-03-01,Won,USD'])).toEqual(
      ['SPM5084 "D1" (-900000) has at least two digits more than 99 of 100 deals'],
    )
  })
})

test('a day that programs write where they have none is told, once for a column', async () => {
  const rows = ['D1,ana,1,1989-12-31,Won,USD', 'D2,ana,2,1990-01-01,Won,USD', 'D3,ana,3,2100-01-02,Won,USD']
  expect(await warnings(rows)).toEqual([
    'SPM5085 close_date of "D1" (1989-12-31), "D3" (2100-01-02) is a day that is hardly meant',
  ])
})

test('a quota far from most others is told', async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `p${index},2026,${100_000 + index}`)
  const reps = rows.map((row) => `${row.split(',')[0]!},Rep\n`).join('')
  const told = async (more: string): Promise<readonly string[]> => {
    const { found } = await calculate({
      plans: PLAN,
      reps: `${REPS}${reps}`,
      deals: HEADER,
      quotas: `payee_id,period,amount\n${[...rows, more].join('\n')}\n`,
      period: '2026-03',
    })
    return found.filter(({ code }) => code === 'SPM5086').map(({ message }) => message)
  }
  expect(await told('ana,2026,9999')).toEqual([
    'the quota of "ana" (2026: 9999) has two digits more, or less, than most others',
  ])
  expect(await told('ana,2026,10000')).toEqual([])
  expect(await told('ana,2026,10000000')).toHaveLength(1)
  expect(await told('ana,2026,9999999')).toEqual([])
  expect(await told('ana,2026-Q1,9999')).toEqual([])
})

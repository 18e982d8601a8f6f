import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const FLAT = '{kind: flat, rate: 10%}'
/** 5 % of the quarter until 20,000, then 10 % of all of it. */
const RETROACTIVE =
  '{kind: tiered, by: amount, mode: retroactive, tiers: [{from: 0, rate: 5%}, {from: 20000, rate: 10%}]}'

interface Terms {
  readonly clawback?: string
  readonly window?: string
  readonly rate?: string
  readonly more?: string
  readonly components?: string
}

function plan({ clawback, window = 'deal', rate = FLAT, more = '', components = '' }: Terms): string {
  return `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
leavers: {unreleased: pay}
${clawback === undefined ? '' : `clawback: ${clawback}`}
measures:
  bookings: {where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: ${window}, rate: ${rate}${more}}
${components}
`
}

const rule = (take: string, restate = 'none', on = 'cancel, refund, non_payment'): string =>
  `{on: [${on}], ${take}, restate_attainment: ${restate}}`
const FULL = rule('take: full')

interface Files {
  readonly plan: string
  readonly deals: string
  readonly events?: string
  readonly splits?: string
  readonly settings?: string
}

const HEADER = 'deal_id,payee_id,amount,close_date,stage,cancel_date,reverses'

function project({ plan: text, deals, events, splits, settings = '' }: Files): ClosingProject {
  return new ClosingProject({
    'spm.yaml': `${settings}\n`,
    'plans/ae.yaml': text,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
    'data/deals.csv': `${HEADER}\n${deals}\n`,
    ...(events !== undefined && { 'data/events.csv': `event_id,deal_id,date,type,amount,reason\n${events}\n` }),
    ...(splits !== undefined && { 'data/splits.csv': `deal_id,payee_id,percent\n${splits}\n` }),
  })
}

const lines = async (each: ClosingProject, period: string): Promise<readonly string[]> =>
  (await each.lines(period, 'payee_id', 'kind', 'deal_id', 'amount'))
    .filter(([, kind]) => !kind!.startsWith('negative'))
    .map((cells) => cells.join(' '))

const months = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`)

async function closeAll(each: ClosingProject, count: number): Promise<void> {
  for (const period of months(count)) await each.close(period)
}

/** What the last of some months pays beside its own deals, where January paid 1,000.00 on D1. */
async function takenBack(take: string, date: string, amount = ''): Promise<readonly string[]> {
  const month = Number(date.slice(5, 7))
  const each = project({
    plan: plan({ clawback: rule(take) }),
    deals: 'D1,ana,10000,2026-01-10,Won,,',
    events: `C1,D1,${date},cancel,${amount},`,
  })
  await closeAll(each, month - 1)
  await each.calc(`2026-${String(month).padStart(2, '0')}`)
  return lines(each, `2026-${String(month).padStart(2, '0')}`)
}

describe('a clawback', () => {
  test('takes back all that was paid, names the line, and what is below zero is carried', async () => {
    const each = project({
      plan: plan({ clawback: FULL }),
      deals: 'D1,ana,10000,2026-01-10,Won,,\nD2,ana,4000,2026-03-10,Won,,',
      events: 'C1,D1,2026-03-05,cancel,,customer left',
    })
    await closeAll(each, 3)
    expect(await lines(each, '2026-03')).toEqual(['ana commission D2 400.00', 'ana clawback D1 -1000.00'])
    const [[id]] = (await each.lines('2026-01', 'line_id')) as [[string]]
    expect((await each.lines('2026-03', 'kind', 'changes_line', 'reason', 'source_period'))[1]).toEqual([
      'clawback',
      id,
      'cancel C1 on 2026-03-05 (customer left): 1000.00 USD of 1000.00 USD earned on the deal is taken back by now',
      '2026-03',
    ])
    expect(await each.rows('2026-03', 'payouts.csv', ['clawbacks', 'payable'])).toEqual([
      ['-1000.00', '0.00'],
      ['0.00', '0.00'],
    ])
    expect(await each.rows('2026-03', 'balances.csv', ['kind', 'closing'])).toEqual([['negative', '600.00']])
    await each.close('2026-04')
    expect(await lines(each, '2026-04')).toEqual([])
  })

  test('takes a share', async () => {
    expect(await takenBack('take: 50%', '2026-03-05')).toEqual(['ana clawback D1 -500.00'])
  })

  test('takes until so many days after the day that it counts from, that day included', async () => {
    // January 10 and 60 days is March 11.
    const take = 'take: full, within: 60 days, count_from: deal.close_date'
    expect(await takenBack(take, '2026-03-11')).toEqual(['ana clawback D1 -1000.00'])
    expect(await takenBack(take, '2026-03-12')).toEqual([])
  })

  test('takes by bands of age', async () => {
    const take =
      'count_from: deal.close_date, take: {bands: [{within: 1 month, share: 100%}, {within: 3 months, share: 40%}]}'
    expect(await takenBack(take, '2026-02-10')).toEqual(['ana clawback D1 -1000.00'])
    expect(await takenBack(take, '2026-02-11')).toEqual(['ana clawback D1 -400.00'])
    expect(await takenBack(take, '2026-04-10')).toEqual(['ana clawback D1 -400.00'])
    expect(await takenBack(take, '2026-04-11')).toEqual([])
  })

  test('takes the part of the time that was left', async () => {
    // Two whole months of 12 have passed: 10/12 of 1,000 = 833.33.
    const take = 'count_from: deal.close_date, within: 12 months, take: pro_rata'
    expect(await takenBack(take, '2026-03-10')).toEqual(['ana clawback D1 -833.33'])
    expect(await takenBack(take, '2026-04-09')).toEqual(['ana clawback D1 -833.33'])
  })

  test('takes a part refund in proportion, and the next one from what is left', async () => {
    // 2,500 of 10,000 in February: 250; 7,500 more and some in March: the other 750.
    const each = project({
      plan: plan({ clawback: FULL }),
      deals: 'D1,ana,10000,2026-01-10,Won,,',
      events: 'C1,D1,2026-02-05,refund,2500,\nC2,D1,2026-03-05,refund,9000,',
    })
    await closeAll(each, 4)
    expect(await lines(each, '2026-02')).toEqual(['ana clawback D1 -250.00'])
    expect(await lines(each, '2026-03')).toEqual(['ana clawback D1 -750.00'])
    expect(await lines(each, '2026-04')).toEqual([])
  })

  test('cancels first what is not released, then takes its share of what was paid (F4)', async () => {
    // 500 of 1,000 was paid. Half of it is taken back, and the 500 that wait are cancelled: 250 stay.
    const release = ', release: [{at: booking, share: 50%}, {at: payment, share: 50%}]'
    const each = project({
      plan: plan({ clawback: rule('take: 50%'), more: release }),
      deals: 'D1,ana,10000,2026-01-10,Won,,',
      events: 'C1,D1,2026-02-05,cancel,,\nP1,D1,2026-03-05,payment,,',
    })
    await closeAll(each, 3)
    expect(await lines(each, '2026-02')).toEqual(['ana clawback D1 -750.00', 'ana accrued_released D1 500.00'])
    expect(
      await each.rows('2026-02', 'deal-pay.csv', ['earned', 'cancelled', 'taken_back', 'clawed_back', 'paid']),
    ).toEqual([['1000.00', '1', '3/4', '750.00', '250.00']])
    // A payment of a cancelled deal releases nothing.
    expect(await lines(each, '2026-03')).toEqual([])
  })

  test('settles the change alone: what it lets the payee keep is kept, whatever the export shows (F3)', async () => {
    const files = { plan: plan({ clawback: rule('take: 50%') }), deals: 'D1,ana,10000,2026-01-10,Won,,' }
    const each = project({ ...files, settings: 'inputs: {deals: {covers: {from: 2026-01-01, to: 2026-12-31}}}' })
    await each.close('2026-01')
    each.write({
      'data/deals.csv': `${HEADER}\nD1,ana,0,2026-01-10,Lost,,\n`,
      'data/events.csv': 'event_id,deal_id,date,type,amount,reason\nC1,D1,2026-02-05,cancel,,\n',
    })
    await each.close('2026-02')
    expect(await lines(each, '2026-02')).toEqual(['ana clawback D1 -500.00'])
    // Gone from the export and from the events file as well.
    each.write({ 'data/deals.csv': `${HEADER}\n`, 'data/events.csv': 'event_id,deal_id,date,type,amount,reason\n' })
    await each.close('2026-03')
    expect(await lines(each, '2026-03')).toEqual([])
  })

  test('without a rule the change is trued up in full', async () => {
    const each = project({ plan: plan({}), deals: 'D1,ana,10000,2026-01-10,Won,,' })
    await each.close('2026-01')
    each.write({ 'data/deals.csv': `${HEADER}\nD1,ana,10000,2026-01-10,Lost,2026-02-05,\n` })
    await each.close('2026-02')
    expect(await lines(each, '2026-02')).toEqual(['ana true_up D1 -1000.00'])
  })

  test('takes from everyone whom the deal paid, unless a component says none', async () => {
    // 60 % to ana, 40 % to bo; a spiff of 100 each that is theirs to keep.
    const spiff = `  - {id: extra, kind: spiff, measure: bookings, from: 2026-01-01, to: 2026-12-31, rate: {kind: flat, amount: 100, per: deal, split: whole}, clawback: none}`
    const each = project({
      plan: plan({ clawback: FULL, components: spiff }),
      deals: 'D1,ana,10000,2026-01-10,Won,,',
      splits: 'D1,ana,60\nD1,bo,40',
      events: 'C1,D1,2026-02-05,cancel,,',
    })
    await closeAll(each, 2)
    expect(await lines(each, '2026-02')).toEqual(['ana clawback D1 -600.00', 'bo clawback D1 -400.00'])
  })

  test('of a deal cancelled before it was paid leaves nothing', async () => {
    for (const restate of ['none', 'source']) {
      const each = project({
        plan: plan({ clawback: rule('take: 50%', restate) }),
        deals: 'D1,ana,10000,2026-01-10,Won,2026-01-20,',
      })
      await each.close('2026-01')
      const there = ['ana commission D1 1000.00', 'ana clawback D1 -1000.00']
      expect(await lines(each, '2026-01')).toEqual(restate === 'none' ? there : [])
      await each.close('2026-02')
      expect(await lines(each, '2026-02')).toEqual([])
    }
  })

  test('of a deal that was never credited is known to later runs, whose exports do not hold it any more', async () => {
    const each = project({
      plan: plan({ clawback: rule('take: full', 'source') }),
      deals: 'D1,ana,10000,2026-01-10,Won,,',
      events: 'C1,D1,2026-01-20,cancel,,',
    })
    await each.close('2026-01')
    each.write({ 'data/deals.csv': `${HEADER}\nD2,ana,4000,2026-02-10,Won,,\n` })
    await each.close('2026-02')
    expect(await lines(each, '2026-02')).toEqual(['ana commission D2 400.00'])
  })

  test('comes late where its event was told late', async () => {
    const each = project({ plan: plan({ clawback: FULL }), deals: 'D1,ana,10000,2026-01-10,Won,,' })
    await closeAll(each, 2)
    each.write({ 'data/events.csv': 'event_id,deal_id,date,type\nC1,D1,2026-01-20,cancel\n' })
    await each.close('2026-03')
    expect(await lines(each, '2026-03')).toEqual(['ana clawback D1 -1000.00'])
  })

  test('of a negative deal that reverses one is that of a refund, and the deal is no credit', async () => {
    // 4,000 of 10,000 are refunded; half of the pay on them is taken.
    const each = project({
      plan: plan({ clawback: rule('take: 50%') }),
      deals: 'D1,ana,10000,2026-01-10,Won,,\nR1,ana,-4000,2026-02-10,Won,,D1',
    })
    await closeAll(each, 2)
    expect(await lines(each, '2026-02')).toEqual(['ana clawback D1 -200.00'])
    expect(await each.rows('2026-02', 'exclusions.csv', ['deal_id', 'reason'])).toContainEqual(['R1', 'reversal'])
    const plain = project({ plan: plan({}), deals: 'D1,ana,10000,2026-01-10,Won,,\nR1,ana,-4000,2026-02-10,Won,,D1' })
    await closeAll(plain, 2)
    expect(await lines(plain, '2026-02')).toEqual(['ana commission R1 -400.00'])
  })
})

describe('attainment of a cancelled deal', () => {
  /** D1 and D2 reach the retroactive tier of the quarter: 10 % of both. D1 is cancelled in March. */
  const cancelled = (restate: string, take = 'take: full'): ClosingProject =>
    project({
      plan: plan({ clawback: rule(take, restate), window: 'quarter', rate: RETROACTIVE }),
      deals: 'D1,ana,10000,2026-01-10,Won,,\nD2,ana,12000,2026-02-10,Won,,\nD3,ana,2000,2026-03-20,Won,,',
      events: 'C1,D1,2026-03-05,cancel,,',
    })

  test('stays with none: the other deals keep their tier', async () => {
    // January 500; February 1,200 on D2 and 500 more on D1. March: D3 200, the 1,000 of D1 are taken back.
    const each = cancelled('none')
    await closeAll(each, 3)
    expect(await lines(each, '2026-02')).toEqual(['ana re_rating  500.00', 'ana commission D2 1200.00'])
    expect(await lines(each, '2026-03')).toEqual(['ana commission D3 200.00', 'ana clawback D1 -1000.00'])
  })

  test('is taken out of its window with source: other deals are trued up, and that names the clawback', async () => {
    // Without D1 the quarter is 14,000: 5 %. D2 was paid 1,200, is worth 600; D3 100. D1 itself: the 1,000 paid on it.
    const each = cancelled('source')
    await closeAll(each, 3)
    expect(await lines(each, '2026-03')).toEqual([
      'ana true_up D2 -600.00',
      'ana commission D3 100.00',
      'ana clawback D1 -1000.00',
    ])
    const reasons = await each.lines('2026-03', 'kind', 'reason')
    expect(reasons[0]![1]).toContain('the clawback of deal D1 (cancel C1)')
    await each.close('2026-04')
    expect(await lines(each, '2026-04')).toEqual([])
  })

  test.each([
    // D1 is refunded by 4,000 of its 10,000 in March, having been paid 1,000. Without them the quarter is 18,000.
    // With D3 of 1,000: 19,000 at 5 % are 950.
    ['1000', '950.00', 'D1 -400.00'],
    // With D3 of 3,000: 21,000 at 10 % are 2,100.
    ['3000', '2100.00', 'D1 -400.00'],
  ])('with source a part refund leaves what stays to today’s tier: a third deal of %s', async (third, worth, taken) => {
    const each = project({
      plan: plan({ clawback: rule('take: full', 'source'), window: 'quarter', rate: RETROACTIVE }),
      deals: `D1,ana,10000,2026-01-10,Won,,\nD2,ana,12000,2026-02-10,Won,,\nD3,ana,${third},2026-03-20,Won,,`,
      events: 'C1,D1,2026-03-05,refund,4000,',
    })
    await closeAll(each, 4)
    expect(await lines(each, '2026-03')).toContain(`ana clawback ${taken}`)
    expect(await lines(each, '2026-04')).toEqual([])
    const paid = (await Promise.all(months(4).map((month) => each.lines(month, 'amount', 'kind')))).flat()
    const sums = paid.filter(([, kind]) => !kind!.startsWith('negative')).map(([amount]) => Number(amount) * 100)
    expect((sums.reduce((a, b) => a + b) / 100).toFixed(2)).toBe(worth)
  })

  test('is taken out where it was cancelled with current: later deals stand lower, without pay for the debit', async () => {
    // Cancelled in April: the second quarter starts with -10,000. D4 of 25,000 comes to 15,000: 5 % of it, 1,250. In the
    // first quarter nothing changes. May: D5 of 6,000 lifts the quarter to 21,000: 600, and 1,250 more on D4.
    const each = project({
      plan: plan({ clawback: rule('take: full', 'current'), window: 'quarter', rate: RETROACTIVE }),
      deals: [
        'D1,ana,10000,2026-01-10,Won,,',
        'D2,ana,12000,2026-02-10,Won,,',
        'D4,ana,25000,2026-04-20,Won,,',
        'D5,ana,6000,2026-05-20,Won,,',
      ].join('\n'),
      events: 'C1,D1,2026-04-05,cancel,,',
    })
    await closeAll(each, 5)
    expect(await lines(each, '2026-04')).toEqual(['ana commission D4 1250.00', 'ana clawback D1 -1000.00'])
    expect(await lines(each, '2026-05')).toEqual(['ana re_rating  1250.00', 'ana commission D5 600.00'])
    expect(
      await each.rows('2026-05', 'credits.csv', ['deal_id', 'credit_date', 'credited_amount', 'via', 'credit']),
    ).toContainEqual(['D1', '2026-04-05', '-10000', '', 'cancelled'])
    await each.close('2026-06')
    expect(await lines(each, '2026-06')).toEqual([])
  })

  test('with source what the clawback leaves is kept, also the part by which it was re-rated', async () => {
    // Half of the 1,000 paid on D1 in two lines.
    const each = cancelled('source', 'take: 50%')
    await closeAll(each, 3)
    expect(await lines(each, '2026-03')).toContain('ana clawback D1 -500.00')
    await each.close('2026-04')
    expect(await lines(each, '2026-04')).toEqual([])
    const paid = (await Promise.all(months(4).map((month) => each.lines(month, 'amount', 'kind')))).flat()
    const earned = paid.filter(([, kind]) => !kind!.startsWith('negative')).map(([amount]) => Number(amount) * 100)
    // D2 600, D3 100, and 500 of D1.
    expect(earned.reduce((a, b) => a + b)).toBe(120000)
  })
})

describe('events are refused', () => {
  const files = { plan: plan({ clawback: rule('take: full, within: 60 days, count_from: deal.paid_on') }) }
  const codes = async (each: ClosingProject, period: string) => (await each.spm(`calc --period ${period}`)).codes

  test('where the deal is unknown, the original is missing, or one is told twice', async () => {
    const each = project({
      plan: plan({ clawback: FULL }),
      deals: 'D1,ana,10000,2026-01-10,Won,2026-01-20,\nR1,ana,-4000,2026-01-10,Won,,D9\nR2,ana,4000,2026-01-10,Won,,D1',
      events: 'C1,D8,2026-01-15,cancel,,\nC2,D1,2026-01-15,cancel,,',
    })
    expect(await codes(each, '2026-01')).toEqual(['SPM6082', 'SPM6082', 'SPM6080', 'SPM6081'])
  })

  test('where one that was settled is changed, or its date is cleared', async () => {
    const each = project({
      plan: plan({ clawback: FULL }),
      deals: 'D1,ana,10000,2026-01-10,Won,,\nD2,ana,10000,2026-01-11,Won,2026-02-03,',
      events: 'C1,D1,2026-02-05,refund,5000,',
    })
    await closeAll(each, 2)
    each.write({
      'data/deals.csv': `${HEADER}\nD1,ana,10000,2026-01-10,Won,,\nD2,ana,10000,2026-01-11,Won,,\n`,
      'data/events.csv': 'event_id,deal_id,date,type,amount\nC1,D1,2026-02-05,refund,6000\n',
    })
    expect(await codes(each, '2026-03')).toEqual(['SPM6084', 'SPM6084'])
  })

  test('where the day that age counts from is blank, or the deal has no amount', async () => {
    const blank = new ClosingProject({
      'plans/ae.yaml': files.plan,
      'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\n',
      'spm.yaml': 'inputs: {deals: {types: {paid_on: date}}}\n',
      'data/deals.csv': 'deal_id,payee_id,amount,close_date,stage,paid_on\nD1,ana,10000,2026-01-10,Won,\n',
      'data/events.csv': 'event_id,deal_id,date,type\nC1,D1,2026-01-20,cancel\n',
    })
    expect(await codes(blank, '2026-01')).toEqual(['SPM5960'])
    const nothing = project({
      plan: plan({ clawback: FULL }),
      deals: 'D1,ana,0,2026-01-10,Won,,',
      events: 'C1,D1,2026-01-15,refund,100,',
    })
    expect(await codes(nothing, '2026-01')).toEqual(['SPM5961'])
  })
})

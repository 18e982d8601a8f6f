import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
clawback: {on: [cancel, refund], take: full, restate_attainment: none}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`

const D1 = 'D1,ana,1000,2026-01-05,,'
const D2 = 'D2,bo,2000,2026-01-06,,'

const dealsCsv = (...rows: readonly string[]): string =>
  `deal_id,payee_id,amount,close_date,cancel_date,reverses\n${rows.join('\n')}\n`
const eventsCsv = (...rows: readonly string[]): string => `event_id,deal_id,date,type,amount\n${rows.join('\n')}\n`

function project(deals: string, events = eventsCsv(), settings = ''): ClosingProject {
  return new ClosingProject({
    'spm.yaml': `first_period: 2026-01\n${settings}`,
    'plans/ae.yaml': PLAN,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
    'data/deals.csv': deals,
    'data/events.csv': events,
  })
}

/** The first line of each error. */
const errors = async (each: ClosingProject, period: string): Promise<readonly string[]> =>
  [...(await each.spm(`calc --period ${period}`)).err.matchAll(/^error (.*)$/gm)].map(([, text]) => text!)

describe('an event that a closed period settled', () => {
  const settled = async (): Promise<ClosingProject> => {
    const each = project(dealsCsv(D1, D2), eventsCsv('C1,D2,2026-01-20,refund,500'))
    await each.close('2026-01')
    return each
  }
  const WAS = 'when a closed period settled it, and is'

  test.each([
    ['its amount', 'C1,D2,2026-01-20,refund,501', `2:25 the amount of event "C1" was 500 ${WAS} 501 now`],
    [
      'to all of the deal',
      'C1,D2,2026-01-20,refund,',
      `2:25 the amount of event "C1" was 500 ${WAS} all of the deal now`,
    ],
    ['its type', 'C1,D2,2026-01-20,cancel,500', `2:18 the type of event "C1" was refund ${WAS} cancel now`],
    ['its day', 'C1,D2,2026-01-21,refund,500', `2:7 the date of event "C1" was 2026-01-20 ${WAS} 2026-01-21 now`],
    ['a day to come', 'C1,D2,2026-09-01,refund,500', `2:7 the date of event "C1" was 2026-01-20 ${WAS} 2026-09-01 now`],
    ['its deal', 'C1,D1,2026-01-20,refund,500', `2:4 event "C1" was of deal "D2" ${WAS} of "D1" now`],
  ])('is refused when it changes: %s', async (_, row, message) => {
    const each = await settled()
    each.write({ 'data/events.csv': eventsCsv(row) })
    expect(await errors(each, '2026-02')).toEqual([`SPM6084 data/events.csv:${message}`])
  })

  test('stays as it was when its row is gone, or written the same with more digits', async () => {
    for (const rows of [[], ['C1,D2,2026-01-20,refund,500.00']]) {
      const each = await settled()
      each.write({ 'data/events.csv': eventsCsv(...rows) })
      await each.calc('2026-02')
      expect(await each.lines('2026-02', 'kind', 'amount')).toEqual([])
    }
  })

  test.each([
    ['cleared', '', 'blank'],
    ['a day to come', '2026-09-01', '2026-09-01'],
  ])('is refused when the date of the deal that tells it is %s', async (_, cell, now) => {
    const each = project(dealsCsv(D1, 'D2,bo,2000,2026-01-06,2026-01-20,'))
    await each.close('2026-01')
    each.write({ 'data/deals.csv': dealsCsv(D1, `D2,bo,2000,2026-01-06,${cell},`) })
    const message = `SPM6084 data/deals.csv:3:23 cancel_date of deal "D2" was 2026-01-20 ${WAS} ${now} now`
    expect(await errors(each, '2026-02')).toEqual([message])
  })
})

describe('a negative deal that reverses another', () => {
  const refund = (amount: string, date: string, original: string): string =>
    dealsCsv(D1, D2, `R1,bo,${amount},${date},,${original}`)

  // Left as it was and taken as a deal of its own, the refund would be taken back twice.
  test.each([
    [
      'to nothing',
      refund('-500', '2026-01-10', ''),
      '4:24 deal "R1" reversed "D2" when a closed period settled it, and reverses nothing now',
    ],
    [
      'to another',
      refund('-500', '2026-01-10', 'D1'),
      '4:24 deal "R1" reversed "D2" when a closed period settled it, and reverses "D1" now',
    ],
    [
      'its amount',
      refund('-600', '2026-01-10', 'D2'),
      '4:7 the amount of deal "R1", which refunds "D2", was 500 when a closed period settled it, and is 600 now',
    ],
    [
      'its day',
      refund('-500', '2026-01-11', 'D2'),
      '4:12 the date of deal "R1", which refunds "D2", was 2026-01-10 when a closed period settled it, and is 2026-01-11 now',
    ],
  ])('is refused when it changes after a close: %s', async (_, deals, message) => {
    const each = project(refund('-500', '2026-01-10', 'D2'))
    await each.close('2026-01')
    each.write({ 'data/deals.csv': deals })
    expect(await errors(each, '2026-02')).toEqual([`SPM6084 data/deals.csv:${message}`])
  })

  test.each([
    [
      'a deal that is not there',
      refund('-500', '2026-01-10', 'D9'),
      '4:24 deal "R1" reverses "D9", which the deals do not have',
    ],
    ['itself', refund('-500', '2026-01-10', 'R1'), '4:24 deal "R1" reverses "R1", which reverses a deal itself'],
    ['by nothing', refund('0', '2026-01-10', 'D2'), '4:7 deal "R1" reverses "D2", and its amount is not below zero'],
  ])('is refused where it reverses %s', async (_, deals, message) => {
    expect(await errors(project(deals), '2026-01')).toEqual([`SPM6082 data/deals.csv:${message}`])
  })

  test('is refused where that one is a refund too: neither would be taken back', async () => {
    const deals = dealsCsv(D1, D2, 'R1,bo,-500,2026-01-10,,D2', 'R2,bo,-500,2026-01-11,,R1')
    const message = 'SPM6082 data/deals.csv:5:24 deal "R2" reverses "R1", which reverses a deal itself'
    expect(await errors(project(deals), '2026-01')).toEqual([message])
  })

  test('takes back its part by one cent', async () => {
    const each = project(refund('-0.10', '2026-01-10', 'D2'))
    await each.calc('2026-01')
    // 10 % of 0.10.
    expect(await each.lines('2026-01', 'kind', 'deal_id', 'amount')).toContainEqual(['clawback', 'D2', '-0.01'])
  })
})

test('an event of a deal that is listed as a bad row waits with it, and does not stop the run', async () => {
  const bad = dealsCsv(D1, 'D2,bo,oops,2026-01-06,,')
  const reject = 'inputs: {deals: {on_bad_row: reject}}\n'
  const each = project(bad, eventsCsv('C1,D2,2026-01-20,cancel,'), reject)
  await each.calc('2026-01')
  expect(await each.lines('2026-01', 'kind', 'deal_id', 'amount')).toEqual([['commission', 'D1', '100.00']])
})

import { describe, expect, test } from 'vitest'
import { calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const MONTHS = ['2026-01', '2026-02', '2026-03']
/** A quota of 3,000 for the quarter; the gate opens at 2,400. */
const months = async (gate: string, deals: readonly string[], more = '') => {
  const runs = await calculateAll(
    {
      plans: plan({
        keys: ['negative: owed'],
        components: [`id: c, window: quarter, rate: { kind: flat, rate: 10% }, gate: { measure: won, ${gate} }${more}`],
      }),
      reps: ANA,
      quotas: csv('payee_id period amount', 'ana 2026-Q1 3000'),
      deals: csv(DEALS, ...deals),
    },
    MONTHS,
  )
  for (const run of runs) expect(run.codes).toEqual([])
  return runs
}
const lines = (runs: Awaited<ReturnType<typeof months>>) => runs.map((run) => pick(run.lines, 'kind', 'amount'))

describe('a gate that holds over a cap that carries (F20, F32)', () => {
  const GATE = 'at_least: 80%, window: quarter, against: full_quota, else: hold, reclose: keep'
  const CAP = ', cap: { per_period: 90, excess: carried, until: window_end, then: lost }'
  const TWO = ['A ana 1000 2026-01-10', 'B ana 1400 2026-02-10']
  test('releases what waited beside the cap; what the cap cut waits for room of its own', async () => {
    expect(lines(await months(GATE, [...TWO, 'C ana 300 2026-03-10'], CAP))).toEqual([
      // 100, of which 10 are carried and 90 wait
      [
        ['commission', '100.00'],
        ['period_cap', '-10.00'],
        ['gate', '-90.00'],
      ],
      // 2,400 are 80 %. 140 fill the cap, 50 more are carried
      [
        ['commission', '140.00'],
        ['period_cap', '-50.00'],
        ['gate_release', '90.00'],
      ],
      // 30 leave room for all 60
      [
        ['commission', '30.00'],
        ['carried', '60.00'],
      ],
    ])
  })
  test('holds what finds room while it is closed, and loses it with the quarter', async () => {
    // A cent less: 2,399.99 in March
    const runs = await months(GATE, [...TWO, 'C ana -0.01 2026-03-10'], CAP)
    // The memo takes 0.001, nothing to the cent
    expect(lines(runs)[2]).toEqual([
      ['commission', '0.00'],
      ['carried', '60.00'],
      ['gate', '-60.00'],
    ])
    expect(pick(runs[2]!.exceptions, 'kind', 'message')).toEqual([
      [
        'gate_lost',
        'p/c: 60.00 USD that waited are lost with 2026-Q1; gate: won at 79.99 %, at least 80.00 % opens it',
      ],
    ])
  })
})

describe('a gate that loses and takes back (F20)', () => {
  test('has all of its window back when it closes, and opens for later pay periods only', async () => {
    const GATE = 'at_least: 80%, window: quarter, against: full_quota, else: lost, reclose: take_back'
    const deals = ['A ana 2400 2026-01-10', 'B ana -100 2026-02-10', 'C ana 200 2026-03-10']
    expect(lines(await months(GATE, deals))).toEqual([
      [['commission', '240.00']],
      [
        ['commission', '-10.00'],
        ['gate', '10.00'],
        ['gate_reversal', '-240.00'],
      ],
      [['commission', '20.00']],
    ])
  })
})

describe('a gate against the quota to date (F20)', () => {
  test('asks each pay period for what the quota is by then', async () => {
    const GATE = 'at_least: 100%, window: quarter, against: quota_to_date, else: hold, reclose: keep'
    // 999.99 of 1,000; 2,000 of 2,000; 2,999.99 of 3,000
    const deals = ['A ana 999.99 2026-01-10', 'B ana 1000.01 2026-02-10', 'C ana 999.99 2026-03-10']
    const runs = await months(GATE, deals)
    expect(lines(runs)).toEqual([
      [
        ['commission', '100.00'],
        ['gate', '-100.00'],
      ],
      [
        ['commission', '100.00'],
        ['gate_release', '100.00'],
      ],
      [
        ['commission', '100.00'],
        ['gate', '-100.00'],
      ],
    ])
    expect(pick(runs[2]!.exceptions, 'kind')).toEqual([['gate_lost']])
  })
})

import { describe, expect, test } from 'vitest'
import { calculate, calculateAll, pick } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const PLAN = plan({
  measures: { won: 'where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct' },
  components: ['id: c, window: quarter, rate: { kind: flat, rate: 10% }'],
})
const STAGED = `${DEALS} stage`

test('every deal is credited, or excluded with a reason: read = credited + excluded + rejected', async () => {
  const run = await calculate({
    plans: plan({
      measures: { won: 'where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct' },
      assign: 'rep.title == "AE"',
      components: ['id: c, window: quarter, rate: { kind: flat, rate: 10% }'],
    }),
    reps: csv(
      'payee_id name title hire_date end_date effective_from',
      'ana Ana AE - - -',
      'new New AE 2026-05-15 - -',
      'old Old AE - 2026-05-10 -',
      'row Row AE - - 2026-05-20',
      'non Non CEO - - -',
    ),
    deals: csv(
      STAGED,
      'A ana 100 2026-05-05 Won',
      'B ana 100 2026-05-06 Lost',
      'C ana 100 2026-03-31 Won',
      'D ana 100 2026-06-01 Won',
      'E new 100 2026-05-14 Won',
      'F old 100 2026-05-11 Won',
      'G row 100 2026-05-19 Won',
      'H non 100 2026-05-19 Won',
      'I non 100 2026-05-19 Lost',
      'J ana 0 2026-05-19 Won',
      'K ana 100 2026-04-05 Won',
    ),
    period: '2026-05',
  })
  expect(run.codes).toEqual([])
  expect(run.counts).toEqual({ read: 11, credited: 3, excluded: 8, rejected: 0 })
  expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([
    ['B', 'condition_false'],
    ['C', 'before_window'],
    ['D', 'after_period'],
    ['E', 'not_yet_hired'],
    ['F', 'left_company'],
    ['G', 'no_rep_row'],
    ['H', 'no_plan'],
    ['I', 'condition_false'],
  ])
  expect(pick(run.exceptions, 'kind', 'payee_id', 'deal_id')).toEqual([
    ['left_company', 'old', 'F'],
    ['no_plan', 'non', 'H'],
    ['no_rep_row', 'row', 'G'],
    ['not_yet_hired', 'new', 'E'],
    ['zero_amount', 'ana', 'J'],
  ])
})

test('an exception is told once: in the run of its period, not in every later run of the window', async () => {
  const runs = await calculateAll(
    {
      plans: PLAN,
      reps: csv('payee_id name end_date', 'ana Ana -', 'old Old 2026-04-10'),
      deals: csv(STAGED, 'F old 100 2026-04-11 Won', 'Z ana 0 2026-04-12 Won'),
    },
    ['2026-04', '2026-05', '2026-06'],
  )
  expect(runs.map((run) => run.exceptions.length)).toEqual([2, 0, 0])
})

describe('a blank that a plan needs', () => {
  const project = (onBad: string, deals: string) => ({
    plans: PLAN,
    reps: ANA,
    deals,
    settings: `inputs: { deals: { on_bad_row: ${onBad} } }`,
    period: '2026-05',
  })
  const deals = csv(
    STAGED,
    'A ana 100 2026-05-05 Won',
    'B ana - 2026-05-06 Won',
    'C ana - 2026-05-06 Lost',
    'D ana 5 - Won',
  )
  test('stops the run, naming every such deal', async () => {
    expect((await calculate(project('stop', deals))).codes).toEqual(['SPM5030', 'SPM5030'])
  })
  test('or is rejected, listed and counted, where settings say so', async () => {
    const run = await calculate(project('reject', deals))
    expect(run.ok).toBe(true)
    expect(run.counts).toEqual({ read: 4, credited: 1, excluded: 1, rejected: 2 })
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([
      ['B', 'rejected'],
      ['C', 'condition_false'],
      ['D', 'rejected'],
    ])
  })
  test('a bad cell is rejected in the same way', async () => {
    const run = await calculate(project('reject', csv(STAGED, 'A ana 1e5 2026-05-05 Won', 'B ana 7 2026-05-05 Won')))
    expect(run.counts).toEqual({ read: 2, credited: 1, excluded: 0, rejected: 1 })
  })
  test('does not matter in a deal that the period does not see', async () => {
    const later = csv(
      `${STAGED} seats`,
      'A ana 100 2026-05-05 Won 2',
      'B ana 100 2026-06-05 Won -',
      'C ana 1 2025-06-05 Won -',
    )
    const run = await calculate({
      plans: plan({
        measures: { won: 'where: deal.seats > 1, amount: deal.amount, date: deal.close_date, credit: direct' },
        components: ['id: c, window: quarter, rate: { kind: flat, rate: 10% }'],
      }),
      reps: ANA,
      deals: later,
      settings: 'inputs: { deals: { types: { seats: number } } }',
      period: '2026-05',
    })
    expect(run.codes).toEqual([])
    expect(pick(run.exclusions, 'deal_id', 'reason')).toEqual([
      ['B', 'after_period'],
      ['C', 'before_window'],
    ])
  })
})

test('a hundred bad cells are reported at once', async () => {
  const rows = Array.from({ length: 100 }, (_, index) => `D${index} ana 1,2,3 2026-13-01 Won`.replace('1,2,3', '12x'))
  const run = await calculate({ plans: PLAN, reps: ANA, deals: csv(STAGED, ...rows), period: '2026-05' })
  expect(run.ok).toBe(false)
  // An amount and a date in each of a hundred rows; each with its place.
  const placed = run.found.filter(({ place }) => place?.record !== undefined)
  expect(placed.length).toBeGreaterThanOrEqual(100)
  expect(new Set(placed.map(({ place }) => place!.record)).size).toBe(100)
})

test('problems of all inputs are reported in one run', async () => {
  const run = await calculate({
    plans: PLAN,
    reps: ANA,
    deals: csv(STAGED, 'A nobody 1 2026-05-05 Won'),
    quotas: csv('payee_id period amount', 'nobody 2026 1'),
    splits: csv('deal_id payee_id percent', 'A ana 50'),
    period: '2026-05',
  })
  expect(run.codes).toContain('SPM5060')
  expect(run.codes).toContain('SPM2021')
})

test('everybody on a plan has a row in payouts, with or without deals', async () => {
  const run = await calculate({
    plans: PLAN,
    reps: csv('payee_id name', 'b B', 'a A'),
    deals: csv(STAGED),
    period: '2026-05',
  })
  expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
    ['a', '0.00'],
    ['b', '0.00'],
  ])
})

test('payees called constructor and __proto__ are paid like everybody', async () => {
  const run = await calculate({
    plans: PLAN,
    reps: csv('payee_id name', '__proto__ P', 'constructor C'),
    deals: csv(STAGED, 'toString __proto__ 100 2026-05-05 Won', 'D constructor 100 2026-05-05 Won'),
    period: '2026-05',
  })
  expect(pick(run.payouts, 'payee_id', 'payable')).toEqual([
    ['__proto__', '10.00'],
    ['constructor', '10.00'],
  ])
})

describe('what finds no match says so (F47)', () => {
  const project = { reps: ANA, deals: csv(STAGED, 'A ana 100 2026-05-05 Won', 'B ana 100 2026-09-06 Lost') }
  const counting = (where: string, assign = '"true"'): string =>
    plan({
      assign,
      measures: { won: `where: ${where}, amount: deal.amount, date: deal.close_date, credit: direct` },
      components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
    })

  test('a condition that no deal of the export meets', async () => {
    const run = await calculate({ ...project, plans: counting('deal.stage == "won"'), period: '2026-05' })
    expect(run.codes).toEqual(['SPM5065'])
    expect(run.ok).toBe(true)
  })

  test('a condition that only a deal of another month meets is met', async () => {
    const run = await calculate({ ...project, plans: counting('deal.stage == "Lost"'), period: '2026-05' })
    expect(run.codes).toEqual([])
  })

  test('a plan that nobody is on, whatever its conditions', async () => {
    const run = await calculate({
      ...project,
      plans: counting('deal.stage == "won"', 'rep.name == "Nobody"'),
      period: '2026-05',
    })
    expect(run.codes).toEqual(['SPM5064'])
  })

  test('a plan that is over is not asked', async () => {
    const over = plan({
      id: 'old',
      to: '2026-04-30',
      assign: 'rep.name == "Nobody"',
      components: ['id: c, window: period, rate: { kind: flat, rate: 10% }'],
    })
    const run = await calculate({ ...project, plans: [over, counting('deal.stage == "Won"')], period: '2026-05' })
    expect(run.codes).toEqual([])
  })
})

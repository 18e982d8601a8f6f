import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

/** 5 % of what somebody books in the quarter, 10 % of all of it from 20,000 on. */
const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
proration: none
negative: carry
measures:
  bookings: {where: deal.stage == "won", amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - id: base
    kind: commission
    measure: bookings
    window: quarter
    against: full_quota
    rate: {kind: tiered, by: amount, mode: retroactive, tiers: [{from: 0, rate: 5%}, {from: 20000, rate: 10%}]}
`
const HEAD = 'deal_id,payee_id,amount,close_date,stage\n'
const JANUARY = 'D1,E1,10000,2026-01-10,won\nD2,E2,5000,2026-01-11,won\n'

async function closedJanuary(more: Readonly<Record<string, string>> = {}): Promise<ClosingProject> {
  const project = new ClosingProject({
    'plans/ae.yaml': PLAN,
    'data/reps.csv': 'payee_id,name,plan\nE1,Ann,ae\nE2,Bob,ae\n',
    'data/deals.csv': HEAD + JANUARY,
    ...more,
  })
  // 5 % of 10,000 and of 5,000.
  await project.close('2026-01')
  return project
}

const trueUps = async (project: ClosingProject, period = '2026-02') =>
  (await project.lines(period, 'payee_id', 'kind', 'deal_id', 'source_period', 'amount', 'reason')).filter(
    ([, kind]) => kind === 'true_up',
  )

describe('what closed periods pay by today’s data', () => {
  test('is nothing more where nothing changed', async () => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': `${HEAD}${JANUARY}D4,E1,1000,2026-02-03,won\n` })
    await project.calc('2026-02')
    expect(await project.lines('2026-02', 'payee_id', 'kind', 'amount')).toEqual([['E1', 'commission', '50.00']])
  })

  test('F2: a late deal that reaches a retroactive tier pays itself and more on the deals paid before', async () => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': `${HEAD}${JANUARY}D3,E1,10000,2026-01-20,won\nD4,E1,1000,2026-02-03,won\n` })
    await project.calc('2026-02')
    // January: 20,000 at 10 % = 2,000, of which 500 were paid: 500 more on D1, 1,000 on D3. February: 10 % of 1,000.
    expect(await project.lines('2026-02', 'kind', 'deal_id', 'source_period', 'amount')).toEqual(
      expect.arrayContaining([
        ['true_up', 'D1', '2026-01', '500.00'],
        ['true_up', 'D3', '2026-01', '1000.00'],
        ['commission', 'D4', '2026-02', '100.00'],
      ]),
    )
    expect((await trueUps(project)).map(([, , deal, , , why]) => [deal, why!.split(': ').at(-1)])).toEqual(
      expect.arrayContaining([
        ['D1', 'other deals changed (D3)'],
        ['D3', 'the deal came after the close'],
      ]),
    )
  })

  test.each([
    ['changed', 'D1,E1,10000,2026-01-10,won\nD2,E2,1000,2026-01-11,won\n', '-200.00', 'amount was 5000, is 1000'],
    ['lost again', 'D1,E1,10000,2026-01-10,won\nD2,E2,5000,2026-01-11,lost\n', '-250.00', 'stage was won, is lost'],
    [
      're-dated',
      'D1,E1,10000,2026-01-10,won\nD2,E2,5000,2026-02-11,won\n',
      '-250.00',
      'close_date was 2026-01-11, is 2026-02-11',
    ],
  ])('a deal that was %s is taken back or paid with its reason', async (_, deals, amount, reason) => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': HEAD + deals })
    await project.calc('2026-02')
    const [line, other] = await trueUps(project)
    expect(other).toBeUndefined()
    expect(line!.slice(0, 5)).toEqual(['E2', 'true_up', 'D2', '2026-01', amount])
    expect(line![5]).toContain(reason)
  })

  test('a re-dated deal is taken from the closed period and paid in the open one', async () => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': `${HEAD}D1,E1,10000,2026-01-10,won\nD2,E2,5000,2026-02-11,won\n` })
    await project.calc('2026-02')
    expect(await project.lines('2026-02', 'payee_id', 'kind', 'amount')).toEqual(
      expect.arrayContaining([
        ['E2', 'true_up', '-250.00'],
        ['E2', 'commission', '250.00'],
      ]),
    )
  })

  test('F2: what was trued up once is not trued up again, and is taken back when the change is', async () => {
    const project = await closedJanuary()
    const late = `${JANUARY}D3,E1,10000,2026-01-20,won\n`
    project.write({ 'data/deals.csv': HEAD + late })
    await project.close('2026-02')
    await project.calc('2026-03')
    expect(await trueUps(project, '2026-03')).toEqual([])
    project.write({ 'data/deals.csv': HEAD + late.replace('D3,E1,10000', 'D3,E1,9000') })
    await project.calc('2026-03')
    // January is now 19,000 at 5 % = 950; 2,000 were paid: D1 500 less, D3 1,000 -> 450.
    expect((await trueUps(project, '2026-03')).map(([, , deal, , amount]) => [deal, amount]).sort()).toEqual([
      ['D1', '-500.00'],
      ['D3', '-550.00'],
    ])
  })
})

describe('F6: a deal that the export does not hold any more', () => {
  test('moves no money and is an exception where nothing says what the export covers', async () => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': `${HEAD}D1,E1,10000,2026-01-10,won\n` })
    await project.calc('2026-02')
    expect(await trueUps(project)).toEqual([])
    expect(await project.rows('2026-02', 'exceptions.csv', ['kind', 'deal_id'])).toEqual([['deal_missing', 'D2']])
  })

  test('goes on counting where the export covers other days: a month’s export is enough', async () => {
    const project = await closedJanuary({
      'spm.yaml': 'inputs: {deals: {covers: {from: 2026-02-01, to: 2026-02-28}}}\n',
    })
    project.write({ 'data/deals.csv': `${HEAD}D4,E1,10000,2026-02-03,won\n` })
    await project.calc('2026-02')
    // The quarter stands at 20,000: all of it at 10 %. D4 1,000; D1, which the ledger holds, 500 more as re-rating.
    expect(await project.lines('2026-02', 'kind', 'amount')).toEqual([
      ['re_rating', '500.00'],
      ['commission', '1000.00'],
    ])
    expect(await project.rows('2026-02', 'exceptions.csv', ['kind'])).toEqual([])
    expect(JSON.parse((await project.spm('calc --period 2026-02 --format json')).out).deals).toMatchObject({
      read: 3,
      from_ledger: 2,
      credited: 3,
    })
  })

  test('was removed where the export covers its day, stays removed, and is paid again when it comes back', async () => {
    const settings = 'inputs: {deals: {covers: {from: 2026-01-01, to: 2026-03-31}}}\n'
    const project = await closedJanuary({ 'spm.yaml': settings })
    project.write({ 'data/deals.csv': `${HEAD}D1,E1,10000,2026-01-10,won\n` })
    await project.close('2026-02')
    const [line] = await trueUps(project)
    expect(line!.slice(0, 5)).toEqual(['E2', 'true_up', 'D2', '2026-01', '-250.00'])
    expect(line![5]).toContain('the deal was removed')
    // A later export says nothing of January any more.
    project.write({ 'spm.yaml': settings.replace('01-01', '03-01') })
    await project.calc('2026-03')
    expect(await trueUps(project, '2026-03')).toEqual([])
    project.write({ 'data/deals.csv': HEAD + JANUARY })
    await project.calc('2026-03')
    expect((await trueUps(project, '2026-03')).map(([, , deal, , amount]) => [deal, amount])).toEqual([
      ['D2', '250.00'],
    ])
  })
})

describe('F7: a closed credit', () => {
  const moved = `${HEAD}D1,E2,10000,2026-01-10,won\nD2,E2,5000,2026-01-11,won\n`

  test('keeps its owner, which is an exception', async () => {
    const project = await closedJanuary()
    project.write({ 'data/deals.csv': moved })
    await project.close('2026-02')
    expect(await trueUps(project)).toEqual([])
    expect(await project.rows('2026-02', 'exceptions.csv', ['kind', 'deal_id'])).toEqual([['owner_changed', 'D1']])
    // The ledger does not forget who was paid.
    await project.calc('2026-03')
    expect(await trueUps(project, '2026-03')).toEqual([])
  })

  test('goes to the new owner where settings say so', async () => {
    const project = await closedJanuary({ 'spm.yaml': 'true_up: {owner: follow}\n' })
    project.write({ 'data/deals.csv': moved })
    await project.calc('2026-02')
    expect((await trueUps(project)).map(([payee, , deal, , amount]) => [payee, deal, amount])).toEqual([
      ['E1', 'D1', '-500.00'],
      ['E2', 'D1', '500.00'],
    ])
    expect((await trueUps(project))[0]![5]).toContain('owner was E1, is E2')
  })

  test('keeps its split, or follows a new one', async () => {
    const splits = 'deal_id,payee_id,percent\nD1,E1,60%\nD1,E2,40%\n'
    const kept = await closedJanuary()
    kept.write({ 'data/splits.csv': splits })
    await kept.calc('2026-02')
    expect(await trueUps(kept)).toEqual([])
    const followed = await closedJanuary({ 'spm.yaml': 'true_up: {owner: follow}\n' })
    followed.write({ 'data/splits.csv': splits })
    await followed.calc('2026-02')
    // E1 keeps 60 % of 500; E2 gets 200.
    expect((await trueUps(followed)).map(([payee, , , , amount]) => [payee, amount])).toEqual([
      ['E1', '-200.00'],
      ['E2', '200.00'],
    ])
    expect((await trueUps(followed))[0]![5]).toContain('split was E1')
  })

  test('is paid by the plan it was paid by: a change that reaches back is refused, or restates', async () => {
    const project = await closedJanuary()
    const richer = PLAN.replace('rate: 5%', 'rate: 6%')
    project.write({ 'plans/ae.yaml': richer })
    expect(await project.spm('calc --period 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6060'] })
    project.write({ 'plans/ae.yaml': `${richer}restates: 2026-01\n` })
    await project.calc('2026-02')
    // 1 % more of 10,000 and of 5,000.
    expect((await trueUps(project)).map(([payee, , , , amount]) => [payee, amount])).toEqual([
      ['E1', '100.00'],
      ['E2', '50.00'],
    ])
    expect((await trueUps(project))[0]![5]).toContain('plan ae was restated')
  })

  test('a plan’s name, comments and a new version from the open period on change nothing', async () => {
    const project = await closedJanuary()
    const next = PLAN.replace('from: 2026-01-01', 'from: 2026-02-01').replace('rate: 5%', 'rate: 6%')
    project.write({
      'plans/ae.yaml': `# reviewed\n${PLAN.replace('2026-12-31', '2026-01-31')}name: Account executives\n`,
      'plans/ae-2.yaml': `${next}continues: ae\n`,
    })
    await project.calc('2026-02')
    expect(await trueUps(project)).toEqual([])
  })

  test('a reps row that changes closed days is refused, or restates; a newcomer and a leaver are not', async () => {
    const project = await closedJanuary()
    project.write({ 'data/reps.csv': 'payee_id,name,plan,end_date\nE1,Anna,ae,\nE2,Bob,ae,2026-02-10\nE3,Cid,ae,\n' })
    await project.calc('2026-02')
    expect(await trueUps(project)).toEqual([])
    const moved = 'payee_id,name,plan,hire_date,restates\nE1,Ann,ae,,\nE2,Bob,ae,2026-01-12,\n'
    project.write({ 'data/reps.csv': moved })
    expect(await project.spm('calc --period 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6060'] })
    project.write({ 'data/reps.csv': moved.replace('2026-01-12,', '2026-01-12,2026-01') })
    await project.calc('2026-02')
    // Hired a day after D2: it was not his.
    expect((await trueUps(project)).map(([payee, , deal, , amount]) => [payee, deal, amount])).toEqual([
      ['E2', 'D2', '-250.00'],
    ])
  })

  test('stays as it was where a row gets its last day, or somebody leaves, after the close; unless plans read that', async () => {
    const head = 'payee_id,name,plan,end_date,effective_from,effective_to\n'
    const before = { 'data/reps.csv': `${head}E1,Ann,ae,,,\nE2,Bob,ae,,,\n` }
    const after = `${head}E1,Ann,ae,,,2026-01-31\nE1,Ann,ae,,2026-02-01,\nE2,Bob,ae,2026-02-10,,\n`
    const project = await closedJanuary(before)
    project.write({ 'data/reps.csv': after })
    await project.calc('2026-02')
    expect(await trueUps(project)).toEqual([])
    // The last closed day is a closed one.
    project.write({ 'data/reps.csv': after.replace('2026-02-10', '2026-01-31') })
    expect(await project.spm('calc --period 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6060'] })
    const reading = PLAN.replace('window: quarter', 'window: quarter\n    where: has(rep.end_date) == false')
    const read = await closedJanuary({ ...before, 'plans/ae.yaml': reading })
    read.write({ 'data/reps.csv': after })
    expect(await read.spm('calc --period 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6060'] })
  })

  test('is taken back where nobody is on its plan any more, whose quarter ended with the closed month', async () => {
    const quarterly = PLAN.replace('plan: ae', 'plan: q')
      .replace('pays: month', 'pays: quarter')
      .replace(/ *against.*\n/, '')
    const reps = 'payee_id,name,plan,restates\nE1,Ann,ae,\nE2,Bob,q,\n'
    const project = await closedJanuary({ 'plans/q.yaml': quarterly, 'data/reps.csv': reps })
    await project.close('2026-02')
    await project.close('2026-03')
    project.write({ 'data/reps.csv': reps.replace('q,', 'ae,2026-01') })
    await project.calc('2026-04')
    // 5 % of 5,000, paid for the quarter by q and due for January by ae.
    const lines = await project.lines('2026-04', 'payee_id', 'plan_id', 'source_period', 'kind', 'amount')
    expect([...lines].sort()).toEqual([
      ['E2', 'ae', '2026-01', 'true_up', '250.00'],
      ['E2', 'q', '2026-Q1', 'true_up', '-250.00'],
    ])
  })

  test('keeps its rate under the id of a period of a calendar of its own', async () => {
    const periods = [
      'P1,month,2026-01-01,2026-02-01',
      'P2,month,2026-02-01,2026-03-01',
      'P3,month,2026-03-01,2026-04-01',
    ]
    const fx = 'date,from,to,rate\nP1,EUR,USD,1.10\n'
    const project = new ClosingProject({
      'plans/ae.yaml': PLAN.replace('window: quarter', 'window: period').replace('    against: full_quota\n', ''),
      'spm.yaml': 'calendar: {periods: data/periods.csv}\nfx: {credit: period_average}\n',
      'data/periods.csv': `period_id,level,start,end\n${periods.join('\n')}\n`,
      'data/reps.csv': 'payee_id,name,plan\nE2,Bob,ae\n',
      'data/deals.csv': 'deal_id,payee_id,amount,close_date,stage,currency\nD2,E2,5000,2026-01-11,won,EUR\n',
      'data/fx.csv': fx,
    })
    await project.close('P1')
    project.write({ 'data/fx.csv': fx.replace('1.10', '1.20') })
    await project.calc('P2')
    expect(await trueUps(project, 'P2')).toEqual([])
  })

  test('keeps its rate of exchange unless settings restate rates', async () => {
    const fx = 'date,from,to,rate\n2026-01-11,EUR,USD,1.10\n'
    const project = await closedJanuary({
      'spm.yaml': 'fx: {credit: deal_date}\n',
      'data/fx.csv': fx,
      'data/deals.csv': 'deal_id,payee_id,amount,close_date,stage,currency\nD2,E2,5000,2026-01-11,won,EUR\n',
    })
    project.write({ 'data/fx.csv': fx.replace('1.10', '1.20') })
    await project.calc('2026-02')
    expect(await trueUps(project)).toEqual([])
    project.write({ 'spm.yaml': 'fx: {credit: deal_date, restate: true}\n' })
    await project.calc('2026-02')
    // 5,000 EUR are 6,000 instead of 5,500 USD: 5 % of 500.
    expect((await trueUps(project)).map(([payee, , , , amount]) => [payee, amount])).toEqual([['E2', '25.00']])
  })
})

test('a late deal is also the reason of what a later closed period no longer pays', async () => {
  const project = await closedJanuary()
  const february = 'D4,E1,10000,2026-02-03,won\n'
  project.write({ 'data/deals.csv': HEAD + JANUARY + february })
  // 20,000 in the quarter: 10 % of D4, and 5 % more of D1.
  await project.close('2026-02')
  project.write({ 'data/deals.csv': `${HEAD}${JANUARY}${february}D3,E1,10000,2026-01-20,won\n` })
  await project.calc('2026-03')
  // With D3, January had them already: 10 % of D3, 5 % more of D1, which February paid.
  const lines = (await trueUps(project, '2026-03')).map(([, , deal, source, amount, why]) => [
    deal,
    source,
    amount,
    why,
  ])
  expect(lines.toSorted()).toEqual([
    ['', '2026-02', '-500.00', 're-rating of 2026-02 was 500.00, is 0.00: other deals changed (D3)'],
    ['D1', '2026-01', '500.00', 'commission of 2026-01 was 500.00, is 1000.00: other deals changed (D3)'],
    ['D3', '2026-01', '1000.00', 'commission of 2026-01 was 0.00, is 1000.00: the deal came after the close'],
  ])
})

test('a quota that changes after the close is the reason of what it changes', async () => {
  const byQuota = PLAN.replace('by: amount', 'by: attainment')
    .replace('{from: 0, rate: 5%}', '{from: 0%, rate: 5%}')
    .replace('{from: 20000, rate: 10%}', '{from: 100%, rate: 10%}')
  const quotas = 'payee_id,period,amount\nE1,2026-Q1,20000\nE2,2026-Q1,20000\n'
  const project = await closedJanuary({ 'plans/ae.yaml': byQuota, 'data/quotas.csv': quotas })
  project.write({ 'data/quotas.csv': quotas.replace('E1,2026-Q1,20000', 'E1,2026-Q1,10000') })
  await project.calc('2026-02')
  const lines = await trueUps(project)
  // At 100 % of 10,000 all of D1 earns 10 %: 1,000, of which 500 were paid.
  expect(lines.map(([payee, , , , amount]) => [payee, amount])).toEqual([['E1', '500.00']])
  expect(lines[0]![5]).toContain('the quota changed')
})

test('F44: a late deal takes of a budget what posted awards have left, and displaces none of them', async () => {
  const spiff = PLAN.replace(
    /components:[^]*/,
    `components:
  - {id: push, kind: spiff, measure: bookings, from: 2026-01-01, to: 2026-03-31, budget: 1000, rate: {kind: flat, rate: 10%}}
`,
  )
  const january = 'D2,E2,6000,2026-01-20,won\n'
  const project = await closedJanuary({ 'plans/ae.yaml': spiff, 'data/deals.csv': HEAD + january })
  project.write({ 'data/deals.csv': `${HEAD}${january}D1,E1,6000,2026-01-05,won\n` })
  await project.close('2026-02')
  // D1 is dated before D2, but the 600 of D2 are posted: D1 gets the 400 that are left of 1,000.
  const amounts = async (period: string) =>
    (await trueUps(project, period)).map(([, , deal, , amount]) => [deal, amount])
  expect((await amounts('2026-02')).sort()).toEqual([
    ['D1', '-200.00'],
    ['D1', '600.00'],
  ])
  // Neither does what comes still later, dated first of all.
  project.write({ 'data/deals.csv': `${HEAD}${january}D1,E1,6000,2026-01-05,won\nD0,E1,1000,2026-01-02,won\n` })
  await project.calc('2026-03')
  expect((await amounts('2026-03')).sort()).toEqual([
    ['D0', '-100.00'],
    ['D0', '100.00'],
  ])
})

describe('F15: a total below zero', () => {
  test('is carried, and later pay makes up for it', async () => {
    const project = await closedJanuary()
    const less = `${HEAD}D1,E1,10000,2026-01-10,won\nD2,E2,1000,2026-01-11,won\n`
    project.write({ 'data/deals.csv': less })
    await project.close('2026-02')
    const balances = (period: string) =>
      project.rows(period, 'balances.csv', ['payee_id', 'opening', 'added', 'taken', 'closing'])
    // 5 % of 1,000 instead of 5,000.
    expect(await balances('2026-02')).toEqual([['E2', '0.00', '200.00', '0.00', '200.00']])
    expect(await project.rows('2026-02', 'payouts.csv', ['payee_id', 'payable', 'owed'])).toContainEqual([
      'E2',
      '0.00',
      '0.00',
    ])
    project.write({ 'data/deals.csv': `${less}D5,E2,3000,2026-03-02,won\n` })
    await project.close('2026-03')
    // 150 earned, all of it goes towards the 200.
    expect(await balances('2026-03')).toEqual([['E2', '200.00', '0.00', '150.00', '50.00']])
    project.write({ 'data/deals.csv': `${less}D5,E2,3000,2026-03-02,won\nD6,E2,2000,2026-04-02,won\n` })
    await project.close('2026-04')
    expect(await balances('2026-04')).toEqual([['E2', '50.00', '0.00', '50.00', '0.00']])
    expect(await project.rows('2026-04', 'payouts.csv', ['payee_id', 'payable'])).toContainEqual(['E2', '50.00'])
  })

  test('stays owed by somebody who has left', async () => {
    const project = await closedJanuary({
      'data/reps.csv': 'payee_id,name,plan,end_date\nE1,Ann,ae,\nE2,Bob,ae,2026-01-31\n',
    })
    project.write({ 'data/deals.csv': `${HEAD}D1,E1,10000,2026-01-10,won\nD2,E2,1000,2026-01-11,won\n` })
    await project.close('2026-02')
    await project.calc('2026-03')
    expect(await project.rows('2026-03', 'balances.csv', ['payee_id', 'opening', 'closing'])).toEqual([
      ['E2', '200.00', '200.00'],
    ])
  })
})

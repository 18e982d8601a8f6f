import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'
import { accessProblems } from '../support/page.js'

const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
measures:
  bookings: {where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - id: base
    kind: commission
    measure: bookings
    window: period
    rate: {kind: tiered, by: attainment, mode: marginal, tiers: [{from: 0%, rate: 10%}, {from: 100%, rate: 20%}]}
`
const DEALS = [
  'deal_id,payee_id,amount,close_date,stage',
  'D1,ana,6000,2026-01-10,Won',
  'D2,ana,4000,2026-01-20,Won',
  'D3,bo,5000,2026-01-15,Won',
]
const csv = (rows: readonly string[]): string => `${rows.join('\n')}\n`
const QUOTAS = ['payee_id,period,amount', 'ana,2026-01,8000', 'bo,2026-01,8000']

function project(): ClosingProject {
  return new ClosingProject({
    'plans/ae.yaml': PLAN,
    'data/reps.csv': 'payee_id,name,plan\nana,Ana,ae\nbo,Bo,ae\n',
    'data/quotas.csv': csv(QUOTAS),
    'data/deals.csv': csv(DEALS),
  })
}

/** The run as computed now, by its name. */
async function named(each: ClosingProject): Promise<string> {
  await each.calc('2026-01')
  return `2026-01/${each.run('2026-01').split(/[/\\]/).at(-1)!}`
}

/** What differs once files have been changed: rows as payee, deal, was, is, change, causes, why. */
async function changed(files: Readonly<Record<string, string>>): Promise<readonly (readonly string[])[]> {
  const each = project()
  const before = await named(each)
  each.write(files)
  const after = await named(each)
  const { out, exit } = await each.spm(`diff ${before} ${after} --format json --detailed-exitcode`)
  const { rows } = JSON.parse(out) as { rows: readonly Record<string, string>[] }
  expect(exit).toBe(rows.length > 0 ? 3 : 0)
  return rows.map((row) =>
    ['payee_id', 'deal_id', 'before', 'after', 'change', 'causes', 'why'].map((name) => row[name]!),
  )
}

describe('what two runs pay otherwise', () => {
  // Before: ana 600 on D1; D2 2,000 at 10 % and 2,000 at 20 %: 600. bo 500.
  test('is nothing where nothing changed', async () => {
    expect(await changed({})).toEqual([])
  })

  test('is told by deal, the largest first: a new deal, a changed one, and what it moves', async () => {
    // D1 of 8,000: 800, and D2 is all above quota: 800. D4 of bo is new: 100.
    const deals = [DEALS[0]!, 'D1,ana,8000,2026-01-10,Won', DEALS[2]!, DEALS[3]!, 'D4,bo,1000,2026-01-16,Won']
    expect(await changed({ 'data/deals.csv': csv(deals) })).toEqual([
      ['ana', 'D1', '600.00', '800.00', '200.00', 'data', 'credited 8000 on 2026-01-10, was 6000 on 2026-01-10'],
      ['ana', 'D2', '600.00', '800.00', '200.00', 'data', 'other deals of the window changed'],
      ['bo', 'D4', '0.00', '100.00', '100.00', 'data', 'credited now: 1000 on 2026-01-16'],
    ])
  })

  test('by quotas and by plans', async () => {
    expect(await changed({ 'data/quotas.csv': csv([QUOTAS[0]!, 'ana,2026-01,10000', QUOTAS[2]!]) })).toEqual([
      ['ana', 'D2', '600.00', '400.00', '-200.00', 'quota', 'quota 10000, was 8000'],
    ])
    expect(await changed({ 'plans/ae.yaml': PLAN.replace('rate: 20%', 'rate: 15%') })).toEqual([
      ['ana', 'D2', '600.00', '500.00', '-100.00', 'plan', 'changed: ae.yaml'],
    ])
  })

  test('by data and plans together, where both changed and it cannot be told which; by data alone, where the rate stayed', async () => {
    // D4 of bo: 1,000, and the second tier of the plan pays 25 %: ana's D2 pays 2,000 at 10 % and 2,000 at 25 %: 700.
    // bo's D3 of 7,000 stays within the first tier, which both plans have: 700.
    const files = {
      'plans/ae.yaml': PLAN.replace('rate: 20%', 'rate: 25%'),
      'data/deals.csv': csv([...DEALS.slice(0, 3), 'D3,bo,7000,2026-01-15,Won', 'D4,bo,1000,2026-01-16,Won']),
    }
    expect((await changed(files)).map((row) => [...row.slice(0, 2), row[4], row[5]])).toEqual([
      ['bo', 'D3', '200.00', 'data'],
      ['bo', 'D4', '100.00', 'data plan'],
      ['ana', 'D2', '100.00', 'plan'],
    ])
  })

  test('by settings, where nothing else changed', async () => {
    // The euro counts 1.5 dollars instead of 1.2.
    const each = project()
    each.write({
      'spm.yaml': 'fx: { credit: fixed, fixed_on: 2026-01-10 }\n',
      'data/fx.csv': 'from,to,date,rate\nEUR,USD,2026-01-10,1.2\nEUR,USD,2026-01-20,1.5\n',
      'data/deals.csv': 'deal_id,payee_id,amount,currency,close_date,stage\nD1,ana,1000,EUR,2026-01-10,Won\n',
    })
    const before = await named(each)
    each.write({ 'spm.yaml': 'fx: { credit: fixed, fixed_on: 2026-01-20 }\n' })
    const after = await named(each)
    const { out } = await each.spm(`diff ${before} ${after} --format csv`)
    expect(out.split('\n')[1]).toBe(
      'ana,Ana,USD,ae,base,D1,2026-01,120.00,150.00,30.00,settings,"credited 1500 on 2026-01-10 at 1.5, was 1200 on 2026-01-10 at 1.2"',
    )
  })

  test('of draws and balances follows from what else changed for the payee', async () => {
    // Minimum 1,000: bo earns 500 and is topped up by 500; with D4 he earns 600, and is topped up by 400.
    const each = project()
    each.write({
      'plans/ae.yaml': `${PLAN}guarantee: { amount: 1000, counts: [] }\nnegative: carry\n`,
      'data/deals.csv': csv(DEALS),
    })
    const before = await named(each)
    each.write({ 'data/deals.csv': csv([...DEALS, 'D4,bo,1000,2026-01-16,Won']) })
    const after = await named(each)
    const { out, exit } = await each.spm(`diff ${before} ${after} --format csv`)
    expect([exit, out.split('\n').slice(1, 3)]).toEqual([
      0,
      [
        'bo,Bo,USD,ae,base,D4,2026-01,0.00,100.00,100.00,data,credited now: 1000 on 2026-01-16',
        'bo,Bo,USD,ae,,,2026-01,500.00,400.00,-100.00,data,follows from what else changed',
      ],
    ])
  })

  test('is put into a file or workbook, and redacted', async () => {
    const each = project()
    const before = await named(each)
    each.write({ 'data/deals.csv': csv([...DEALS, 'D4,bo,1000,2026-01-16,Won']) })
    const after = await named(each)
    const runs = `${before} ${after}`
    expect((await each.spm(`diff ${runs} --format html --out diff.html`)).exit).toBe(0)
    const page = readFileSync(join(each.root, 'diff.html'), 'utf8')
    expect(page).toContain('credited now: 1000 on 2026-01-16')
    expect(await accessProblems(page)).toEqual([])
    expect((await each.spm(`diff ${runs} --format xlsx --out data/deals.csv`)).codes).toEqual(['SPM1030'])
    const { out } = await each.spm(`diff ${runs} --format csv --redact`)
    expect(out.split('\n')[1]).toMatch(
      /^P-\w{12},P-\w{12},USD,ae,base,D-\w{12},2026-01,0\.00,100\.00,100\.00,data,withheld$/,
    )
  })

  test('adds up, by currency and cause', async () => {
    const each = project()
    const before = await named(each)
    each.write({
      'data/deals.csv': csv([...DEALS, 'D4,bo,1000,2026-01-16,Won']),
      'data/quotas.csv': csv([QUOTAS[0]!, 'ana,2026-01,10000', QUOTAS[2]!]),
    })
    const after = await named(each)
    const { out } = await each.spm(`diff ${before} ${after}`)
    expect(out).toContain('2 payees are paid otherwise.')
    expect(out).toContain('USD: 1,600.00, was 1,700.00: -100.00, of that +100.00 by data, -200.00 by quotas.')
  })

  test('of one period is that of its last two runs; of one run, that to the latest', async () => {
    const each = project()
    const first = await named(each)
    each.write({ 'data/deals.csv': csv([...DEALS, 'D4,bo,1000,2026-01-16,Won']) })
    const second = await named(each)
    each.write({ 'data/deals.csv': csv([...DEALS, 'D4,bo,3000,2026-01-16,Won']) })
    const third = await named(each)
    const titled = async (line: string): Promise<string> => (await each.spm(line)).out.split('\n')[0]!
    expect(await titled('diff 2026-01')).toBe(`What differs from ${second} to ${third}`)
    expect(await titled(`diff ${first}`)).toBe(`What differs from ${first} to ${third}`)
  })

  test('of another period is told by component', async () => {
    const each = project()
    await each.calc('2026-01')
    each.write({ 'data/quotas.csv': csv([...QUOTAS, 'ana,2026-02,8000', 'bo,2026-02,8000']) })
    await each.calc('2026-02')
    const { out } = await each.spm('diff 2026-01 2026-02 --format json')
    const { rows } = JSON.parse(out) as { rows: readonly Record<string, string>[] }
    expect(rows.map(({ payee_id, change, causes }) => [payee_id, change, causes])).toEqual([
      ['ana', '-1200.00', 'period'],
      ['bo', '-500.00', 'period'],
    ])
  })
})

describe('what other plans would pay', () => {
  test('is computed by the same data, and nothing is written', async () => {
    const each = project()
    each.write({ 'new/ae.yaml': PLAN.replace('rate: 10%', 'rate: 12%') })
    const { out, exit } = await each.spm('diff --plans plans new --period 2026-01 --format csv')
    expect(exit).toBe(0)
    expect(out.split('\n').slice(1, 3)).toEqual([
      'ana,Ana,USD,ae,base,D1,2026-01,600.00,720.00,120.00,plan,changed: ae.yaml',
      'ana,Ana,USD,ae,base,D2,2026-01,600.00,640.00,40.00,plan,changed: ae.yaml',
    ])
    expect((await each.spm('runs')).out).not.toContain('2026-01')
  })
})

describe('runs that cannot be compared', () => {
  test('are named wrongly, or are not there', async () => {
    const each = project()
    expect((await each.spm('diff')).exit).toBe(2)
    expect((await each.spm('diff 2026-01')).codes).toEqual(['SPM6050'])
    await each.calc('2026-01')
    expect((await each.spm('diff 2026-01')).err).toContain('one run of 2026-01 alone')
    expect((await each.spm('diff --plans plans new')).exit).toBe(2)
    expect((await each.spm('diff 2026-02 2026-03')).codes).toEqual(['SPM6050', 'SPM6050'])
  })
})

test('odd names are harmless in every format', async () => {
  const odd = ['=1+1', '<img src=x onerror="alert(1)">', 'a|b`c`', '\u001b[2JRed', '\u202eturned']
  const cells = odd.map((name, index) => `"${`${name} ${index}`.replaceAll('"', '""')}"`)
  const each = new ClosingProject({
    'plans/ae.yaml': PLAN,
    'new/ae.yaml': PLAN.replace('rate: 10%', 'rate: 12%'),
    'data/reps.csv': `payee_id,name,plan\n${cells.map((cell) => `${cell},${cell},ae\n`).join('')}`,
    'data/quotas.csv': `payee_id,period,amount\n${cells.map((cell) => `${cell},2026-01,8000\n`).join('')}`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date,stage\n${cells.map((cell) => `${cell},${cell},100,2026-01-10,Won\n`).join('')}`,
  })
  // oxlint-disable-next-line no-control-regex
  const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/
  for (const format of ['table', 'csv', 'json', 'md', 'html']) {
    const { exit, out } = await each.spm(`diff --plans plans new --period 2026-01 --format ${format}`)
    expect([format, exit, steers.test(out)]).toEqual([format, 0, false])
    expect(out).toContain('turned')
    if (format === 'csv') expect(/(?:^|,)"?[=]/m.test(out)).toBe(false)
    if (format === 'md') expect(/(?<!\\)</.test(out)).toBe(false)
    if (format === 'html') expect(out).not.toContain('<img')
  }
})

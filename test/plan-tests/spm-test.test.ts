import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'
import { ClosingProject, type Said } from '../support/closing.js'

const JUNIT = readFileSync(join(import.meta.dirname, '../render/schemas/junit-10.xsd'), 'utf8')
const PLAN = `plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: commission
    kind: commission
    measure: won
    window: period
    rate: { kind: flat, rate: 10% }
`
const HEAD = `period: 2026-03
given:
  reps: [[payee_id, name], [e1, Ada Lind]]
  deals: [[deal_id, payee_id, amount, close_date], [D1, e1, 1000, 2026-03-05]]
`
const PAYS_100 = 'expect: { payouts: [[payee_id, payable], [e1, 100]] }'

/** A test file of one case, with more keys of the case. */
function one(more: string, head = HEAD): string {
  return `${head}cases:\n  - name: the case\n    ${more.trimEnd().replaceAll('\n', '\n    ')}\n`
}

function spm(files: Readonly<Record<string, string>>, line = 'test'): Promise<Said> {
  return new ClosingProject({ 'plans/ae.yaml': PLAN, ...files }).spm(line)
}

function run(test: string, files: Readonly<Record<string, string>> = {}, line = 'test'): Promise<Said> {
  return spm({ 'plans/ae.test.yaml': test, ...files }, line)
}

describe('a case', () => {
  it('is run with all plans of its folder, and leaves no run behind', async () => {
    const second = PLAN.replace('plan: ae', 'plan: csm').replace('assign: "true"', 'assign: rep.name == "Ben"')
    const { exit, out } = await run(one(PAYS_100), { 'plans/csm.yaml': second })
    // On two plans at once: that is an error of the project, which a case shows as well.
    const both = await run(one(PAYS_100), { 'plans/csm.yaml': PLAN.replace('plan: ae', 'plan: csm') })
    expect({ exit, out }).toEqual({ exit: 0, out: 'plans/ae.test.yaml\n  ok    the case\n1 passed, in 1 file\n' })
    expect(both.exit).toBe(1)
    expect(both.codes.length).toBeGreaterThan(0)
  })

  it('may name its plans, which may extend others of the folder', async () => {
    const child = 'plan: high\nextends: ae\neffective: { from: 2026-01-01, to: 2026-12-31 }\nassign: "true"\n'
    const { exit } = await run(one(`plans: high.yaml\n${PAYS_100}`), { 'plans/high.yaml': child })
    expect(exit).toBe(0)
  })

  it('fails where its run is refused and that was not expected', async () => {
    const { exit, codes } = await run(one(PAYS_100, HEAD.replace('e1, 1000', 'e9, 1000')))
    expect({ exit, codes }).toEqual({ exit: 1, codes: ['SPM2021'] })
  })

  it('points into its own short tables, written as rows or as CSV', async () => {
    const rows = await run(one(PAYS_100, HEAD.replace('1000, 2026', 'lots, 2026')))
    expect(rows.out).toMatch(/SPM\d+ plans\/ae\.test\.yaml:4:61 /)
    const csv = HEAD.replace(
      / {2}deals:.*/,
      '  deals: |\n    deal_id,payee_id,amount,close_date\n    D1,e1,lots,2026-03-05',
    )
    expect((await run(one(PAYS_100, csv))).out).toMatch(/SPM\d+ plans\/ae\.test\.yaml:6:11 /)
  })

  it('takes a table from a file beside it, and points into that or at the path', async () => {
    const head = HEAD.replace(/ {2}deals:.*/, '  deals: deals.csv')
    const text = (amount: string): string => `deal_id,payee_id,amount,close_date\nD1,e1,${amount},2026-03-05\n`
    expect((await run(one(PAYS_100, head), { 'plans/deals.csv': text('1000') })).exit).toBe(0)
    expect((await run(one(PAYS_100, head), { 'plans/deals.csv': text('lots') })).out).toContain(' plans/deals.csv:2:7 ')
    expect((await run(one(PAYS_100, head))).out).toContain('error SPM6001 plans/ae.test.yaml:4:10 ')
  })

  it('expects errors and warnings by their codes, no more and no fewer', async () => {
    const bad = HEAD.replace('e1, 1000', 'e9, 1000')
    expect((await run(one('expect: { errors: [SPM2021] }', bad))).exit).toBe(0)
    const other = await run(one('expect: { errors: [SPM2015, SPM2021] }', bad))
    expect(other.out).toContain('errors: expected SPM2015, SPM2021, came SPM2021\n')
    const none = await run(one('expect: { errors: [SPM2021] }'))
    expect(none.out).toContain('errors: expected SPM2021, came no errors\n')
    expect((await run(one('expect: { warnings: [] }'))).exit).toBe(0)
    expect((await run(one('expect: { warnings: [SPM2013] }'))).out).toContain('warnings: expected SPM2013, came no')
  })
})

describe('the settings of a case', () => {
  const typed = PLAN.replace('won: {', 'won: { where: deal.seats > 9,')
  const seats = HEAD.replace('close_date]', 'close_date, seats]').replace('03-05]', '03-05, 10]')

  it('are those of the project as far as they say what cells mean; its exports need not be there', async () => {
    const settings = 'inputs: { deals: { path: gone.csv, columns: { deal_id: Nr }, types: { seats: number } } }\n'
    const { exit, out } = await run(one(PAYS_100, seats), { 'plans/ae.yaml': typed, 'spm.yaml': settings })
    expect(out).toContain('ok    the case')
    expect(exit).toBe(0)
  })

  it('name types of columns that the tables of a case need not have, and those that a preset knows', async () => {
    const settings = 'inputs: { deals: { preset: salesforce-api, types: { seats: number, "asked on": date } } }\n'
    const { exit, out } = await run(one(PAYS_100, seats), { 'plans/ae.yaml': typed, 'spm.yaml': settings })
    expect({ exit, ok: out.includes('ok    the case') }).toEqual({ exit: 0, ok: true })
    const won = PLAN.replace('won: {', 'won: { where: deal.is_won,')
    const isWon = HEAD.replace('close_date]', 'close_date, is_won]').replace('03-05]', '03-05, "true"]')
    const preset = await run(one(PAYS_100, isWon), { 'plans/ae.yaml': won, 'spm.yaml': settings })
    expect({ exit: preset.exit, ok: preset.out.includes('ok    the case') }).toEqual({ exit: 0, ok: true })
  })

  it('are overridden key by key: by the file, then by the case', async () => {
    const lookup = PLAN.replace('rate: 10%', 'rate: 10%').replace(
      'won: {',
      'won: { where: deal.seats > deal.kind.least,',
    )
    const own = one(
      `settings: { lookups: [{ onto: deals, key: seats, path: kinds.csv, as: kind, types: { least: number } }] }\n${PAYS_100}`,
      `settings: { inputs: { deals: { types: { seats: number } } } }\n${seats}`,
    )
    const { out, exit } = await run(own, { 'plans/ae.yaml': lookup, 'plans/kinds.csv': 'seats,least\n10,9\n' })
    expect(out).toContain('ok    the case')
    expect(exit).toBe(0)
  })

  it('are refused where they would have no effect', async () => {
    const { out } = await run(one(`settings: { runs: out, inputs: { deals: deals.csv } }\n${PAYS_100}`))
    expect(out).toContain('error SPM3700 plans/ae.test.yaml:7:17 `runs` has no effect on a case')
    expect(out).toContain('error SPM3700 plans/ae.test.yaml:7:45 a path of deals has no effect on a case')
  })
})

describe('spm test', () => {
  const file = `${HEAD}cases:\n  - name: First rule\n    ${PAYS_100}\n  - name: Second rule\n    ${PAYS_100}\n`

  it('runs the cases whose name or file has a pattern in it', async () => {
    expect((await run(file, {}, 'test first')).out).toContain('1 passed')
    expect((await run(file, {}, 'test plans/ae.test.yaml')).out).toContain('2 passed')
    expect((await run(file, {}, 'test first second')).out).toContain('2 passed')
    expect((await run(file, {}, 'test third')).codes).toEqual(['SPM3701'])
  })

  it('prints only what failed with --quiet, and the count', async () => {
    expect((await run(file, {}, 'test --quiet')).out).toBe('2 passed, in 1 file\n')
  })

  it('finds the files beside the plans that settings name, or those of --tests', async () => {
    const files = { 'spm.yaml': 'plans: terms/*.yaml\n', 'terms/ae.yaml': PLAN, 'terms/ae.test.yaml': one(PAYS_100) }
    expect((await spm(files)).out).toContain('terms/ae.test.yaml\n')
    expect((await spm(files, 'test --tests terms')).out).toContain('1 passed')
  })

  it('runs again at each change, with --watch', async () => {
    const root = tempFolder()
    const write = (amount: string): void =>
      writeFileSync(join(root, 'plans/ae.test.yaml'), one(PAYS_100, HEAD.replace('1000,', `${amount},`)))
    mkdirSync(join(root, 'plans'))
    writeFileSync(join(root, 'plans/ae.yaml'), PLAN)
    write('900')
    let watched: readonly string[] = []
    async function* changes(folders: readonly string[]): AsyncGenerator<void> {
      watched = folders
      write('1000')
      yield await Promise.resolve()
      write('1000.05')
      yield await Promise.resolve()
    }
    const env = fakeEnv(root, { changes })
    const exit = await runCli(['test', '--watch', '--quiet'], env)
    // 10 % of 900, of 1,000, and of 1,000.05 = 100.005, rounded up.
    expect(env.stdout.text().match(/\d (?:passed|failed)/g)).toEqual(['1 failed', '1 passed', '1 failed'])
    expect(exit).toBe(1)
    expect([...watched].sort()).toEqual([root, join(root, 'plans')])
  })
})

describe('--format', () => {
  const PAYS_90 = 'expect: { payouts: [[payee_id, payable], [e1, 90]] }'
  const TWO = `${HEAD}cases:\n  - name: as <planned> & "agreed"\n    ${PAYS_100}\n  - name: too little\n    ${PAYS_90}\n`

  it('json gives each case with its place, and what differs where it failed', async () => {
    const { exit, out } = await run(TWO, {}, 'test --format json')
    const told = JSON.parse(out) as { cases: readonly Record<string, unknown>[] }
    expect(exit).toBe(1)
    expect(told).toMatchObject({ version: 1, passed: 1, failed: 1 })
    expect(told.cases.map(({ name, passed, file, line }) => [name, passed, file, line])).toEqual([
      ['as <planned> & "agreed"', true, 'plans/ae.test.yaml', 6],
      ['too little', false, 'plans/ae.test.yaml', 8],
    ])
    expect(told.cases[1]!['text']).toContain('e1        90 *')
  })

  it('junit is a report as CI systems read it', async () => {
    const { exit, out } = await run(TWO, {}, 'test --format junit')
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: out }],
      schema: [{ fileName: 'junit-10.xsd', contents: JUNIT }],
    })
    expect([exit, valid, errors.map(({ message }) => message)]).toEqual([1, true, []])
    expect(out).toContain('<testsuite name="spm test" tests="2" failures="1" errors="0">')
    expect(out).toContain(
      '<testcase classname="plans/ae.test.yaml" name="as &lt;planned&gt; &amp; &quot;agreed&quot;"/>',
    )
    expect(out).toContain('<failure type="case" message="fails at plans/ae.test.yaml:8">')
  })
})

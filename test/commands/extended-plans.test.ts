import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

const BASE = `plan: base
template: true
currency: USD
pays: month
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: c, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`
const own = (id: string): string =>
  `plan: ${id}\nextends: base\neffective: { from: 2026-01-01, to: 2026-12-31 }\nassign: rep.payee_id == "${id}"\n`

function project(files: Readonly<Record<string, string>> = {}): string {
  const root = tempFolder()
  for (const folder of ['data', 'plans']) mkdirSync(join(root, folder))
  const all = {
    'plans/base.yaml': BASE,
    'plans/ana.yaml': own('ana'),
    'plans/ben.yaml': own('ben'),
    'data/reps.csv': 'payee_id,name\nana,Ana\n',
    'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,1000,2026-03-02\n',
    ...files,
  }
  for (const [file, text] of Object.entries(all)) writeFileSync(join(root, file), text)
  return root
}

async function spm(root: string, ...argv: readonly string[]) {
  const env = fakeEnv(root)
  const code = await runCli([...argv], env)
  return { code, out: env.stdout.text(), err: env.stderr.text() }
}

/** The id of the run, and the plan files that its manifest names. */
async function calc(root: string, ...more: readonly string[]): Promise<{ id: string; plans: readonly string[] }> {
  expect(await spm(root, 'calc', '--period', '2026-03', ...more)).toMatchObject({ code: 0 })
  const runs = join(root, 'runs/2026-03')
  const id = readFileSync(join(runs, 'latest'), 'utf8').trim()
  expect(readdirSync(runs)).toContain(id)
  const { plans } = JSON.parse(readFileSync(join(runs, id, 'run.json'), 'utf8')) as { plans: { path: string }[] }
  return { id, plans: plans.map(({ path }) => path) }
}

test('the manifest names every plan file, templates as well', async () => {
  const { plans } = await calc(project())
  expect(plans).toEqual(['plans/ana.yaml', 'plans/base.yaml', 'plans/ben.yaml'].sort())
})

test('where one plan is named, it extends the others of the project, and the run hangs on those it extends alone', async () => {
  const named = ['--plans', 'plans/ana.yaml']
  const before = await calc(project(), ...named)
  expect(before.plans).toEqual(['plans/ana.yaml', 'plans/base.yaml'])
  const comment = '# a word\n'
  const other = await calc(project({ 'plans/ben.yaml': `${own('ben')}${comment}` }), ...named)
  expect(other.id).toBe(before.id)
  const base = await calc(project({ 'plans/base.yaml': `${BASE}${comment}` }), ...named)
  expect(base.id).not.toBe(before.id)
})

test('a broken file beside the named plan is told of only where it may be the one that is extended', async () => {
  const broken = 'plan: [base\n'
  const besides = await spm(project({ 'plans/ben.yaml': broken }), 'validate', 'plans/ana.yaml')
  expect(besides).toMatchObject({ code: 0, out: expect.stringContaining('ok 1 plan') as string })
  const wanted = await spm(project({ 'plans/base.yaml': broken }), 'validate', 'plans/ana.yaml')
  expect(wanted.code).toBe(1)
  expect(wanted.out).toContain('SPM3611 plans/ana.yaml:2:10')
  expect(wanted.out).toMatch(/plans\/base\.yaml/)
})

test('a template alone is no plan: it validates, and pays nobody', async () => {
  expect(await spm(project(), 'validate', 'plans/base.yaml')).toMatchObject({
    code: 0,
    out: expect.stringContaining('ok 0 plans') as string,
  })
  const run = await spm(project(), 'calc', '--period', '2026-03', '--plans', 'plans/base.yaml')
  expect(run.code).toBe(2)
  expect(run.err).toContain('SPM3011 only templates were given')
})

test('--resolved prints plans to stdout and findings to stderr; with errors it prints no plan', async () => {
  const root = project({ 'plans/ben.yaml': `${own('ben')}pays: month\n` })
  const warned = await spm(root, 'validate', '--resolved')
  expect(warned.code).toBe(0)
  expect(warned.out.match(/^# .*$/gm)).toEqual([
    '# ana (plans/ana.yaml), extends base (plans/base.yaml)',
    '# ben (plans/ben.yaml), extends base (plans/base.yaml)',
  ])
  expect(warned.err).toContain('SPM3617 plans/ben.yaml:5:1')
  const wrong = await spm(project({ 'plans/ben.yaml': `${own('ben')}pays: moth\n` }), 'validate', '--resolved')
  expect(wrong).toMatchObject({ code: 1, out: '' })
})

test('a printed plan, saved as a file, pays the same', async () => {
  const root = project()
  const { out } = await spm(root, 'validate', '--resolved', 'plans/ana.yaml')
  writeFileSync(join(root, 'whole.yaml'), out)
  const paid = (id: string): string => readFileSync(join(root, 'runs/2026-03', id, 'payout-lines.csv'), 'utf8')
  const before = await calc(root, '--plans', 'plans/ana.yaml')
  const after = await calc(root, '--plans', 'whole.yaml')
  expect(after.plans).toEqual(['whole.yaml'])
  // 10 % of 1,000
  expect(paid(after.id)).toBe(paid(before.id))
  expect(paid(after.id)).toContain(',100.00,USD')
})

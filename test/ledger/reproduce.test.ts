import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { ClosingProject, ONE_REP } from '../support/closing.js'

const FILES = ONE_REP
const PLAN = FILES['plans/ae.yaml']
const DEALS = FILES['data/deals.csv']
const CHANGED = DEALS.replace('1000', '1500')

/** Every file of the project with its content. */
function everything(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name))
  return new Map(files.filter((file) => statSync(file).isFile()).map((file) => [file, readFileSync(file, 'latin1')]))
}

const idOf = (project: ClosingProject, period = '2026-01'): string => basename(project.run(period))

async function snapshot(more: Readonly<Record<string, string>> = {}, flags = ''): Promise<ClosingProject> {
  const project = new ClosingProject({ ...FILES, ...more })
  const { exit, err } = await project.spm(`calc --period 2026-01 --snapshot${flags}`)
  if (exit !== 0) throw new Error(err)
  return project
}

describe('a run is computed again', () => {
  test('from its kept inputs, after all of them were changed or removed, and nothing is written', async () => {
    const project = await snapshot({ 'spm.yaml': 'approval: optional\n' })
    project.write({ 'data/deals.csv': CHANGED, 'plans/ae.yaml': PLAN.replace('10%', '20%'), 'spm.yaml': '' })
    rmSync(join(project.root, 'data/reps.csv'))
    const before = everything(project.root)
    const { exit, out } = await project.spm(`reproduce 2026-01/${idOf(project)}`)
    expect(exit).toBe(0)
    expect(out).toContain('byte for byte')
    expect(out).toContain('inputs   4 kept\n')
    expect(everything(project.root)).toEqual(before)
  })

  test('named as other commands name it, or by its folder', async () => {
    const project = await snapshot()
    const id = idOf(project)
    for (const name of [
      `--period 2026-01`,
      `--period 2026-01 --run ${id.slice(0, 5)}`,
      '2026-01',
      `runs/2026-01/${id}/`,
    ])
      expect(await project.spm(`reproduce ${name}`)).toMatchObject({ exit: 0 })
    expect(await project.spm('reproduce 2026-01/ffff')).toMatchObject({ exit: 2, codes: ['SPM6050'] })
    expect(await project.spm('reproduce')).toMatchObject({ exit: 2 })
    expect(await project.spm('reproduce 2026-01 --period 2026-01')).toMatchObject({ exit: 2 })
  })

  test('from the project’s own files as long as these are the same, which it says', async () => {
    const project = new ClosingProject(FILES)
    await project.calc('2026-01')
    const { exit, out } = await project.spm('reproduce 2026-01')
    expect(exit).toBe(0)
    expect(out).toContain('inputs   3 not kept, but still as they were in the project\n')
  })

  test('not when an input is neither kept nor as it was: each is named', async () => {
    const project = new ClosingProject(FILES)
    await project.calc('2026-01')
    project.write({ 'data/deals.csv': CHANGED })
    rmSync(join(project.root, 'data/reps.csv'))
    const { exit, codes, err } = await project.spm('reproduce 2026-01')
    expect({ exit, codes }).toEqual({ exit: 1, codes: ['SPM6070', 'SPM6070'] })
    expect(err).toMatch(/"data\/deals.csv".* was not kept; it holds something else now/)
    expect(err).toMatch(/"data\/reps.csv".* was not kept; it is not there any more/)
  })

  test('not from a kept copy that was changed', async () => {
    const project = await snapshot()
    const kept = join(project.root, 'runs/.inputs')
    const copy = readdirSync(kept).find((name) => readFileSync(join(kept, name), 'utf8') === DEALS)!
    writeFileSync(join(kept, copy), CHANGED)
    expect(await project.spm('reproduce 2026-01')).toMatchObject({ exit: 0 })
    project.write({ 'data/deals.csv': CHANGED })
    const { codes, err } = await project.spm('reproduce 2026-01')
    expect(codes).toEqual(['SPM6070'])
    expect(err).toContain('the copy was changed since')
  })

  test('with the settings of its command line, from the files that its flags named', async () => {
    const project = await snapshot(
      {
        'spm.yaml': 'inputs: {deals: {path: data/deals.csv}}\n',
        'other/won.csv': DEALS.replace('amount', 'value'),
        'plans/base.yaml': PLAN.replace('plan: ae', 'plan: base'),
        'own/ae.yaml': 'plan: ae\nextends: base\neffective: {from: 2026-01-01, to: 2026-12-31}\n',
      },
      ' --deals other/won.csv --plans own/ae.yaml --set inputs.deals.columns.amount=value',
    )
    project.write({ 'other/won.csv': 'gone\n', 'own/ae.yaml': 'gone\n', 'plans/base.yaml': 'gone\n' })
    expect(await project.spm('reproduce 2026-01')).toMatchObject({ exit: 0, codes: [] })
  })

  test('also where files begin with a byte order mark, and columns are looked up elsewhere', async () => {
    const project = await snapshot({
      'spm.yaml': '\uFEFFlookups: [{as: account, path: data/acc.csv, onto: deals, key: account_id}]\n',
      'plans/ae.yaml': `\uFEFF${PLAN.replace('credit: direct', 'credit: direct, where: \'deal.account.size == "big"\'')}`,
      'data/acc.csv': '\uFEFFaccount_id,size\nA1,big\n',
      'data/deals.csv': '\uFEFFdeal_id,payee_id,amount,close_date,account_id\nD1,E1,1000,2026-01-10,A1\n',
    })
    expect(await project.spm('reproduce 2026-01')).toMatchObject({ exit: 0 })
    for (const file of ['spm.yaml', 'plans/ae.yaml', 'data/acc.csv']) rmSync(join(project.root, file))
    expect(await project.spm('reproduce 2026-01')).toMatchObject({ exit: 0 })
  })
})

describe('a run that is not what is computed', () => {
  test('is told with the first line that differs of each file', async () => {
    const project = await snapshot()
    const file = join(project.run('2026-01'), 'payouts.csv')
    const text = readFileSync(file, 'utf8')
    const edits = [
      text.replace('100.00', '900.00'),
      `${text}more\n`,
      text.slice(0, -1),
      text.slice(0, 9),
      '',
      `x${text}`,
    ]
    const lines = [2, 3, 2, 1, 1, 1]
    for (const [index, edited] of edits.entries()) {
      writeFileSync(file, edited)
      const { exit, codes, err } = await project.spm('reproduce 2026-01')
      expect({ exit, codes }).toEqual({ exit: 1, codes: ['SPM6072'] })
      expect(err).toContain(`payouts.csv:${lines[index]}:`)
      expect(err).toContain('Not reproduced.')
    }
    rmSync(file)
    expect((await project.spm('reproduce 2026-01')).err).toMatch(/"payouts.csv" of run \S+ is missing/)
  })

  test('is not one that another version of spm computed alike: that is said beside', async () => {
    const project = await snapshot()
    const env = fakeEnv(project.root, { version: '9.9.9' })
    expect(await runCli(['reproduce', '2026-01'], env)).toBe(0)
    expect(env.stdout.text()).toContain('The run was computed by spm 0.0.0-test; this is spm 9.9.9.')
  })
})

describe('a run that builds on closed periods', () => {
  test('is computed from the ledger as it was then, also after later closes', async () => {
    const project = new ClosingProject(FILES)
    await project.close('2026-01')
    // D1 is worth 500 more than January paid for: February has a true-up.
    project.write({ 'data/deals.csv': CHANGED })
    await project.spm('calc --period 2026-02 --snapshot')
    await project.close('2026-02')
    project.write({ 'data/deals.csv': `${CHANGED}D3,E1,100,2026-03-03\n` })
    await project.close('2026-03')
    const { exit, out } = await project.spm('reproduce 2026-02')
    expect(exit).toBe(0)
    expect(out).toContain('ledger   as it was when 2026-01 was closed\n')
  })

  test('is refused when one of them was reopened and closed otherwise', async () => {
    const project = new ClosingProject(FILES)
    await project.close('2026-01')
    await project.spm('calc --period 2026-02 --snapshot')
    expect(await project.spm('reopen --period 2026-01 --reason wrong', 'bob')).toMatchObject({ exit: 0 })
    expect(await project.spm('reproduce 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6071'] })
    project.write({ 'data/deals.csv': CHANGED })
    await project.close('2026-01')
    expect(await project.spm('reproduce 2026-02')).toMatchObject({ exit: 1, codes: ['SPM6071'] })
  })
})

describe('a snapshot', () => {
  test('changes nothing of the run, and nobody takes it for a period', async () => {
    const project = new ClosingProject(FILES)
    await project.calc('2026-01')
    const listed = await project.spm('runs --format json')
    const before = everything(project.run('2026-01'))
    const { out } = await project.spm('calc --period 2026-01 --snapshot')
    expect(out).toContain('The same run was there already')
    expect(out).toContain(`spm reproduce 2026-01/${idOf(project)} computes it again`)
    expect(everything(project.run('2026-01'))).toEqual(before)
    expect(readdirSync(join(project.root, 'runs/.inputs'))).toHaveLength(3)
    expect((await project.spm('runs --format json')).out).toBe(listed.out)
    expect(await project.spm('audit verify')).toMatchObject({ exit: 0, codes: [] })
    expect(await project.spm('status')).toMatchObject({ exit: 0, codes: [] })
  })

  test('keeps each content once, and what is kept stays as it is', async () => {
    const project = await snapshot()
    const kept = join(project.root, 'runs/.inputs')
    const before = readdirSync(kept).map((name) => [name, statSync(join(kept, name)).ino])
    await project.spm('calc --period 2026-02 --snapshot')
    expect(readdirSync(kept).map((name) => [name, statSync(join(kept, name)).ino])).toEqual(before)
    expect(before).toHaveLength(3)
  })

  test('is not taken by a dry run', async () => {
    const project = await snapshot({}, ' --dry-run')
    expect(existsSync(join(project.root, 'runs'))).toBe(false)
  })
})

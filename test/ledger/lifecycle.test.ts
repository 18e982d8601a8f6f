import { appendFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLedgerFolders } from '../../src/io/read-ledger.js'
import { readRun } from '../../src/io/read-runs.js'
import { moveReopened, writeClose } from '../../src/io/write-ledger.js'
import { checkLedger } from '../../src/ledger/check-ledger.js'
import { failingFs } from '../io/failing-fs.js'
import { ClosingProject, ONE_REP } from '../support/closing.js'

async function calculated(): Promise<ClosingProject> {
  const project = new ClosingProject(ONE_REP)
  await project.calc('2026-01')
  return project
}

const approve = (project: ClosingProject, period = '2026-01', actor = 'bob') =>
  project.spm(`approve --period ${period}`, actor)
const close = (project: ClosingProject, period = '2026-01') => project.spm(`close --period ${period}`, 'bob')

describe('a run is approved', () => {
  test('by another person than the one who computed it, whatever the case of the name', async () => {
    const project = await calculated()
    expect(await approve(project, '2026-01', 'Ann')).toMatchObject({ exit: 4, codes: ['SPM6052'] })
    expect(await approve(project)).toMatchObject({ exit: 0, codes: [] })
    expect((await approve(project)).out).toContain('Approved already by bob')
  })

  test('not when it is provisional, since an earlier period is open', async () => {
    const project = await calculated()
    await project.calc('2026-02')
    expect(await approve(project, '2026-02')).toMatchObject({ exit: 4, codes: ['SPM6055'] })
  })

  test('not when a file of it was changed, or its manifest', async () => {
    const project = await calculated()
    const payouts = join(project.run('2026-01'), 'payouts.csv')
    const before = readFileSync(payouts, 'utf8')
    writeFileSync(payouts, before.replace('100.00', '900.00'))
    expect(await approve(project)).toMatchObject({ exit: 4, codes: ['SPM6034'] })
    writeFileSync(payouts, before)
    appendFileSync(join(project.run('2026-01'), 'run.json'), '\n')
    expect(await approve(project)).toMatchObject({ exit: 4, codes: ['SPM6033'] })
  })

  test('not when there is none, or nobody logged it', async () => {
    const project = await calculated()
    expect(await approve(project, '2026-02')).toMatchObject({ exit: 2, codes: ['SPM6050'] })
    expect(await project.spm('approve --period 2026-01 --run ffff', 'bob')).toMatchObject({ codes: ['SPM6050'] })
    rmSync(join(project.root, 'audit.jsonl'))
    rmSync(join(project.root, 'audit.head'))
    expect(await approve(project)).toMatchObject({ exit: 4, codes: ['SPM6051'] })
  })
})

describe('a period is closed', () => {
  test('also where its plan and settings begin with a byte order mark', async () => {
    const project = new ClosingProject({
      ...ONE_REP,
      'spm.yaml': '\uFEFFapproval: required\n',
      'plans/ae.yaml': `\uFEFF${ONE_REP['plans/ae.yaml'].trimStart()}`,
    })
    await project.close('2026-01')
    expect(project.closed()).toEqual(['2026-01'])
  })

  test('with an approved run alone, unless settings leave approval open, which is logged', async () => {
    const project = await calculated()
    expect(await close(project)).toMatchObject({ exit: 4, codes: ['SPM6053'] })
    expect(project.closed()).toEqual([])
    project.write({ 'spm.yaml': 'approval: optional\n' })
    await project.calc('2026-01')
    expect(await close(project)).toMatchObject({ exit: 0 })
    expect(readFileSync(join(project.root, 'audit.jsonl'), 'utf8')).toContain('"unapproved":"true"')
  })

  test('not when a new run came after the approved one, which can be named', async () => {
    const project = await calculated()
    const approved = project.run('2026-01').slice(-12)
    await approve(project)
    const deals = ONE_REP['data/deals.csv']
    project.write({ 'data/deals.csv': deals.replace('1000', '1100') })
    await project.calc('2026-01')
    expect(await close(project)).toMatchObject({ codes: ['SPM6053'] })
    project.write({ 'data/deals.csv': deals })
    expect(await project.spm(`close --period 2026-01 --run ${approved.slice(0, 6)}`)).toMatchObject({ exit: 0 })
  })

  test.each([
    ['deals', 'data/deals.csv', 'D1,E1,1000', 'D1,E1,1001'],
    ['people', 'data/reps.csv', 'Ann', 'Anna'],
    ['plans', 'plans/ae.yaml', '10%', '11%'],
  ])('not when the %s have changed since the run', async (_, file, before, after) => {
    const project = await calculated()
    await approve(project)
    project.write({ [file]: ONE_REP[file as keyof typeof ONE_REP].replace(before, after) })
    expect(await close(project)).toMatchObject({ exit: 4, codes: ['SPM6056'] })
    expect(project.closed()).toEqual([])
  })

  test('once, in order, and is then no more calculated', async () => {
    const project = await calculated()
    await approve(project)
    await close(project)
    expect(await close(project)).toMatchObject({ exit: 4, codes: ['SPM6054'] })
    expect(await project.spm('calc --period 2026-01')).toMatchObject({ exit: 4, codes: ['SPM6054'] })
    await project.close('2026-02')
    expect(project.closed()).toEqual(['2026-01', '2026-02'])
    expect(await project.spm('audit verify')).toMatchObject({ exit: 0, codes: [] })
  })

  test('not with a run that was computed when the ledger stood elsewhere', async () => {
    const project = new ClosingProject({ ...ONE_REP, 'spm.yaml': 'first_period: 2026-02\n' })
    await project.calc('2026-02')
    await approve(project, '2026-02')
    project.write({ 'spm.yaml': '' })
    await project.close('2026-01')
    project.write({ 'spm.yaml': 'first_period: 2026-02\n' })
    expect(await close(project, '2026-02')).toMatchObject({ exit: 4, codes: ['SPM6056'] })
  })
})

describe('a closed period', () => {
  test('is reopened with a reason, if it is the latest; its approval is void and what was posted is kept', async () => {
    const project = new ClosingProject(ONE_REP)
    await project.close('2026-01')
    await project.close('2026-02')
    const reopen = (period: string) => project.spm(`reopen --period ${period} --reason mistake`, 'bob')
    expect(await reopen('2026-01')).toMatchObject({ exit: 4, codes: ['SPM6058'] })
    expect(await project.spm('reopen --period 2026-02')).toMatchObject({ exit: 2 })
    expect(await reopen('2026-02')).toMatchObject({ exit: 0 })
    expect(project.closed()).toEqual(['2026-01'])
    expect(readdirSync(join(project.root, 'ledger/reopened'))).toEqual(['2026-02.1'])
    expect(await close(project, '2026-02')).toMatchObject({ exit: 4, codes: ['SPM6053'] })
    await project.close('2026-02')
    expect(await reopen('2026-02')).toMatchObject({ exit: 0 })
    expect(readdirSync(join(project.root, 'ledger/reopened'))).toEqual(['2026-02.1', '2026-02.2'])
    expect(await project.spm('audit verify')).toMatchObject({ exit: 0, codes: [] })
  })

  test.each([
    ['edited', (folder: string) => appendFileSync(join(folder, 'payout-lines.csv'), 'x\n')],
    ['robbed of a file', (folder: string) => rmSync(join(folder, 'balances.csv'))],
    ['given a file', (folder: string) => writeFileSync(join(folder, 'more.csv'), 'x\n')],
    ['rewritten in its record', (folder: string) => writeFileSync(join(folder, 'close.json'), '{}')],
    ['moved away', (folder: string) => rmSync(folder, { recursive: true })],
  ])('that was %s stops everything that builds on it', async (_, break_) => {
    const project = new ClosingProject(ONE_REP)
    await project.close('2026-01')
    await project.close('2026-02')
    break_(join(project.root, 'ledger/2026-01'))
    for (const line of ['calc --period 2026-03', 'status', 'ledger', 'audit verify']) {
      const { exit, codes } = await project.spm(line)
      expect(exit).toBe(line === 'audit verify' ? 1 : 4)
      expect(codes).toContain('SPM6057')
    }
  })

  test('is completed in the log by the next command when spm was cut off between ledger and log', async () => {
    const project = await calculated()
    await approve(project)
    const kept = [
      readFileSync(join(project.root, 'audit.jsonl')),
      readFileSync(join(project.root, 'audit.head')),
    ] as const
    await close(project)
    writeFileSync(join(project.root, 'audit.jsonl'), kept[0])
    writeFileSync(join(project.root, 'audit.head'), kept[1])
    expect(await project.spm('audit verify')).toMatchObject({ exit: 1, codes: ['SPM6064'] })
    expect(await close(project)).toMatchObject({ exit: 4, codes: ['SPM6054', 'SPM6059'] })
    expect(await project.spm('audit verify')).toMatchObject({ exit: 0, codes: [] })
    expect((await project.spm('status')).out).toMatch(/2026-01 +closed/)
  })

  test('that was cut off while it was reopened is logged as open by the next command', async () => {
    const project = new ClosingProject(ONE_REP)
    await project.close('2026-01')
    renameSync(join(project.root, 'ledger/2026-01'), join(project.root, 'elsewhere'))
    await project.calc('2026-01')
    expect(await approve(project)).toMatchObject({ exit: 0, codes: ['SPM6059'] })
    expect(await project.spm('audit verify')).toMatchObject({ exit: 0, codes: [] })
  })
})

test('whichever file operation of a close or reopening fails, the period is closed or open, never between', async () => {
  const project = await calculated()
  const runs = join(project.root, 'runs')
  const run = readRun(runs, '2026-01', project.run('2026-01').slice(-12))!
  const period = { id: '2026-01', level: 'month', start: '2026-01-01', end: '2026-02-01' } as never
  const parts = { period, previous: undefined }
  let closedAfter = 0
  for (let nth = 1; ; nth += 1) {
    const ledger = join(project.root, `ledger-${nth}`)
    const { fs, calls } = failingFs(nth)
    let failed = false
    try {
      writeClose(ledger, run, parts, () => [], fs)
      moveReopened(ledger, '2026-01', fs)
    } catch {
      failed = true
    }
    const found: never[] = []
    const closed = existsSync(ledger) ? checkLedger(readLedgerFolders(ledger), found) : []
    expect(found).toEqual([])
    expect(closed.length).toBeLessThanOrEqual(1)
    closedAfter += closed.length
    if (!failed && calls() < nth) break
  }
  expect(closedAfter).toBeGreaterThan(0)
})

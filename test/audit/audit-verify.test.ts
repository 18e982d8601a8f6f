import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { appendAudit } from '../../src/io/audit-log.js'
import { beginRun, type CommittedRun } from '../../src/io/write-run.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

function draft(root: string, period: string, logged = true): CommittedRun {
  const writer = beginRun(join(root, 'runs'), period)
  writer.file('payouts.csv', [{ name: 'payable', type: 'number' }]).row(['100.00'])
  const run = writer.commit(`${JSON.stringify({ period, outputs: writer.finish() })}\n`, [])!
  const entry = { at: '2026-04-02T09:00:00.000Z', actor: 'pat', action: 'calc' }
  const details = { period, run: run.id, manifest: run.manifest }
  if (logged) appendAudit(join(root, 'audit.jsonl'), { ...entry, details }, [])
  return run
}

interface Verdict {
  readonly code: number
  readonly codes: readonly string[]
  readonly body: { readonly ok: boolean; readonly entries: number; readonly head: string; readonly limits: string }
}

async function verify(root: string, ...args: string[]): Promise<Verdict> {
  const env = fakeEnv(root)
  const code = await runCli(['audit', 'verify', '--format', 'json', ...args], env)
  const body = JSON.parse(env.stdout.text()) as Verdict['body'] & { diagnostics: { code: string }[] }
  return { code, body, codes: body.diagnostics.map((each) => each.code) }
}

describe('spm audit verify', () => {
  test('finds nothing in runs and a log as they were written', async () => {
    const root = tempFolder()
    draft(root, '2026-01')
    draft(root, '2026-02')
    draft(root, '2026-02')
    const { code, codes, body } = await verify(root)
    expect([code, codes, body.ok, body.entries]).toEqual([0, [], true, 3])
    expect(body.limits).toContain('--head')
    expect((await verify(root, '--head', body.head.toUpperCase())).code).toBe(0)
    expect((await verify(root, '--head', 'f'.repeat(64))).codes).toEqual(['SPM6030'])
  })

  test('finds an amount edited by hand in a run', async () => {
    const root = tempFolder()
    const { folder } = draft(root, '2026-01')
    writeFileSync(join(folder, 'payouts.csv'), 'payable\n900.00\n')
    expect(await verify(root)).toMatchObject({ code: 1, codes: ['SPM6034'] })
    rmSync(join(folder, 'payouts.csv'))
    expect(await verify(root)).toMatchObject({ code: 1, codes: ['SPM6034'] })
  })

  test('finds an amount edited together with its manifest, because the log names the manifest', async () => {
    const root = tempFolder()
    const { folder } = draft(root, '2026-01')
    const edited = beginRun(join(root, 'other'), '2026-01')
    edited.file('payouts.csv', [{ name: 'payable', type: 'number' }]).row(['900.00'])
    const outputs = edited.finish()
    edited.abort()
    writeFileSync(join(folder, 'payouts.csv'), 'payable\n900.00\n')
    writeFileSync(join(folder, 'run.json'), `${JSON.stringify({ period: '2026-01', outputs })}\n`)
    expect(await verify(root)).toMatchObject({ code: 1, codes: ['SPM6033'] })
  })

  test('finds a run that the log does not know, and a file that no run wrote', async () => {
    const root = tempFolder()
    draft(root, '2026-01')
    const { folder } = draft(root, '2026-02', false)
    writeFileSync(join(folder, 'notes.txt'), '')
    expect(await verify(root)).toMatchObject({ code: 1, codes: ['SPM6035', 'SPM6031'] })
  })

  test('notes a deleted draft and is content', async () => {
    const root = tempFolder()
    const { folder } = draft(root, '2026-01')
    rmSync(folder, { recursive: true })
    expect(await verify(root)).toMatchObject({ code: 0, codes: ['SPM6032'] })
  })

  test('finds a log cut together with its head file by the runs that are left', async () => {
    const root = tempFolder()
    draft(root, '2026-01')
    const [log, head] = ['audit.jsonl', 'audit.head'].map((name) => join(root, name)) as [string, string]
    const before = [readFileSync(log), readFileSync(head)] as const
    draft(root, '2026-02')
    writeFileSync(log, before[0])
    writeFileSync(head, before[1])
    expect(await verify(root)).toMatchObject({ code: 1, codes: ['SPM6031'] })
  })

  test('says in text what it checked, and cannot run without a log', async () => {
    const root = tempFolder()
    const none = fakeEnv(root)
    expect(await runCli(['audit', 'verify'], none)).toBe(2)
    expect(none.stdout.text()).toBe('')
    expect(none.stderr.text()).toContain('SPM6021')
    expect(readdirSync(root)).toEqual([])
    draft(root, '2026-01')
    const env = fakeEnv(root)
    expect(await runCli(['audit', 'verify'], env)).toBe(0)
    expect(env.stdout.text()).toMatch(/^ok audit\.jsonl: 1 line, 1 run checked\nhead [0-9a-f]{64}\n.*--head\.\n$/)
    expect(env.stderr.text()).toBe('')
  })
})

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/base/hash.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { dryRun } from '../../src/io/dry-run.js'
import type { FsPort } from '../../src/io/fs-port.js'
import { IoFailure } from '../../src/io/io-failure.js'
import { beginRun, runId, type CommittedRun, type RunWriter } from '../../src/io/write-run.js'
import { cleanUpNow } from '../../src/io/interrupt.js'
import { failingFs } from './failing-fs.js'
import { tempFolder } from './temp-folder.js'

const PAYOUTS = 'payee_id,payable\nrep-1,100.00\nrep-2,-5.50\n'

function fill(writer: RunWriter, first = '100.00'): string {
  const payouts = writer.file('payouts.csv', [
    { name: 'payee_id', type: 'text' },
    { name: 'payable', type: 'number' },
  ])
  const lines = writer.file('payout-lines.csv', [{ name: 'line_id', type: 'text' }])
  payouts.row(['rep-1', first])
  lines.row(['L1'])
  payouts.row(['rep-2', '-5.50'])
  return `${JSON.stringify({ outputs: writer.finish() })}\n`
}

function write(runs: string, fs?: FsPort, first?: string): { run: CommittedRun | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = []
  const writer = beginRun(runs, '2026-03', fs)
  return { run: writer.commit(fill(writer, first), found), found }
}

/** Everything below a folder that a user would see, with content. */
function visible(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  if (!existsSync(folder)) return files
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !path.includes('.tmp')) files.set(path, readFileSync(path, 'utf8'))
  }
  return files
}

describe('a run', () => {
  test('is a folder named by the hash of its manifest, with the files as written', () => {
    const runs = tempFolder()
    const { run } = write(runs)
    const manifest = readFileSync(join(run!.folder, 'run.json'), 'utf8')
    expect(run).toEqual({
      id: runId(manifest),
      folder: join(runs, '2026-03', runId(manifest)),
      manifest: sha256(manifest),
      existed: false,
    })
    expect(readFileSync(join(run!.folder, 'payouts.csv'), 'utf8')).toBe(PAYOUTS)
    expect(JSON.parse(manifest).outputs[0]).toEqual({
      file: 'payouts.csv',
      rows: 2,
      bytes: PAYOUTS.length,
      sha256: sha256(PAYOUTS),
    })
    expect(readFileSync(join(runs, '2026-03', 'latest'), 'utf8')).toBe(`${run!.id}\n`)
  })

  test('is readable by its owner alone, whatever the umask', () => {
    for (const umask of [0o000, 0o077, 0o277]) {
      const runs = join(tempFolder(), 'runs')
      const before = process.umask(umask)
      try {
        const { run } = write(runs)
        const mode = (path: string) => statSync(path).mode & 0o777
        expect([mode(runs), mode(run!.folder)]).toEqual([0o700, 0o700])
        for (const file of readdirSync(run!.folder)) expect(mode(join(run!.folder, file))).toBe(0o600)
      } finally {
        process.umask(before)
      }
    }
  })

  test('of the same inputs is the same folder, kept as it is', () => {
    const runs = tempFolder()
    const first = write(runs).run!
    const before = visible(runs)
    const second = write(runs).run!
    expect(second).toEqual({ ...first, existed: true })
    expect(visible(runs)).toEqual(before)
    expect(readdirSync(join(runs, '2026-03')).sort()).toEqual([first.id, 'latest'].sort())
  })

  test('that was edited by hand is not taken for the same run, and not repaired silently', () => {
    const runs = tempFolder()
    const { run } = write(runs)
    writeFileSync(join(run!.folder, 'payouts.csv'), PAYOUTS.replace('100.00', '900.00'))
    const again = write(runs)
    expect(again.run).toBeUndefined()
    expect(again.found.map((each) => each.code)).toEqual(['SPM6004'])
    expect(readFileSync(join(run!.folder, 'payouts.csv'), 'utf8')).toContain('900.00')
    expect(readdirSync(join(runs, '2026-03')).sort()).toEqual([run!.id, 'latest'].sort())
  })

  test('that is aborted leaves nothing, not even the folders made for it', () => {
    const root = tempFolder()
    const writer = beginRun(join(root, 'runs'), '2026-03')
    fill(writer)
    writer.abort()
    expect(readdirSync(root)).toEqual([])
  })

  test('that is interrupted by a signal leaves nothing', () => {
    const root = tempFolder()
    fill(beginRun(join(root, 'runs'), '2026-03'))
    cleanUpNow()
    expect(readdirSync(root)).toEqual([])
  })

  test('of a process that died half-way is swept up by the next one; that of a living one is not', () => {
    const runs = tempFolder()
    const mark = sha256(hostname()).slice(0, 12)
    const parent = join(runs, '2026-03')
    mkdirSync(join(parent, `.tmp-${mark}-4194303-1`), { recursive: true })
    mkdirSync(join(parent, `.tmp-${mark}-1-1`))
    mkdirSync(join(parent, `.tmp-000000000000-4194303-1`))
    write(runs)
    const left = readdirSync(parent).filter((name) => name.startsWith('.tmp'))
    expect(left).toEqual([`.tmp-000000000000-4194303-1`, `.tmp-${mark}-1-1`])
  })

  test('whose n-th file operation fails leaves earlier runs intact and nothing half-written, for every n', () => {
    const counted = failingFs(Number.MAX_SAFE_INTEGER)
    write(tempFolder(), counted.fs)
    const total = counted.calls()
    expect(total).toBeGreaterThan(30)
    for (const forGood of [false, true]) {
      for (let n = 1; n <= total; n += 1) {
        const runs = join(tempFolder(), 'runs')
        const earlier = write(runs, undefined, '1.00').run!
        const before = visible(earlier.folder)
        const names = new Set(readdirSync(join(runs, '2026-03')))
        let committed: CommittedRun | undefined
        try {
          committed = write(runs, failingFs(n, { forGood }).fs).run
        } catch (error) {
          expect(error).toBeInstanceOf(IoFailure)
        }
        expect(visible(earlier.folder)).toEqual(before)
        // A run that shows is a whole one.
        for (const name of readdirSync(join(runs, '2026-03'))) {
          if (names.has(name) || name.startsWith('.tmp') || name.startsWith('latest')) continue
          expect(readFileSync(join(runs, '2026-03', name, 'payouts.csv'), 'utf8')).toBe(PAYOUTS)
          expect(runId(readFileSync(join(runs, '2026-03', name, 'run.json'), 'utf8'))).toBe(name)
        }
        const latest = readFileSync(join(runs, '2026-03', 'latest'), 'utf8').trim()
        expect(existsSync(join(runs, '2026-03', latest, 'run.json'))).toBe(true)
        const next = write(runs)
        expect(next.found).toEqual([])
        if (committed) expect(next.run!.id).toBe(committed.id)
      }
    }
  })

  test('written dry counts and hashes the same and touches nothing', () => {
    const root = tempFolder()
    const dry = dryRun(join(root, 'runs'), '2026-03')
    const planned = dry.commit(fill(dry), [])!
    expect(readdirSync(root)).toEqual([])
    expect(write(join(root, 'runs')).run).toEqual(planned)
  })
})

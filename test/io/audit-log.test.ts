import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLog } from '../../src/audit/check-log.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { appendAudit, headPath, readAuditLog } from '../../src/io/audit-log.js'
import type { FsPort } from '../../src/io/fs-port.js'
import { IoFailure } from '../../src/io/io-failure.js'
import { failingFs } from './failing-fs.js'
import { tempFolder } from './temp-folder.js'

function log(path: string, run: string, fs?: FsPort): string[] {
  const found: Diagnostic[] = []
  const details = { period: '2026-03', run, manifest: 'a'.repeat(64), payable: '1,234.50 USD' }
  const entry = { at: '2026-04-02T09:00:00.000Z', actor: 'pat', action: 'calc', details }
  appendAudit(path, entry, found, { wait: 0, ...(fs && { fs }) })
  return found.map((each) => each.code)
}

function verify(path: string, kept?: string): string[] {
  const { lines, head } = readAuditLog(path)!
  const found: Diagnostic[] = []
  checkLog(lines, head, { log: 'audit.jsonl', head: 'audit.head' }, kept, found)
  return found.map((each) => each.code)
}

function threeEntries(): string {
  const path = join(tempFolder(), 'audit.jsonl')
  for (const run of ['r1', 'r2', 'r3']) expect(log(path, run)).toEqual([])
  return path
}

/** A disk that stays full can leave a lock without a name: the one thing that a person must remove. */
function logAfterFailure(path: string, run: string): string[] {
  const codes = log(path, run)
  if (codes[0] !== 'SPM6005') return codes
  expect(() => JSON.parse(readFileSync(`${path}.lock`, 'utf8'))).toThrow(SyntaxError)
  rmSync(`${path}.lock`)
  return log(path, run)
}

function edit(path: string, change: (lines: string[]) => string[]): void {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  writeFileSync(path, `${change(lines).join('\n')}\n`)
}

describe('the audit log', () => {
  test('is a chain that sha256sum alone can check', () => {
    const path = threeEntries()
    expect(verify(path)).toEqual([])
    const script = `prev=${'0'.repeat(64)}; while IFS= read -r line; do
      case "$line" in *'"prev":"'$prev'"}') ;; *) echo broken; esac
      prev=$(printf %s "$line" | sha256sum | cut -d' ' -f1); done < "$1"; echo "$prev"`
    const head = execFileSync('sh', ['-c', script, 'sh', path], { encoding: 'utf8' }).trim()
    expect(readFileSync(headPath(path), 'utf8')).toBe(`3 ${head}\n`)
  })

  test.each<[string, (lines: string[]) => string[], string[]]>([
    ['an edit in the middle', (l) => [l[0]!, l[1]!.replace('pat', 'sam'), l[2]!], ['SPM6023']],
    ['an edit of white space', (l) => [l[0]!.replace(',', ', '), l[1]!, l[2]!], ['SPM6023']],
    ['an edit of the last line', (l) => [l[0]!, l[1]!, l[2]!.replace('pat', 'sam')], ['SPM6029']],
    ['a cut at the start', (l) => l.slice(1), ['SPM6024', 'SPM6029']],
    ['a cut in the middle', (l) => [l[0]!, l[2]!], ['SPM6024', 'SPM6029']],
    ['a cut at the end', (l) => l.slice(0, 2), ['SPM6029']],
    ['two swapped lines', (l) => [l[1]!, l[0]!, l[2]!], ['SPM6024', 'SPM6024', 'SPM6024']],
    ['a line copied in', (l) => [l[0]!, l[1]!, l[1]!, l[2]!], ['SPM6024', 'SPM6029']],
    ['a line that is no entry', (l) => [l[0]!, 'x', l[2]!], ['SPM6022', 'SPM6023']],
  ])('shows %s', (_, change, codes) => {
    const path = threeEntries()
    edit(path, change)
    expect(verify(path)).toEqual(codes)
  })

  test('shows a whole rewrite only to somebody who kept the head hash elsewhere', () => {
    const path = threeEntries()
    const kept = readAuditLog(path)!.head!.hash
    expect(verify(path, kept)).toEqual([])
    rmSync(path)
    rmSync(headPath(path))
    log(path, 'other')
    expect(verify(path)).toEqual([])
    expect(verify(path, kept)).toEqual(['SPM6030'])
  })

  test('shows a torn tail; the next entry ends the line and acknowledges it by its hash', () => {
    const path = threeEntries()
    truncateSync(path, readFileSync(path).length - 40)
    writeFileSync(headPath(path), `2 ${readAuditLog(path)!.lines[1]!.hash}\n`)
    expect(verify(path)).toEqual(['SPM6025'])
    expect(log(path, 'r4')).toEqual([])
    expect(verify(path)).toEqual(['SPM6026'])
    const entries = readAuditLog(path)!.lines
    expect(entries.map((line) => line.entry?.action)).toEqual(['calc', 'calc', undefined, 'recovered', 'calc'])
    expect(entries[3]!.entry!.details['torn']).toBe(entries[2]!.hash)
  })

  test('shows a tail torn off a line that the head file knows', () => {
    const path = threeEntries()
    truncateSync(path, readFileSync(path).length - 40)
    expect(verify(path)).toEqual(['SPM6025', 'SPM6029'])
    expect(log(path, 'r4')).toEqual(['SPM6029'])
  })

  test('refuses to go on after a cut: the next entry would cover it up', () => {
    const path = threeEntries()
    edit(path, (lines) => lines.slice(0, 1))
    const before = readFileSync(path, 'utf8')
    expect(log(path, 'r4')).toEqual(['SPM6029'])
    rmSync(path)
    expect(log(path, 'r4')).toEqual(['SPM6029'])
    expect(existsSync(path)).toBe(false)
    // Who accepts the loss removes the head file, and the log says so from then on.
    writeFileSync(path, before)
    rmSync(headPath(path))
    expect(verify(path)).toEqual(['SPM6027'])
    expect(log(path, 'r4')).toEqual([])
    expect(readAuditLog(path)!.lines.map((line) => line.entry?.details['head'])).toEqual([
      undefined,
      'missing',
      undefined,
    ])
    expect(verify(path)).toEqual([])
  })

  test('takes a head one entry behind for a crash between two writes, and more for a foreign hand', () => {
    const path = threeEntries()
    const { lines } = readAuditLog(path)!
    writeFileSync(headPath(path), `2 ${lines[1]!.hash}\n`)
    expect(verify(path)).toEqual(['SPM6028'])
    writeFileSync(headPath(path), `1 ${lines[0]!.hash}\n`)
    expect(verify(path)).toEqual(['SPM6029'])
    appendFileSync(headPath(path), 'x')
    expect(verify(path)).toEqual(['SPM6027'])
  })

  test('stays verifiable when the n-th file operation of an append fails, for every n', () => {
    const counted = failingFs(Number.MAX_SAFE_INTEGER)
    log(threeEntries(), 'r4', counted.fs)
    for (const forGood of [false, true]) {
      for (let n = 1; n <= counted.calls(); n += 1) {
        const path = threeEntries()
        const before = readFileSync(path, 'utf8')
        expect(() => log(path, 'r4', failingFs(n, { forGood }).fs)).toThrow(IoFailure)
        expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true)
        expect(logAfterFailure(path, 'r5')).toEqual([])
        expect(verify(path).filter((code) => code !== 'SPM6026')).toEqual([])
        expect(readAuditLog(path)!.lines.at(-1)!.entry!.details['run']).toBe('r5')
      }
    }
  })

  test('survives a crash while a crash is being recovered', () => {
    const counted = failingFs(Number.MAX_SAFE_INTEGER)
    const tornLog = (): string => {
      const path = threeEntries()
      appendFileSync(path, '{"seq":4,"at":"2026')
      return path
    }
    log(tornLog(), 'r5', counted.fs)
    for (let n = 1; n <= counted.calls(); n += 1) {
      const path = tornLog()
      expect(() => log(path, 'r5', failingFs(n, { forGood: true }).fs)).toThrow(IoFailure)
      expect(logAfterFailure(path, 'r6')).toEqual([])
      expect(verify(path).filter((code) => code !== 'SPM6026')).toEqual([])
    }
  })
})

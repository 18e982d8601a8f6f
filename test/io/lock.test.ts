import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { exitCodeOf } from '../../src/commands/exit-code.js'
import { realFs, type FsPort } from '../../src/io/fs-port.js'
import { acquireLock, type Lock } from '../../src/io/lock.js'
import { tempFolder } from './temp-folder.js'

const AT = '2026-04-02T09:00:00.000Z'

function acquire(path: string): { lock: Lock | undefined; found: Diagnostic[] } {
  const found: Diagnostic[] = []
  return { lock: acquireLock(path, AT, found, { wait: 0 }), found }
}

function claim(pid: number, host: string): string {
  return JSON.stringify({ pid, host, at: AT, token: 't' })
}

test('A lock is held by one at a time and gone after release', () => {
  const path = join(tempFolder(), 'x.lock')
  const first = acquire(path)
  const second = acquire(path)
  expect(second.lock).toBeUndefined()
  expect(second.found.map((each) => each.code)).toEqual(['SPM6005'])
  expect(exitCodeOf(second.found)).toBe(4)
  expect(second.found[0]!.fix).toContain(path)
  first.lock!.release()
  first.lock!.release()
  expect(existsSync(path)).toBe(false)
  acquire(path).lock!.release()
})

test('The lock of a dead process on this machine is taken over', async () => {
  const path = join(tempFolder(), 'x.lock')
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.on('exit', resolve))
  writeFileSync(path, claim(child.pid!, hostname()))
  const { lock } = acquire(path)
  expect(readFileSync(path, 'utf8')).toContain(`"pid":${process.pid}`)
  lock!.release()
})

test('The lock of a namesake of our own process id, as containers make them, is taken over', () => {
  const path = join(tempFolder(), 'x.lock')
  writeFileSync(path, claim(process.pid, hostname()))
  acquire(path).lock!.release()
})

test('Who was killed while he took over a dead lock is in nobody’s way', () => {
  const path = join(tempFolder(), 'x.lock')
  // Our own process id with an unknown token is a dead namesake's.
  for (const file of [path, `${path}.takeover`, `${path}.takeover.takeover`]) {
    writeFileSync(file, claim(process.pid, hostname()))
  }
  acquire(path).lock!.release()
  expect(readdirSync(dirname(path))).toEqual([])
})

test('A lock has its owner’s name from the moment it is seen, so that one who is killed leaves none that nobody may take', () => {
  const folder = tempFolder()
  const path = join(folder, 'x.lock')
  const seen: string[] = []
  const fs: FsPort = {
    ...realFs,
    write: (...args) => {
      if (existsSync(path)) seen.push(readFileSync(path, 'utf8'))
      return realFs.write(...args)
    },
  }
  acquireLock(path, AT, [], { wait: 0, fs })!.release()
  expect(seen).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

test('Where files have one name only, the lock works too', () => {
  const folder = tempFolder()
  const path = join(folder, 'x.lock')
  const fs: FsPort = {
    ...realFs,
    link: () => {
      throw Object.assign(new Error('no links'), { code: 'EPERM', errno: -1, syscall: 'link' })
    },
  }
  const lock = acquireLock(path, AT, [], { wait: 0, fs })
  expect(acquire(path).lock).toBeUndefined()
  lock!.release()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['a living process', claim(process.ppid, hostname())],
  ['another machine', claim(4_194_303, 'elsewhere')],
  ['nobody knows whom', ''],
])('The lock of %s is respected', (_, text) => {
  const path = join(tempFolder(), 'x.lock')
  writeFileSync(path, text)
  expect(acquire(path).lock).toBeUndefined()
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('A release does not take away a lock that somebody else has put there since', () => {
  const path = join(tempFolder(), 'x.lock')
  const { lock } = acquire(path)
  writeFileSync(path, claim(1, 'elsewhere'))
  lock!.release()
  expect(existsSync(path)).toBe(true)
})

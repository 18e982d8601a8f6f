import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const SPM = join(import.meta.dirname, '../../bin/spm.js')

/** How a process ended. */
export interface Ended {
  /** What it returned; undefined where it was killed. */
  readonly exit: number | undefined
  /** Milliseconds from its start to its end. */
  readonly took: number
  /** Milliseconds for which the lock of the project was seen. */
  readonly locked: number
  readonly err: string
}

/** When to kill: so many milliseconds after the start, or after the lock is there, while files are written. */
export interface Kill {
  readonly since: 'start' | 'lock'
  readonly after: number
}

/** Runs the built program as a process of its own and kills it, if it still runs then. */
export async function run(root: string, argv: readonly string[], kill?: Kill): Promise<Ended> {
  const started = performance.now()
  const child = spawn(process.execPath, [SPM, ...argv], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
  let err = ''
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()))
  let locked: number | undefined
  let free: number | undefined
  const look = setInterval(() => {
    const now = performance.now()
    if (existsSync(join(root, 'audit.jsonl.lock'))) locked ??= now
    else if (locked !== undefined) free ??= now
    const since = kill?.since === 'lock' ? locked : started
    if (kill !== undefined && since !== undefined && now - since >= kill.after) child.kill('SIGKILL')
  }, 1)
  const exit = await new Promise<number | undefined>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? undefined))
  })
  clearInterval(look)
  const now = performance.now()
  return { exit, took: now - started, locked: (free ?? now) - (locked ?? now), err }
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randoms(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

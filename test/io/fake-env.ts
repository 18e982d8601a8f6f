import type { Env } from '../../src/io/env.js'
import type { OutStream } from '../../src/io/out-stream.js'

export interface CapturedStream extends OutStream {
  readonly text: () => string
}

export function captured(isTTY = false, columns = 80): CapturedStream {
  let all = ''
  return { write: (text) => void (all += text), isTTY, columns, text: () => all }
}

export type FakeEnv = Env & { readonly stdout: CapturedStream; readonly stderr: CapturedStream }

/** An environment for tests: a fixed clock and user, captured streams, no variables, files that never change, nobody to ask. */
export function fakeEnv(cwd: string, overrides: Partial<Env> = {}): FakeEnv {
  return {
    cwd,
    vars: {},
    now: () => '2026-04-02T09:00:00.000Z',
    actor: 'pat',
    stdout: captured(),
    stderr: captured(),
    version: '0.0.0-test',
    node: 'v0.0.0-test',
    readStdin: () => Promise.resolve(Buffer.alloc(0)),
    async *changes() {},
    dialogue: () => undefined,
    ...overrides,
  } as FakeEnv
}

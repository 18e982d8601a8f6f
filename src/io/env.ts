import { userInfo } from 'node:os'
import { terminalDialogue, type Dialogue } from './dialogue.js'
import type { OutStream } from './out-stream.js'
import { watchFolders } from './watch-folders.js'

/**
 * Everything of the outside world that a command may see; made once in cli.ts. The engine sees none of it, so that
 * results depend on the inputs alone.
 */
export interface Env {
  readonly cwd: string
  readonly vars: Readonly<Record<string, string | undefined>>
  /** The clock, as an ISO time in UTC; only the audit log, locks and a new project may ask. */
  now(): string
  /** The user of the environment; `--as` overrides it where a command offers that. */
  readonly actor: string
  readonly stdout: OutStream
  readonly stderr: OutStream
  readonly version: string
  /** The version of Node.js. */
  readonly node: string
  /** All bytes of the standard input, to its end. */
  readStdin(): Promise<Uint8Array>
  /** A value for each change of files in these folders; ends where nothing more can change. */
  changes(folders: readonly string[]): AsyncIterable<void>
  /** Begins a conversation with the person at the terminal; undefined where nobody is there. */
  dialogue(): Dialogue | undefined
  /** `--color` or `--no-color`; undefined leaves it to the environment. */
  readonly colour?: boolean | undefined
  /** `--quiet`: results and errors only; no progress, notes or summaries. */
  readonly quiet?: boolean | undefined
}

function actorOf(vars: Env['vars']): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that has no name.
    return vars['USER'] || vars['LOGNAME'] || vars['USERNAME'] || 'unknown'
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function processEnv(proc: NodeJS.Process, version: string, stdout: OutStream, stderr: OutStream): Env {
  return {
    cwd: proc.cwd(),
    vars: proc.env,
    now: () => new Date().toISOString(),
    actor: actorOf(proc.env),
    stdout,
    stderr,
    version,
    node: proc.version,
    readStdin: () => readAll(proc.stdin),
    changes: watchFolders,
    // Only who asks touches stdin.
    dialogue: () => (stdout.isTTY && proc.stdin.isTTY ? terminalDialogue(proc.stdin, proc.stdout) : undefined),
  }
}

import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, truncateSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'

/** What the command lines of a case printed and returned. */
export interface CaseRun {
  readonly stdout: string
  readonly stderr: string
  /** The exit code of each `spm` line. */
  readonly exits: readonly number[]
}

/** Splits a command line at blanks; quotes keep blanks together. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}

/** The run that `latest` names; what commands call `<run>`, because ids change with every new field of the manifest. */
function latestRun(root: string, path: string): string {
  const at = path.indexOf('<run>')
  return readFileSync(join(root, path.slice(0, at), 'latest'), 'utf8').trim()
}

/** The steps beside `spm …` that a case may take: what somebody does to the files between two commands. */
const STEPS: Readonly<Record<string, (root: string, args: readonly string[]) => void>> = {
  /** edit FILE OLD NEW: replaces text that must be there. */
  edit: (root, [file = '', before = '', after = '']) => {
    const path = join(root, file)
    const text = readFileSync(path, 'latin1')
    if (!text.includes(before)) throw new Error(`edit: "${before}" is not in ${file}`)
    writeFileSync(path, text.replace(before, after), 'latin1')
  },
  append: (root, [file = '', text = '']) => appendFileSync(join(root, file), `${text}\n`),
  /** cut FILE BYTES: takes bytes off the end. */
  cut: (root, [file = '', bytes = '']) => {
    const path = join(root, file)
    truncateSync(path, readFileSync(path).length - Number.parseInt(bytes, 10))
  },
  remove: (root, [file = '']) => rmSync(join(root, file), { recursive: true }),
  /** drop FILE N: takes line N out. */
  drop: (root, [file = '', line = '']) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    lines.splice(Number.parseInt(line, 10) - 1, 1)
    writeFileSync(join(root, file), lines.join('\n'))
  },
  copy: (root, [from = '', to = '']) => cpSync(join(root, from), join(root, to)),
  folder: (root, [name = '']) => void mkdirSync(join(root, name), { recursive: true }),
  /** fill FILE BYTES: a big file that need not lie in the repository. */
  fill: (root, [file = '', bytes = '']) => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), '#'.repeat(Number.parseInt(bytes, 10)))
  },
}

/**
 * Runs the lines of a `command` file in a folder, in this process, with a fixed clock and user. `spm` lines may begin
 * with `ACTOR=name`. With several of them, the transcript shows each before its output.
 */
export async function runLines(root: string, commands: string): Promise<CaseRun> {
  const lines = commands.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const several = lines.filter((line) => /^(?:ACTOR=\w+ )?spm\b/.test(line)).length > 1
  let stdout = ''
  let stderr = ''
  const exits: number[] = []
  for (const line of lines) {
    const filled = words(line).map((word) => (word.includes('<run>') ? word.replace('<run>', latestRun(root, word)) : word))
    const actor = filled[0]?.startsWith('ACTOR=') ? filled.shift()!.slice('ACTOR='.length) : 'pat'
    const [verb = '', ...args] = filled
    if (verb !== 'spm') {
      const step = STEPS[verb]
      if (!step) throw new Error(`no such step: ${line}`)
      step(root, args)
      continue
    }
    const env = fakeEnv(root, { actor })
    exits.push(await runCli(args, env))
    const prompt = several ? `$ ${line}\n` : ''
    stdout += prompt + plain(env.stdout.text(), root)
    stderr += prompt + plain(env.stderr.text(), root)
  }
  return { stdout, stderr, exits }
}

/** Without what changes with every new field of the manifest, and without the temporary folder. */
function plain(text: string, root: string): string {
  return text
    .replaceAll(resolve(root), '<folder>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<sha256>')
    .replaceAll(/(\brun |"run": "|\/)[0-9a-f]{12}\b/g, '$1<run>')
}

/** What a case folder holds beside its input files. */
export const CASE_FILES = ['command', 'stdout', 'stderr', 'exit', 'files', 'why.md', 'place', 'expected.txt']

/** Copies a case's input files. */
export function copyInputs(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !CASE_FILES.some((name) => path === join(from, name)) })
}

/** The text of a file, '' when there is none. */
export function readOr(path: string, missing: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : missing
}

export const UPDATES = process.env['UPDATE_GOLDEN'] === '1'

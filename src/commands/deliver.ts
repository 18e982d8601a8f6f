import { join, resolve } from 'node:path'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { isInside, isSameFile, whatIsAt } from '../io/out-file.js'
import { REDACT_KEY } from '../io/redact-key.js'
import { replaceFile } from '../io/write-file.js'
import { foldersOf } from '../project/find-settings.js'
import type { DiskSources } from '../project/find-sources.js'
import { safe } from '../render/safe.js'
import type { OptionSpec } from './command.js'
import { shownPath } from './shown-path.js'

export const outOption: OptionSpec = { flags: '--out <file>', summary: 'write it to a file (default: stdout)' }

/** Whether a document may be written to a file; says why not. Asked before the work, and again after it. */
export function checkOut(env: Env, out: string, sources: DiskSources, found: Diagnostic[]): boolean {
  const path = resolve(env.cwd, out)
  const { runs, ledger, log } = foldersOf(env.cwd, sources.root, sources.settings, undefined)
  const isInput = inputPaths(sources).some((input) => isSameFile(path, input))
  const own = [log, join(sources.root, REDACT_KEY)].some((file) => isSameFile(path, file))
  const why = isInput
    ? 'it is an input of the project'
    : own || isInside(path, runs) || isInside(path, ledger)
      ? 'runs, ledger, audit log and key are written by spm alone'
      : whatIsAt(path) === 'other'
        ? 'it is not a file'
        : undefined
  if (why !== undefined) found.push(diagnose('SPM1030', `"${out}" cannot be written: ${why}`))
  return why === undefined
}

function inputPaths(sources: DiskSources): readonly string[] {
  const { settingsFile, planFiles, libraryFiles, tables, lookups, keyed } = sources
  const files = [...tables.values(), ...lookups, ...keyed].flatMap((each) => each.files.map(({ name }) => name))
  const texts = [...(settingsFile ? [settingsFile] : []), ...planFiles, ...libraryFiles].map(({ path }) => path)
  return [...texts, ...files].map((name) => sources.pathOf(name))
}

/** Puts a document where it was asked for: a file in one step, or stdout. */
export function deliver(env: Env, content: string | Uint8Array, out: string | undefined): void {
  if (out === undefined) {
    if (typeof content === 'string') env.stdout.write(content)
    return
  }
  const path = resolve(env.cwd, out)
  replaceFile(path, content)
  if (!env.quiet) env.stderr.write(`Written: ${safe(shownPath(env, path))}\n`)
}

import { relative, resolve } from 'node:path'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { formatYaml } from '../format/format.js'
import type { Env } from '../io/env.js'
import { expandPaths } from '../io/expand.js'
import { decodeText, exists, readText } from '../io/read.js'
import { rewriteFiles } from '../io/rewrite-file.js'
import { IN_PLAN_FOLDERS } from '../project/find-sources.js'
import { findSettings } from '../project/find-settings.js'
import { colourFor } from '../render/colour.js'
import { safe } from '../render/safe.js'
import { FILE_KINDS, kindOfFile, orderIn, type FileKind } from '../schema/shapes.js'
import { flagOption, textOption, type Command, type OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { changesText } from './fmt-text.js'
import { showFindings } from './show-findings.js'

interface Formatted {
  readonly file: string
  readonly before: string
  readonly after: string
}

async function run(env: Env, options: OptionValues, paths: readonly string[]): Promise<number> {
  const found: Diagnostic[] = []
  const check = flagOption(options, 'check')
  const stdin = flagOption(options, 'stdin')
  const as = FILE_KINDS.find((kind) => kind === textOption(options, 'as'))
  if (stdin && paths.length > 0) {
    found.push(diagnose('SPM3761', '--stdin formats what it is given; the paths have no effect'))
    await showFindings(env, found, { as: 'messages' })
    return EXIT.usage
  }
  const config = textOption(options, 'config')
  const kindOf = (file: string): FileKind => as ?? (file === config ? 'settings' : kindOfFile(file))
  const texts = stdin ? await fromStdin(env, found) : fromFiles(env, config, paths, found)
  const formatted = texts.flatMap(({ file, text }): Formatted[] => {
    const after = formatYaml(text, file, orderIn(kindOf(file)), found)
    return after === undefined ? [] : [{ file, before: text, after }]
  })
  const changed = formatted.filter(({ before, after }) => before !== after)
  if (stdin && !check) env.stdout.write(formatted.map(({ after }) => after).join(''))
  else if (check) env.stdout.write(changed.map((each) => notFormatted(env, each)).join(''))
  else {
    rewriteFiles(changed.map(({ file, after }) => ({ path: resolve(env.cwd, file), text: after })))
    env.stdout.write(changed.map(({ file }) => `formatted ${safe(file)}\n`).join(''))
  }
  await showFindings(env, found, { as: 'messages' })
  if (!stdin && !env.quiet && formatted.length > 0) env.stderr.write(summary(formatted.length, changed.length, check))
  return hasErrors(found) || (check && changed.length > 0) ? EXIT.findings : EXIT.ok
}

interface Text {
  readonly file: string
  readonly text: string
}

async function fromStdin(env: Env, found: Diagnostic[]): Promise<readonly Text[]> {
  const text = decodeText(await env.readStdin(), 'stdin', found, true)
  return text === undefined ? [] : [{ file: 'stdin', text }]
}

/** What is named; else the settings and the plans of the project, with their tests. */
function fromFiles(
  env: Env,
  config: string | undefined,
  paths: readonly string[],
  found: Diagnostic[],
): readonly Text[] {
  const files = paths.length > 0 ? paths : projectFiles(env, config, found)
  return expandPaths(env.cwd, files, found, { inFolders: IN_PLAN_FOLDERS }).flatMap((file) => {
    const text = readText(env.cwd, file, found, { keepMark: true })
    return text === undefined ? [] : [{ file, text }]
  })
}

function projectFiles({ cwd }: Env, config: string | undefined, found: Diagnostic[]): readonly string[] {
  const project = findSettings(cwd, { config, out: undefined }, found)
  if (project === undefined) return []
  const own = config ?? (exists(cwd, 'spm.yaml') ? 'spm.yaml' : undefined)
  const plans = (project.settings.plans ?? ['plans']).map((path) => relative(cwd, resolve(project.root, path)))
  return [...(own === undefined ? [] : [own]), ...plans]
}

function notFormatted(env: Env, { file, before, after }: Formatted): string {
  const { bold } = colourFor(env, 'stdout')
  return `${bold(`not formatted ${safe(file)}`)}\n${changesText(before, after, colourFor(env, 'stdout'))}`
}

function summary(all: number, changed: number, check: boolean): string {
  const files = `${all} ${all === 1 ? 'file' : 'files'}`
  if (changed === 0) return `${files} formatted already\n`
  return check ? `${changed} of ${files} not formatted: "spm fmt" does it\n` : `${changed} of ${files} changed\n`
}

const kinds: readonly FileKind[] = FILE_KINDS

export const command: Command = {
  about:
    'Keys in the order of the reference, rows in columns, one kind of quotes. Comments, blank\nlines and what a file says stay as they are.',
  arguments: [{ name: '[paths...]', summary: 'files or folders (default: spm.yaml and plans/)' }],
  options: [
    { flags: '--check', summary: 'write nothing; show what would change, and exit 1' },
    { flags: '--stdin', summary: 'format the standard input to stdout, for editors' },
    { flags: '--config <file>', summary: 'the settings file (default: spm.yaml, if there is one)' },
    { flags: '--as <kind>', summary: 'what the files are (default: by their names)', choices: kinds },
  ],
  examples: ['spm fmt', 'spm fmt --check plans/*.yaml', 'spm fmt --stdin < plans/ae.yaml'],
  run,
}

import { judge } from '../diagnostics/checks.js'
import { hasErrors, diagnose, distinct, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { encodeText } from '../export/encode.js'
import { targets } from '../export/registry.js'
import type { ExportFile, ExportSource, ExportTarget } from '../export/target.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { exportPaths, isFolderPath, writeExport } from '../io/write-export.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { filesIn, type FilesOnDisk } from '../project/posted-files.js'
import { readPeople } from '../project/read-people.js'
import { safe } from '../render/safe.js'
import { flagOption, textOption, type Command, type OptionValues } from './command.js'
import { checkOut } from './deliver.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { openState, soundRun, type Project } from './lifecycle.js'
import { projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { shownPath } from './shown-path.js'

async function run(env: Env, options: OptionValues, [name = '']: readonly string[]): Promise<number> {
  const target = targets.find((each) => each.name === name)
  if (target === undefined) {
    const names = targets.map((each) => each.name)
    env.stderr.write(
      `error: there is no export "${safe(name)}".${didYouMean(name, names)}\nTargets: ${names.join(', ')}\n(see spm export --help)\n`,
    )
    return EXIT.usage
  }
  keepMemorySteady()
  const found: Diagnostic[] = []
  const project = openState(env, { ...options, out: textOption(options, 'runs') }, found)
  const sources = project && findSources(env.cwd, projectOptionsOf(options), found)
  const source = project && sources && (await sourceOf(project, sources, target, options, found))
  const files = source && !hasErrors(found) ? await target.build(source) : []
  if (source && !hasErrors(found)) checkPlace(env, textOption(options, 'out'), files, sources, found)
  const { found: told } = judge(distinct(found), sources?.settings.checks)
  await showProjectFindings(env, told, sources, { as: 'messages' })
  if (hasErrors(told)) {
    if (!env.quiet) env.stderr.write('Nothing was written.\n')
    return exitCodeOf(told)
  }
  put(env, options, files)
  return exitCodeOf(told)
}

/** What the target makes its files of; undefined (and told) where something is missing. */
async function sourceOf(
  project: Project,
  sources: DiskSources,
  target: ExportTarget,
  options: OptionValues,
  found: Diagnostic[],
): Promise<ExportSource | undefined> {
  const { settings } = sources
  const placeOf: ExportSource['placeOf'] = (path) => settings.doc?.placeOf(['exports', ...path])
  for (const need of target.needs) {
    if (settings.exports[need] !== undefined) continue
    const place = settings.doc?.placeOf(['exports'])
    found.push(diagnose('SPM1043', `spm export ${target.name} needs exports: ${need}: in spm.yaml`, { place }))
  }
  const chosen = choose(project, options, found)
  if (chosen === undefined) return undefined
  const { posted, isDraft } = chosen
  const wanted = target.columns(settings.exports).map(({ column, path }) => ({ column, place: placeOf(path) }))
  const people = await readPeople(sources, wanted, posted.period.end, found)
  const before = project.closed.filter(({ period }) => period.start < posted.period.start)
  return (
    people && {
      posted,
      isDraft,
      before: before.map(({ folder, period, run: id }) => filesIn(folder, period, id)),
      settings: settings.exports,
      ownCalendar: settings.inputs.periods !== undefined || sources.tables.has('periods'),
      people,
      placeOf,
      report: (code, message, detail) => void found.push(diagnose(code, message, detail)),
      found,
    }
  )
}

/** The closed period; else, where that is asked for, a draft of it. */
function choose(
  project: Project,
  options: OptionValues,
  found: Diagnostic[],
): { readonly posted: FilesOnDisk; readonly isDraft: boolean } | undefined {
  const id = textOption(options, 'period')!
  const named = textOption(options, 'run')
  const closed = project.closed.find(({ period }) => period.id === id)
  if (closed) {
    if (named === undefined || closed.run.startsWith(named)) {
      return { posted: filesIn(closed.folder, closed.period, closed.run), isDraft: false }
    }
    found.push(diagnose('SPM1042', `${id} was closed with run ${closed.run}, not with ${named}`))
    return undefined
  }
  if (!flagOption(options, 'allowDraft')) {
    const last = project.closed.at(-1)
    const latest = last ? `the latest closed period is ${last.period.id}` : 'no period is closed'
    found.push(diagnose('SPM1040', `${id} is not closed; ${latest}`))
    return undefined
  }
  const sound = soundRun(project, id, named, found)
  if (sound === undefined) return undefined
  const { run: draft, manifest } = sound
  const open = manifest.ledger.open_before
  const early = open === null ? '' : `, computed while ${open} is open`
  found.push(diagnose('SPM1041', `run ${draft.id} of ${id} is a draft${early}: nothing of it is posted`))
  return { posted: filesIn(draft.folder, manifest.period, draft.id), isDraft: true }
}

function checkPlace(
  env: Env,
  out: string | undefined,
  files: readonly ExportFile[],
  sources: DiskSources,
  found: Diagnostic[],
): void {
  if (files.length === 0) return
  if (out === undefined ? fitsScreen(files) : files.length === 1 || isFolderPath(env.cwd, out)) {
    if (out !== undefined) for (const path of exportPaths(env.cwd, out, files)) checkOut(env, path, sources, found)
    return
  }
  const names = files.map(({ name }) => name).join(', ')
  const message =
    files.length === 1 ? `${names} is in ${files[0]!.encoding}` : `the export comes in ${files.length} files: ${names}`
  found.push(diagnose('SPM1054', message))
}

function fitsScreen(files: readonly ExportFile[]): boolean {
  return files.length === 1 && files[0]!.encoding !== 'windows-1252'
}

/** To the screen, or into files; what it comes to is said beside it. */
function put(env: Env, options: OptionValues, files: readonly ExportFile[]): void {
  const out = textOption(options, 'out')
  if (files.length === 0) {
    if (!env.quiet) env.stderr.write('There is nothing to export, so no file was written.\n')
    return
  }
  if (out === undefined) {
    const [file] = files
    env.stdout.write(file!.text)
    if (!env.quiet) env.stderr.write(`${said(file!)}\n`)
    return
  }
  const bytes = files.map(({ name, text, encoding }) => ({ name, bytes: encodeText(text, encoding) }))
  const paths = writeExport(env.cwd, out, bytes)
  if (env.quiet) return
  for (const [index, file] of files.entries()) {
    env.stdout.write(`Written: ${safe(shownPath(env, paths[index]!))} (${said(file)})\n`)
  }
}

function said({ rows, says }: ExportFile): string {
  return safe(`${rows === 1 ? '1 row' : `${rows} rows`}: ${says}`)
}

const width = Math.max(...targets.map(({ name }) => name.length))

export const command: Command = {
  about: `From the closed period, never computed anew: every amount as it was posted.
What a file cannot carry is refused, and then nothing is written. Accounts and
codes stand in spm.yaml under exports:, see plans/EXPORTS.md.

${targets.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}`,
  arguments: [{ name: '<target>', summary: 'one of those above', suggests: targets.map(({ name }) => name) }],
  options: [
    { flags: '--period <id>', summary: 'the closed period', required: true },
    { flags: '--out <path>', summary: 'a file, or a folder (default: the screen)' },
    { flags: '--allow-draft', summary: 'where the period is not closed: its latest run, marked as a draft' },
    { flags: '--run <id>', summary: 'another draft, or the start of its id' },
    { flags: '--config <file>', summary: 'the settings file (default: spm.yaml, if there is one)' },
    { flags: '--reps <path>', summary: 'people (default: data/reps.csv)', list: true },
    { flags: '--runs <folder>', summary: 'where runs are kept (default: runs/)' },
  ],
  examples: [
    'spm export adp --period 2026-03 --out exports/',
    'spm export netsuite --period 2026-03 --out netsuite.csv',
    'spm export journal --period 2026-04 --allow-draft',
    'spm export asc340 --period 2026-12 --out exports/',
  ],
  run,
}

import { basename, isAbsolute, relative, resolve, sep } from 'node:path'
import { sha256 } from '../base/hash.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { fileFormat, type RecordFormat } from '../input/file-format.js'
import type { SourceFile, TableSettings } from '../input/table-settings.js'
import { expandPaths } from '../io/expand.js'
import { exists, readChunks, readText } from '../io/read.js'
import type { TextFile } from '../run/manifest.js'
import { CellFields } from './cell-fields.js'
import { findRoot } from './find-settings.js'
import { parseSettings, type InputName } from './settings.js'
import type { Sources, SourceTable, SourceText } from './sources.js'

/** What the command line says of the project; everything else is in `spm.yaml` or where it usually is. */
export interface ProjectOptions {
  /** The settings file; `spm.yaml` of the current folder unless given. */
  readonly config: string | undefined
  readonly plans: readonly string[]
  readonly inputs: Readonly<Partial<Record<InputName, readonly string[] | undefined>>>
  /** `key.key=value`, laid over the settings. */
  readonly overrides: readonly string[]
}

/** Sources on disk, and how to find a place in them again. */
export interface DiskSources extends Sources {
  /** The project's folder: where the settings file is, or the current one. All names are relative to it. */
  readonly root: string
  readonly settingsFile: TextFile | undefined
  readonly planFiles: readonly TextFile[]
  /** Plan files that were not named, of which a run has read those that it extends. */
  readonly libraryFiles: readonly TextFile[]
  readonly cells: CellFields
  /** How the records of a named file are told apart; undefined when it is not a table. */
  readonly formatOf: (name: string) => RecordFormat | undefined
  /** The path of a named file. */
  readonly pathOf: (name: string) => string
}

const USUAL_PLANS = ['plans']
export const INPUTS: readonly InputName[] = [
  'deals',
  'reps',
  'quotas',
  'splits',
  'fx',
  'periods',
  'opening',
  'objectives',
  'adjustments',
  'events',
  'holds',
]
export const IN_PLAN_FOLDERS = ['*.yaml', '*.yml']
/** Test files stand beside the plans. */
export const NOT_A_PLAN = /\.test\.ya?ml$/

/**
 * Finds a project's files. Flags win over `spm.yaml`; what neither names is looked for at `plans/` and
 * `data/<input>.csv`. Undefined when `found` holds errors that leave nothing to read.
 */
export function findSources(cwd: string, options: ProjectOptions, found: Diagnostic[]): DiskSources | undefined {
  const { config, root } = findRoot(cwd, options.config)
  const paths = new Map<string, string>()
  const nameOf = (file: string): string => {
    const path = resolve(root, file)
    const inside = relative(root, path)
    // The same run elsewhere must give the same bytes: a path from outside says its file name only.
    const name = isAbsolute(inside) || (inside.startsWith('..') && isAbsolute(file)) ? basename(path) : inside
    const short = name.split(sep).join('/')
    const plain = (paths.get(short) ?? path) === path ? short : inside.split(sep).join('/')
    paths.set(plain, path)
    return plain
  }
  const readNamed = (file: string, from = root): SourceText | undefined => {
    return readSource(from, file, nameOf(from === root ? file : resolve(from, file)), found)
  }
  const settingsText = config === undefined ? undefined : readNamed(config, cwd)
  if (config !== undefined && settingsText === undefined) return undefined
  const name = settingsText?.name ?? 'spm.yaml'
  const settings = parseSettings(settingsText?.text ?? '', name, found, options.overrides)
  if (settings === undefined) return undefined

  const fromFlags = (files: readonly string[]): string[] =>
    files.map((file) => (isAbsolute(file) ? file : relative(root, resolve(cwd, file)) || '.'))
  const sourceFiles = (files: readonly string[]): SourceFile[] =>
    expandPaths(root, files, found).map((file) => ({ name: nameOf(file), open: () => readChunks(root, file) }))

  /** The project's other plan files, where the command line names some; what is wrong with them matters elsewhere. */
  const readLibrary = (patterns: readonly string[], named: readonly SourceText[]): readonly SourceText[] => {
    const ignored: Diagnostic[] = []
    return expandPaths(root, patterns, ignored, { inFolders: IN_PLAN_FOLDERS })
      .filter((file) => !NOT_A_PLAN.test(file) && !named.some(({ name: other }) => other === nameOf(file)))
      .flatMap((file) => readSource(root, file, nameOf(file), ignored) ?? [])
  }

  const tables = new Map<InputName, SourceTable>()
  const unread = new Set<InputName | 'plans'>()
  const formats = new Map<string, RecordFormat>()
  const remember = (files: readonly SourceFile[], own: TableSettings): void => {
    for (const file of files) formats.set(file.name, fileFormat(own, '', []).record)
  }
  for (const input of INPUTS) {
    const own = settings.inputs[input] ?? {}
    const flag = options.inputs[input]
    const usual = `data/${input}.csv`
    const files = flag ? fromFlags(flag) : (listed(own.path) ?? (exists(root, usual) ? [usual] : undefined))
    if (files === undefined) continue
    const sources = sourceFiles(files)
    remember(sources, own)
    if (sources.length > 0) tables.set(input, { settings: own, files: sources })
    else unread.add(input)
  }
  const withFiles = <T extends TableSettings>(own: T): { settings: T; files: readonly SourceFile[] } => {
    const files = sourceFiles(listed(own.path) ?? [])
    remember(files, own)
    return { settings: own, files }
  }
  const lookups = settings.lookups.map(withFiles)
  const keyed = settings.tables.map(withFiles)

  const planPaths = options.plans.length > 0 ? fromFlags(options.plans) : settings.plans
  const usualPlans = exists(root, 'plans') ? USUAL_PLANS : []
  const before = found.length
  const planNames = expandPaths(root, planPaths ?? usualPlans, found, { inFolders: IN_PLAN_FOLDERS })
  const plans = planNames.filter((file) => !NOT_A_PLAN.test(file)).flatMap((file) => readNamed(file) ?? [])
  if (found.length > before) unread.add('plans')
  const library = options.plans.length > 0 ? readLibrary(settings.plans ?? usualPlans, plans) : []
  return {
    settings,
    plans,
    library,
    tables,
    lookups,
    keyed,
    root,
    settingsFile: settingsText && textFile(settingsText),
    planFiles: plans.map(textFile),
    libraryFiles: library.map(textFile),
    unread,
    cells: new CellFields(),
    formatOf: (file) => formats.get(file),
    pathOf: (file) => paths.get(file) ?? resolve(root, file),
  }
}

function listed(path: TableSettings['path']): readonly string[] | undefined {
  return typeof path === 'string' ? [path] : path
}

const MARK = '\uFEFF'

function readSource(root: string, file: string, name: string, found: Diagnostic[]): SourceText | undefined {
  const text = readText(root, file, found, { keepMark: true })
  return text?.startsWith(MARK)
    ? { name, text: text.slice(MARK.length), marked: true }
    : text === undefined
      ? undefined
      : { name, text }
}

/** Named by its bytes on disk, so that anybody can check it. */
function textFile({ name, text, marked }: SourceText): TextFile {
  const whole = marked ? `${MARK}${text}` : text
  return { path: name, bytes: Buffer.byteLength(whole), sha256: sha256(whole) }
}

import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { bindPreset } from './bind-preset.js'
import type { CellKind } from './cell.js'
import { typeOfKind } from './cell.js'
import { foldHeader } from './fold-header.js'
import type { Lookup } from './lookup.js'
import { missingColumns } from './missing-columns.js'
import type { ColumnSpec } from './table-spec.js'
import type { TableSettings } from './table-settings.js'

export type CellSource =
  | { readonly from: 'field'; readonly index: number }
  | { readonly from: 'constant'; readonly text: string }
  | { readonly from: 'lookup'; readonly lookup: number; readonly column: number }

/** A named column of one file and where its cells come from. */
export interface BoundColumn {
  readonly name: string
  readonly kind: CellKind
  /** Index into the spec's columns; -1 for an extra or looked-up column. */
  readonly spec: number
  readonly source: CellSource
}

export interface Binding {
  readonly columns: readonly BoundColumn[]
  /** Headers (or positions) that nothing known and no setting took. */
  readonly unmapped: readonly string[]
}

/** Our name for what the settings call a column: the spec's own name, also when an alias is written. */
export function specIndex(columns: readonly ColumnSpec[], written: string): number {
  const folded = foldHeader(written)
  const byName = columns.findIndex((column) => foldHeader(column.name) === folded)
  if (byName >= 0) return byName
  return columns.findIndex((column) => column.aliases?.some((alias) => foldHeader(alias) === folded))
}

/** An extra column may be given another type; a column that goes into the record, or has rules of its own, may not. */
export function kindOf(spec: ColumnSpec | undefined, declared: CellKind | undefined): CellKind {
  if (spec && (spec.inRecord || typeOfKind(spec.kind) !== spec.kind)) return spec.kind
  return declared ?? spec?.kind ?? 'text'
}

export interface BindRequest {
  readonly table: string
  readonly specs: readonly ColumnSpec[]
  readonly settings: TableSettings
  readonly lookups: readonly Lookup[]
  readonly file: string
  /** Cleaned header texts; undefined when the file has no header line. */
  readonly header: readonly string[] | undefined
  readonly headerRecord: number
  readonly width: number
}

/**
 * Finds out which field of a file is which column: what the settings say, then headers that match by themselves; the
 * rest are extra columns under their exact header.
 */
export function bindColumns(request: BindRequest, found: Diagnostic[]): Binding {
  const { specs, settings, lookups, header, width, file, table } = request
  const place = { file, record: request.headerRecord }
  const bound = new Map<string, BoundColumn>()
  const taken = new Set<number>()
  const folded = header?.map(foldHeader) ?? []
  const types = new Map(Object.entries(settings.types ?? {}).map(([name, type]) => [ourName(name), type]))
  for (const { name, type } of settings.preset?.columns ?? []) if (type && !types.has(name)) types.set(name, type)

  function ourName(written: string): string {
    return specs[specIndex(specs, written)]?.name ?? written
  }

  const bind = (name: string, source: CellSource): void => {
    const spec = specs.findIndex((column) => column.name === name)
    if (source.from === 'field') taken.add(source.index)
    bound.set(name, { name, kind: kindOf(specs[spec], types.get(name)), spec, source })
  }

  const isNew = (name: string): boolean => {
    if (!bound.has(name)) return true
    found.push(diagnose('SPM2009', `${table}: the settings give column "${name}" twice.`, { place }))
    return false
  }

  const lookupColumn = (target: string): CellSource | undefined => {
    const lookup = lookups.findIndex((each) => target.startsWith(`${each.as}.`))
    const column = lookups[lookup]?.columns.findIndex((each) => `${lookups[lookup]!.as}.${each.name}` === target) ?? -1
    return column < 0 ? undefined : { from: 'lookup', lookup, column }
  }

  const field = (name: string, written: string, target: string | number): CellSource | undefined => {
    const position =
      typeof target === 'number' ? target : !header && /^\d{1,5}$/.test(target) ? Number.parseInt(target, 10) : 0
    if (typeof target === 'number' || position > 0) {
      if (Number.isInteger(position) && position >= 1 && position <= width)
        return { from: 'field', index: position - 1 }
      const message = `${table}: column "${name}" is mapped to position ${position}, but ${file} has ${width} columns.`
      found.push(diagnose('SPM2008', message, settingsPlace(request, ['columns', written])))
      return undefined
    }
    const wanted = foldHeader(target)
    const exact = header?.flatMap((each, index) => (each === target ? [index] : [])) ?? []
    const near = exact.length > 0 ? exact : folded.flatMap((each, index) => (each === wanted ? [index] : []))
    if (near.length === 1) return { from: 'field', index: near[0]! }
    if (near.length > 1) {
      const message = `${table}: column "${name}" is mapped to "${target}", a header that stands ${near.length} times in the file.`
      found.push(diagnose('SPM2009', message, { place: { ...place, field: near[1]! } }))
      return undefined
    }
    const looked = lookupColumn(target)
    if (looked) return looked
    const known = [
      ...(header ?? []),
      ...lookups.flatMap((each) => each.columns.map((column) => `${each.as}.${column.name}`)),
    ]
    const message = `${table}: column "${name}" is mapped to "${target}", which is no header of ${file}.${didYouMean(target, known)}`
    found.push(diagnose('SPM2008', message, settingsPlace(request, ['columns', written])))
    return undefined
  }

  const failed = new Set<string>()
  for (const [written, target] of Object.entries(settings.columns ?? {})) {
    const name = ourName(written)
    if (!isNew(name)) continue
    const source = field(name, written, target)
    if (source) bind(name, source)
    else failed.add(name)
  }
  for (const [written, text] of Object.entries(settings.constants ?? {})) {
    const name = ourName(written)
    if (isNew(name)) bind(name, { from: 'constant', text })
  }

  /** Binds a known column to the header of that name, if there is one; two are an error. */
  const match = (spec: ColumnSpec, wanted: string): void => {
    const fold = foldHeader(wanted)
    const indexes = folded.flatMap((each, index) => (each === fold && !taken.has(index) ? [index] : []))
    if (indexes.length > 1) {
      const names = indexes.map((index) => `"${header![index]}"`).join(' and ')
      const message = `${table}: headers ${names} both fit column "${spec.name}".`
      found.push(diagnose('SPM2009', message, { place: { ...place, field: indexes[1]! } }))
      failed.add(spec.name)
    } else if (indexes.length === 1) bind(spec.name, { from: 'field', index: indexes[0]! })
  }
  const open = (spec: { readonly name: string }): boolean => !bound.has(spec.name) && !failed.has(spec.name)
  if (settings.preset && header) {
    const { fields, doubtful } = bindPreset({ ...request, preset: settings.preset, header }, open, found)
    for (const [name, index] of fields) bind(name, { from: 'field', index })
    for (const name of doubtful) failed.add(name)
  }
  for (const spec of specs) if (open(spec)) match(spec, spec.name)
  for (const spec of specs) for (const alias of spec.aliases ?? []) if (open(spec)) match(spec, alias)

  const spared = ({ unless }: ColumnSpec): boolean => unless !== undefined && bound.has(unless)
  const missing = specs.filter((spec) => spec.required && open(spec) && !spared(spec)).map((spec) => spec.name)
  if (missing.length > 0) found.push(missingColumns(request, missing, taken, place))

  const unmapped: string[] = []
  for (let index = 0; index < width; index += 1) {
    if (taken.has(index)) continue
    const name = header ? header[index]! : String(index + 1)
    if (name === '') continue
    const usable = header && !bound.has(name) && header.indexOf(name) === header.lastIndexOf(name)
    if (usable) bind(name, { from: 'field', index })
    if (!types.has(name) && !unmapped.includes(name)) unmapped.push(name)
  }
  lookups.forEach((lookup, number) =>
    lookup.columns.forEach((column, index) => {
      const name = `${lookup.as}.${column.name}`
      if (bound.has(name)) {
        found.push(
          diagnose('SPM2028', `${table}: "${name}" is both a header and a column of lookup "${lookup.as}".`, { place }),
        )
      } else
        bound.set(name, {
          name,
          kind: column.type,
          spec: -1,
          source: { from: 'lookup', lookup: number, column: index },
        })
    }),
  )
  checkSettings(request, bound, ourName, found)
  // Known columns in the order of the spec, then the others as the file has them: slots do not hang on header order.
  const rank = (column: BoundColumn): number => (column.spec < 0 ? specs.length : column.spec)
  return { columns: [...bound.values()].sort((a, b) => rank(a) - rank(b)), unmapped }
}

/** Where the setting stands that does not fit the file, with the file's header; the header alone without settings file. */
function settingsPlace(
  { settings, file, headerRecord }: BindRequest,
  path: readonly string[],
): { readonly place: Place; readonly related?: Diagnostic['related'] } {
  const header: Place = { file, record: headerRecord }
  const place = settings.placeOf?.(path)
  return place ? { place, related: [{ message: 'the header', place: header }] } : { place: header }
}

/** Types and value maps that name no column are typing errors; a fixed type cannot be changed. */
function checkSettings(
  request: BindRequest,
  bound: ReadonlyMap<string, BoundColumn>,
  ourName: (written: string) => string,
  found: Diagnostic[],
): void {
  const { settings, specs, table, file } = request
  for (const key of ['types', 'values'] as const) {
    for (const written of Object.keys(settings[key] ?? {})) {
      if (key === 'types' && settings.typesOfAnother) continue
      if (!bound.has(ourName(written)) && specIndex(specs, written) < 0) {
        const hint = didYouMean(written, bound.keys())
        found.push(
          diagnose(
            'SPM2011',
            `${table}: ${key} names column "${written}", which ${file} lacks.${hint}`,
            settingsPlace(request, [key, written]),
          ),
        )
      }
    }
  }
  for (const [written, type] of Object.entries(settings.types ?? {})) {
    const spec = specs[specIndex(specs, written)]
    const kind = kindOf(spec, type)
    if (typeOfKind(kind) !== type) {
      const message = `${table}: column "${spec!.name}" is always ${typeOfKind(kind)}, it cannot be ${type}.`
      found.push(
        diagnose('SPM2011', message, {
          ...settingsPlace(request, ['types', written]),
          fix: 'Take it out of types; map the file column under another name too.',
        }),
      )
    }
  }
}

import type { ChalkInstance } from 'chalk'
import { catalogue } from '../diagnostics/catalogue.js'
import type { Silenced } from '../diagnostics/checks.js'
import { sortDiagnostics, type Diagnostic, type Place, type Severity } from '../diagnostics/diagnostic.js'
import { renderJson } from './json.js'
import { safe } from './safe.js'
import { displayWidth } from './width.js'

/** Findings of one code shown in full; a column of ten thousand bad cells must not hide the one other mistake. */
const SHOWN_PER_CODE = 20
const EXCERPT = 100

export interface DiagnosticsTextOptions {
  readonly chalk: ChalkInstance
  readonly sourceLine?: ((place: Place) => string | undefined) | undefined
}

export interface Counts {
  readonly errors: number
  readonly warnings: number
  readonly notes: number
}

export function countDiagnostics(found: readonly Diagnostic[]): Counts {
  const count = (severity: Severity): number => found.filter((each) => each.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), notes: count('note') }
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

/** `2 errors, 1 warning`; empty when there is nothing. */
export function renderCounts({ errors, warnings, notes }: Counts): string {
  return [
    errors > 0 && many(errors, 'error'),
    warnings > 0 && many(warnings, 'warning'),
    notes > 0 && many(notes, 'note'),
  ]
    .filter((part) => part !== false)
    .join(', ')
}

/** `file:line:column`, or the row of a cell that could not be located. */
export function renderPlace(place: Place): string {
  const { file, line, column, record } = place
  if (line !== undefined) return `${safe(file)}:${line}${column === undefined ? '' : `:${column}`}`
  return record === undefined ? safe(file) : `${safe(file)} row ${record}`
}

function paint(severity: Severity, chalk: ChalkInstance): ChalkInstance {
  return severity === 'error' ? chalk.red : severity === 'warning' ? chalk.yellow : chalk.cyan
}

/** The line of the file with a mark below the place; a long line is shown around it. */
function excerpt(place: Place, line: string, chalk: ChalkInstance): string[] {
  const at = Math.min((place.column ?? 1) - 1, line.length)
  const start = at > EXCERPT - 20 ? at - 40 : 0
  const end = Math.min(line.length, start + EXCERPT)
  const before = safe(line.slice(start, at))
  const shown = `${start > 0 ? '…' : ''}${before}${safe(line.slice(at, end))}${end < line.length ? '…' : ''}`
  const number = String(place.line)
  const gutter = ' '.repeat(number.length)
  const lines = [chalk.dim(`  ${number} | `) + shown]
  if (place.column !== undefined) {
    const offset = displayWidth(before) + (start > 0 ? 1 : 0)
    const marked = displayWidth(safe(line.slice(at, Math.min(end, at + (place.length ?? 1)))))
    lines.push(chalk.dim(`  ${gutter} | `) + ' '.repeat(offset) + chalk.bold('^'.repeat(Math.max(1, marked))))
  }
  return lines
}

/** The lines of one finding, without its fix. */
export function renderFinding(one: Diagnostic, { chalk, sourceLine }: DiagnosticsTextOptions): string[] {
  const { severity, code, message, place, related } = one
  const head = paint(severity, chalk).bold(`${severity} ${code}`)
  const lines = [[head, place && chalk.bold(renderPlace(place)), safe(message)].filter((part) => part).join(' ')]
  // A note is one line: it must not bury what there is to do.
  const source = severity === 'note' || !place ? undefined : sourceLine?.(place)
  if (place && source !== undefined) lines.push(...excerpt(place, source, chalk))
  for (const other of related ?? []) lines.push(`  ${renderPlace(other.place)} ${safe(other.message)}`)
  return lines
}

/**
 * Findings for people, sorted by place, notes after the rest: one line each, the source line where there is one, and
 * the fix (once when several share it). At most 20 a code; the last line counts them all, unless that is plain to see.
 */
export function renderDiagnostics(found: readonly Diagnostic[], options: DiagnosticsTextOptions): string {
  if (found.length === 0) return ''
  const { chalk } = options
  const seen = new Map<string, number>()
  const fixes = new Set<string>()
  const lines: string[] = []
  const sorted = sortDiagnostics(found)
  const isNote = ({ severity }: Diagnostic): boolean => severity === 'note'
  for (const one of [...sorted.filter((each) => !isNote(each)), ...sorted.filter(isNote)]) {
    const nth = (seen.get(one.code) ?? 0) + 1
    seen.set(one.code, nth)
    if (nth > SHOWN_PER_CODE) continue
    lines.push(...renderFinding(one, options))
    const fix = `${one.code} ${one.fix}`
    if (!fixes.has(fix)) lines.push(`  ${isNote(one) ? chalk.dim('fix:') : chalk.green('fix:')} ${safe(one.fix)}`)
    fixes.add(fix)
  }
  for (const [code, count] of seen) {
    if (count <= SHOWN_PER_CODE) continue
    const { title } = catalogue[code as Diagnostic['code']]
    lines.push(`… and ${count - SHOWN_PER_CODE} more ${code} like this (${title}); --format json lists all`)
  }
  if (!found.every(isNote)) lines.push('', renderCounts(countDiagnostics(found)))
  return `${lines.join('\n')}\n`
}

/** Findings as plain data for JSON; fields are only ever added. */
export function diagnosticsData(found: readonly Diagnostic[]): readonly object[] {
  // JSON leaves out what is undefined.
  return sortDiagnostics(found).map(({ code, severity, message, fix, place, related }) => {
    const { title } = catalogue[code]
    return { code, severity, title, message, fix, place, related }
  })
}

/** The versioned JSON document of a command whose result is its findings. */
export function renderDiagnosticsJson(
  found: readonly Diagnostic[],
  { silenced }: { readonly silenced?: readonly Silenced[] | undefined } = {},
): string {
  const counts = countDiagnostics(found)
  return renderJson({ version: 1, ...counts, diagnostics: diagnosticsData(found), silenced })
}

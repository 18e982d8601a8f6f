import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { redactKey } from '../io/redact-key.js'
import type { DiskSources } from '../project/find-sources.js'
import { colourFor, noColour } from '../render/colour.js'
import { renderReport, reportFormats, type ReportFormat } from '../render/report.js'
import { reportXlsx } from '../render/report-xlsx.js'
import { pseudonymsBy, type Pseudonym } from '../reports/pseudonyms.js'
import type { Report } from '../reports/report.js'
import { flagOption, textOption, type OptionSpec, type OptionValues } from './command.js'
import { checkOut, outOption } from './deliver.js'

const FORMATS = [...Object.keys(reportFormats), 'xlsx']

/** Options of commands whose result is a report that people send on. */
export const documentOptions: readonly OptionSpec[] = [
  { flags: '--format <format>', summary: 'how to print it', choices: FORMATS, default: 'table' },
  outOption,
  { flags: '--redact', summary: 'pseudonyms in the place of people, deals and what names them' },
]

/** Says before the work what cannot come of it. */
export function checkDocument(
  env: Env,
  options: OptionValues,
  sources: DiskSources | undefined,
  found: Diagnostic[],
): void {
  const out = textOption(options, 'out')
  if (textOption(options, 'format') === 'xlsx' && out === undefined)
    found.push(diagnose('SPM1031', 'a workbook was asked for, and no file'))
  if (sources && out !== undefined) checkOut(env, out, sources, found)
}

/** What puts pseudonyms in the place of ids, where that is asked for; undefined otherwise, and where the key is bad. */
export function pseudonymOf(options: OptionValues, { root }: DiskSources, found: Diagnostic[]): Pseudonym | undefined {
  const key = flagOption(options, 'redact') ? redactKey(root, found) : undefined
  return key === undefined ? undefined : pseudonymsBy(key)
}

/** The report as it is asked for; undefined where `found` holds errors, also of what the format cannot carry. */
export function documentOf(
  report: Report,
  env: Env,
  options: OptionValues,
  sources: DiskSources,
  found: Diagnostic[],
): string | Uint8Array | undefined {
  const out = textOption(options, 'out')
  if (out !== undefined) checkOut(env, out, sources, found)
  if (hasErrors(found)) return undefined
  const format = textOption(options, 'format')
  if (format === 'xlsx') {
    const made = reportXlsx(report)
    if ('bytes' in made) return made.bytes
    found.push(diagnose('SPM1033', `a workbook cannot hold ${made.tooMuch}`))
    return undefined
  }
  const { isTTY, columns: width } = env.stdout
  const shown = out === undefined ? { isTTY, chalk: colourFor(env, 'stdout') } : { isTTY: false, chalk: noColour }
  return renderReport(report, format as ReportFormat, { ...shown, width })
}

import { judge } from '../diagnostics/checks.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { redactKey } from '../io/redact-key.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { foldersOf } from '../project/find-settings.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { loadPosted } from '../project/load-posted.js'
import { filesBefore } from '../project/period-before.js'
import type { Tell } from '../project/read-deals.js'
import { runProject } from '../project/run-project.js'
import { colourFor, noColour } from '../render/colour.js'
import { renderReport, reportFormats, type ReportFormat } from '../render/report.js'
import { reportXlsx } from '../render/report-xlsx.js'
import type { ReportDefinition } from '../reports/definition.js'
import { pseudonymsBy } from '../reports/pseudonyms.js'
import type { Report } from '../reports/report.js'
import { askPeriod } from './ask-period.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { checkOut, deliver, outOption } from './deliver.js'
import { exitCodeOf } from './exit-code.js'
import { loadBefore } from './load-before.js'
import { closedBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

const FORMATS = [...Object.keys(reportFormats), 'xlsx']

/** The command of a report: calculates the period from the inputs and prints the report, or writes it to a file. */
export function reportCommand(definition: ReportDefinition): Command {
  return {
    options: [
      { flags: '--period <id>', summary: 'the period to report: 2026-03, 2026-Q1, … (needed)' },
      ...definition.options,
      { flags: '--format <format>', summary: 'how to print it', choices: FORMATS, default: 'table' },
      outOption,
      { flags: '--redact', summary: 'pseudonyms in the place of people, deals and what names them' },
      ...projectOptions,
    ],
    examples: definition.examples,
    about: definition.about,
    run: (env, options) => run(definition, env, options),
  }
}

async function run(definition: ReportDefinition, env: Env, options: OptionValues): Promise<number> {
  const period = textOption(options, 'period')
  if (period === undefined) return askPeriod(env, options, `report ${definition.name}`)
  keepMemorySteady()
  const found: Diagnostic[] = []
  const format = textOption(options, 'format')
  const out = textOption(options, 'out')
  if (format === 'xlsx' && out === undefined) found.push(diagnose('SPM1031', 'a workbook was asked for, and no file'))
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  if (sources && out !== undefined) checkOut(env, out, sources, found)
  const report =
    sources && !hasErrors(found)
      ? await withProgress(env, (tell) => calculate({ definition, options, period, env, sources, tell }, found))
      : undefined
  const content = report && rendered(report, format as ReportFormat | 'xlsx', env, out, found)
  if (content !== undefined && sources && out !== undefined) checkOut(env, out, sources, found)
  const { found: judged } = judge(found, sources?.settings.checks)
  const shown = hasErrors(judged) ? undefined : content
  const asResult = shown === undefined && format === 'json'
  await showProjectFindings(env, judged, sources, asResult ? { as: 'result', format: 'json' } : { as: 'messages' })
  if (shown !== undefined) deliver(env, shown, out)
  return exitCodeOf(judged)
}

interface Asked {
  readonly definition: ReportDefinition
  readonly options: OptionValues
  readonly period: string
  readonly env: Env
  readonly sources: DiskSources
  readonly tell: Tell
}

/** Undefined when `found` holds errors. */
async function calculate(asked: Asked, found: Diagnostic[]): Promise<Report | undefined> {
  const { definition, options, period, env, sources, tell } = asked
  const folders = foldersOf(env.cwd, sources.root, sources.settings, undefined)
  const closed = closedBefore(env, sources, period, found)
  const posted = hasErrors(found) ? undefined : await loadPosted(closed)
  const option = (name: string): string | undefined => textOption(options, name)
  const project = hasErrors(found)
    ? undefined
    : await runProject(sources, period, tell, found, { posted, toDate: definition.toDate?.(option) })
  if (!project || hasErrors(found)) return undefined
  const files = definition.looksBack ? filesBefore(project.book, closed, folders) : undefined
  const key = options['redact'] === true ? redactKey(sources.root, found) : undefined
  const pseudonym = key === undefined ? undefined : pseudonymsBy(key)
  if (hasErrors(found)) return undefined
  const input = { ...project, before: files && (await loadBefore(files)), pseudonym }
  const report = definition.build(input, option, found)
  // Building a report may settle payees, which can find errors too.
  return hasErrors(found) ? undefined : report
}

function rendered(
  report: Report,
  format: ReportFormat | 'xlsx',
  env: Env,
  out: string | undefined,
  found: Diagnostic[],
): string | Uint8Array | undefined {
  if (format === 'xlsx') {
    const made = reportXlsx(report)
    if ('bytes' in made) return made.bytes
    found.push(diagnose('SPM1033', `a workbook cannot hold ${made.tooMuch}`))
    return undefined
  }
  const { isTTY, columns: width } = env.stdout
  if (out !== undefined) return renderReport(report, format, { isTTY: false, width, chalk: noColour })
  return renderReport(report, format, { isTTY, width, chalk: colourFor(env, 'stdout') })
}

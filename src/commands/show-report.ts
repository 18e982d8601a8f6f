import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { colourFor } from '../render/colour.js'
import { renderReport, reportFormats, type ReportFormat } from '../render/report.js'
import type { Report } from '../reports/report.js'
import { textOption, type OptionSpec, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { openState, type Project } from './lifecycle.js'
import { showFindings } from './show-findings.js'

export const formatOption: OptionSpec = {
  flags: '--format <format>',
  summary: 'how to print it',
  choices: Object.keys(reportFormats),
  default: 'table',
}

/** Prints a report of what was done so far; reads the project's state and changes nothing. */
export async function showState(
  env: Env,
  options: OptionValues,
  build: (project: Project, found: Diagnostic[]) => Promise<readonly Report[]> | readonly Report[],
): Promise<number> {
  const found: Diagnostic[] = []
  const project = openState(env, options, found)
  const reports = project ? await build(project, found) : []
  const format = textOption(options, 'format') as ReportFormat
  await showFindings(env, found, hasErrors(found) && format === 'json' ? { as: 'result', format } : { as: 'messages' })
  const { isTTY, columns: width } = env.stdout
  if (!hasErrors(found)) {
    const texts = reports.map((each) => renderReport(each, format, { isTTY, width, chalk: colourFor(env, 'stdout') }))
    env.stdout.write(texts.join('\n'))
  }
  return exitCodeOf(found)
}

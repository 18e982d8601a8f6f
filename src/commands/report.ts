import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { findSources } from '../project/find-sources.js'
import { runProject } from '../project/run-project.js'
import { colourFor } from '../render/colour.js'
import { renderReport, reportFormats, type ReportFormat } from '../render/report.js'
import type { ReportDefinition } from '../reports/definition.js'
import { askPeriod } from './ask-period.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { postedBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

/** The command of a report: calculates the period from the inputs, writes nothing, prints the report to stdout. */
export function reportCommand(definition: ReportDefinition): Command {
  return {
    options: [
      { flags: '--period <id>', summary: 'the period to report: 2026-03, 2026-Q1, … (needed)' },
      ...definition.options,
      { flags: '--format <format>', summary: 'how to print it', choices: Object.keys(reportFormats), default: 'table' },
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
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  const format = textOption(options, 'format') as ReportFormat
  const text = await withProgress(env, async (tell) => {
    const posted = sources && (await postedBefore(env, sources, period, found))
    if (hasErrors(found)) return undefined
    const project = sources && (await runProject(sources, period, tell, found, posted))
    if (!project || hasErrors(found)) return undefined
    const report = definition.build(project, (name) => textOption(options, name))
    const { isTTY, columns: width } = env.stdout
    // Building a report may settle payees, which can find errors too.
    return hasErrors(found)
      ? undefined
      : renderReport(report, format, { isTTY, width, chalk: colourFor(env, 'stdout') })
  })
  const asResult = text === undefined && format === 'json'
  await showProjectFindings(env, found, sources, asResult ? { as: 'result', format } : { as: 'messages' })
  if (text !== undefined) env.stdout.write(text)
  return exitCodeOf(found)
}

import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { setImmediate } from 'node:timers/promises'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { findSources } from '../project/find-sources.js'
import { runProject } from '../project/run-project.js'
import { colourFor } from '../render/colour.js'
import { startProgress } from '../render/progress.js'
import { renderReport, reportFormats, type ReportFormat } from '../render/report.js'
import type { ReportDefinition } from '../reports/definition.js'
import { askPeriod } from './ask-period.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'

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
  const progress = await startProgress(env, 'reading')
  const tell = async (step: string): Promise<void> => {
    progress.update(step)
    await setImmediate()
  }
  let text: string | undefined
  try {
    const project = sources && (await runProject(sources, period, tell, found))
    if (project && !hasErrors(found)) {
      const report = definition.build(project, (name) => textOption(options, name))
      const { isTTY, columns: width } = env.stdout
      const format = textOption(options, 'format') as ReportFormat
      // Building a report may settle payees, which can find errors too.
      if (!hasErrors(found)) text = renderReport(report, format, { isTTY, width, chalk: colourFor(env, 'stdout') })
    }
  } finally {
    progress.stop()
  }
  await showProjectFindings(env, found, sources, { as: 'messages' })
  if (text !== undefined) env.stdout.write(text)
  return exitCodeOf(found)
}

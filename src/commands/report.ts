import { judge } from '../diagnostics/checks.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { foldersOf } from '../project/find-settings.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { loadPosted } from '../project/load-posted.js'
import { filesBefore } from '../project/period-before.js'
import type { Tell } from '../project/read-deals.js'
import { runProject } from '../project/run-project.js'
import type { ReportDefinition } from '../reports/definition.js'
import type { Report } from '../reports/report.js'
import { askPeriod } from './ask-period.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { deliver } from './deliver.js'
import { checkDocument, documentOf, documentOptions, pseudonymOf } from './document.js'
import { exitCodeOf } from './exit-code.js'
import { loadBefore } from './load-before.js'
import { closedBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

/** The command of a report: calculates the period from the inputs and prints the report, or writes it to a file. */
export function reportCommand(definition: ReportDefinition): Command {
  return {
    options: [
      { flags: '--period <id>', summary: 'the period to report: 2026-03, 2026-Q1, … (needed)' },
      ...definition.options,
      ...documentOptions,
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
  checkDocument(env, options, sources, found)
  const report =
    sources && !hasErrors(found)
      ? await withProgress(env, (tell) => calculate({ definition, options, period, env, sources, tell }, found))
      : undefined
  const content = report && sources && documentOf(report, env, options, sources, found)
  const { found: judged } = judge(found, sources?.settings.checks)
  const shown = hasErrors(judged) ? undefined : content
  const asResult = shown === undefined && textOption(options, 'format') === 'json'
  await showProjectFindings(env, judged, sources, asResult ? { as: 'result', format: 'json' } : { as: 'messages' })
  if (shown !== undefined) deliver(env, shown, textOption(options, 'out'))
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
  const pseudonym = pseudonymOf(options, sources, found)
  if (hasErrors(found)) return undefined
  const input = { ...project, before: files && (await loadBefore(files)), pseudonym }
  const report = definition.build(input, option, found)
  // Building a report may settle payees, which can find errors too.
  return hasErrors(found) ? undefined : report
}

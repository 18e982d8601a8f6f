import { grouped } from '../base/money.js'
import { judge, type Silenced } from '../diagnostics/checks.js'
import { diagnose, hasErrors, type Diagnostic, type Severity } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import type { CheckedRows } from '../project/check-rows.js'
import { findSources, type DiskSources } from '../project/find-sources.js'
import { loadPlans, type PlanBook } from '../project/load-plans.js'
import { printPlans } from '../project/print-plans.js'
import { warnOfPlans } from '../project/warn-of-plans.js'
import { colourFor } from '../render/colour.js'
import { findingsFormats } from '../render/findings-formats.js'
import { safe } from '../render/safe.js'
import { flagOption, type Command, type OptionValues } from './command.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { findingsFormatOf, showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

async function run(env: Env, options: OptionValues, paths: readonly string[]): Promise<number> {
  const found: Diagnostic[] = []
  const given = projectOptionsOf(options)
  const sources = findSources(env.cwd, { ...given, plans: [...paths, ...given.plans] }, found)
  const loaded = sources && (await loadPlans(sources, found))
  const resolved = flagOption(options, 'resolved')
  const format = findingsFormatOf(options)
  const failOn: Severity = options['failOn'] === 'warning' ? 'warning' : 'error'
  const strict = flagOption(options, 'strict')
  if (sources && loaded && resolved) {
    const { found: judged } = judge(found, sources.settings.checks, strict)
    await showProjectFindings(env, judged, sources, { as: 'messages', format, failOn })
    if (!hasErrors(judged)) env.stdout.write(printPlans(loaded.files))
    return exitCodeOf(judged, failOn)
  }
  const rows = sources && loaded && (await checkRowsOf(env, sources, loaded, flagOption(options, 'data'), found))
  if (loaded) warnOfPlans(loaded, rows?.forPlans, found)
  const { found: judged, silenced } = judge(found, sources?.settings.checks, strict)
  await showProjectFindings(env, judged, sources, { as: resolved ? 'messages' : 'result', format, failOn, silenced })
  const code = exitCodeOf(judged, failOn)
  if (sources && loaded && code === EXIT.ok && format === 'text' && !env.quiet) {
    const chalk = colourFor(env, 'stdout')
    const plans = loaded.plans?.length ?? 0
    env.stdout.write(
      `${chalk.green('ok')} ${plans} ${plans === 1 ? 'plan' : 'plans'}, checked against ${against(sources, rows)}\n`,
    )
  }
  if (format === 'text' && !env.quiet) env.stdout.write(silencedText(silenced))
  return code
}

/** Rows are read where there are people; not for some plans of many, since what they say of the others would look wrong. */
async function checkRowsOf(
  env: Env,
  sources: DiskSources,
  loaded: PlanBook,
  data: boolean,
  found: Diagnostic[],
): Promise<CheckedRows | undefined> {
  if (data) {
    keepMemorySteady()
    for (const name of ['deals', 'reps'] as const) {
      if (!sources.tables.has(name) && !sources.unread?.has(name))
        found.push(diagnose('SPM1010', `no ${name} file was given or found`))
    }
  }
  if (loaded.reps === undefined || (sources.library && sources.library.length > 0 && !data)) return undefined
  // The engine is loaded only where rows are there to be asked about.
  const { checkRows } = await import('../project/check-rows.js')
  return withProgress(env, (tell) => checkRows(sources, loaded, { deals: data }, tell, found))
}

/** What the plans were held against: `the headers of your deals, the rows of reps and quotas`. */
function against({ tables }: DiskSources, rows: CheckedRows | undefined): string {
  const headers = (['deals', 'reps'] as const).filter((name) => tables.has(name) && !rows?.tables.includes(name))
  const unread = rows?.deals === undefined ? headers : []
  const read = [...(rows?.tables ?? []), ...(rows?.deals === undefined ? [] : [dealsText(rows.deals)])]
  const parts = [
    ...(tables.has('deals') ? [] : ['the standard columns (no deals file found)']),
    ...(unread.length > 0 ? [`the headers of ${listed(unread)}`] : []),
    ...(read.length > 0 ? [`the rows of ${listed(read)}`] : []),
  ]
  return parts.join(' and ')
}

/** What settings turned off is told by its number, so that it is not forgotten. */
function silencedText(silenced: readonly Silenced[]): string {
  return silenced
    .map(({ code, count, reason }) => `silenced in settings: ${count} ${code} (${safe(reason)})\n`)
    .join('')
}

function dealsText(count: number): string {
  return `${grouped(String(count))} ${count === 1 ? 'deal' : 'deals'}`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
}

export const command: Command = {
  arguments: [{ name: '[paths...]', summary: 'plan files or folders (default: plans/)' }],
  options: [
    ...projectOptions,
    { flags: '--data', summary: 'check every deal too, as crediting would; writes nothing' },
    { flags: '--resolved', summary: 'print the plans as YAML with all that they extend, findings to stderr' },
    {
      flags: '--format <format>',
      summary: 'how to print the findings',
      choices: Object.keys(findingsFormats),
      default: 'text',
    },
    {
      flags: '--fail-on <severity>',
      summary: 'which findings make it exit 1',
      choices: ['error', 'warning'],
      default: 'error',
    },
    { flags: '--strict', summary: 'warnings are errors' },
  ],
  examples: [
    'spm validate',
    'spm validate plans/*.yaml',
    'spm validate --data',
    'spm validate --format github --fail-on warning',
    'spm validate --resolved plans/ae.yaml',
  ],
  run,
}

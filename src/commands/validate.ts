import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { findSources } from '../project/find-sources.js'
import { printPlans } from '../project/print-plans.js'
import { loadPlans } from '../project/load-plans.js'
import { colourFor } from '../render/colour.js'
import { flagOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'

async function run(env: Env, options: OptionValues, paths: readonly string[]): Promise<number> {
  const found: Diagnostic[] = []
  const given = projectOptionsOf(options)
  const sources = findSources(env.cwd, { ...given, plans: [...paths, ...given.plans] }, found)
  const loaded = sources && (await loadPlans(sources, found))
  const json = options['format'] === 'json'
  const resolved = flagOption(options, 'resolved')
  const as = resolved ? 'messages' : 'result'
  await showProjectFindings(env, found, sources, { as, format: json ? 'json' : 'text' })
  if (resolved) {
    if (loaded && !hasErrors(found)) env.stdout.write(printPlans(loaded.files))
    return exitCodeOf(found)
  }
  if (sources && loaded && !hasErrors(found) && !json && !env.quiet) {
    const chalk = colourFor(env, 'stdout')
    const plans = loaded.plans ?? []
    const against = sources.tables.has('deals')
      ? 'the headers of your exports'
      : 'the standard columns (no deals file found)'
    env.stdout.write(
      `${chalk.green('ok')} ${plans.length} ${plans.length === 1 ? 'plan' : 'plans'}, checked against ${against}\n`,
    )
  }
  return exitCodeOf(found)
}

export const command: Command = {
  arguments: [{ name: '[paths...]', summary: 'plan files or folders (default: plans/)' }],
  options: [
    ...projectOptions,
    { flags: '--resolved', summary: 'print the plans as YAML with all that they extend, findings to stderr' },
    { flags: '--format <format>', summary: 'how to print the findings', choices: ['text', 'json'], default: 'text' },
  ],
  examples: [
    'spm validate',
    'spm validate plans/*.yaml',
    'spm validate --format json',
    'spm validate --resolved plans/ae.yaml',
  ],
  run,
}

import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { findSources } from '../project/find-sources.js'
import { loadPlans } from '../project/load-plans.js'
import { periodsInForce } from '../project/periods-in-force.js'
import { safe } from '../render/safe.js'
import type { OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { projectOptionsOf } from './project-options.js'

/** Answers a command without `--period`: it is never guessed, but the plans say what it may be. */
export async function askPeriod(env: Env, options: OptionValues, command: string): Promise<number> {
  const found: Diagnostic[] = []
  const sources = findSources(env.cwd, projectOptionsOf(options), found)
  const loaded = sources && (await loadPlans(sources, found))
  const hint = loaded?.plans ? `: ${periodsInForce(loaded.calendar, loaded.plans)}` : ''
  env.stderr.write(`error: say which period with --period <id>${safe(hint)}\n(see spm ${command} --help)\n`)
  return EXIT.usage
}

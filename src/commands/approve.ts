import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { act, actorOption, checkPostable, soundRun, stateOptions, type Acting } from './lifecycle.js'
import { payableWords } from './payable-words.js'

function approve(options: OptionValues) {
  return (acting: Acting, found: Diagnostic[]): string | undefined => {
    const { actor, logged } = acting
    const sound = soundRun(acting, textOption(options, 'period')!, textOption(options, 'run'), found)
    if (sound === undefined) return undefined
    checkPostable(acting, sound, found)
    const { run, manifest, by } = sound
    if (isSame(actor, by)) {
      const message = `"${actor}" computed run ${run.id} of ${run.period} and cannot approve it`
      found.push(diagnose('SPM6052', message, { place: { file: `${run.folder}/run.json` } }))
    }
    if (hasErrors(found)) return undefined
    const before = logged.approved.get(run.manifestHash)
    const what = `run ${run.id} of ${run.period}, computed by ${by}`
    if (before) return safe(`Approved already by ${before.actor}: ${what}.\n`)
    if (!acting.record('approve', { period: run.period, run: run.id, manifest: run.manifestHash })) return undefined
    return `${safe(`Approved by ${actor}: ${what}`)}
  payable    ${payableWords(manifest)}
  exceptions ${manifest.exceptions}
  manifest   ${run.manifestHash}
Any change to the run voids this. Next: spm close --period ${run.period}
`
  }
}

/** Two names that may be one person. */
function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

export const command: Command = {
  about:
    'Says that another person than the one who computed a run has looked at it. The\n' +
    'approval names the SHA-256 of the run’s manifest, so any change voids it. Who acts\n' +
    'is what --as or the environment says: it is recorded as a claim, not proved.',
  options: [
    { flags: '--period <id>', summary: 'the period', required: true },
    { flags: '--run <id>', summary: 'the run, or the start of its id (default: the latest)' },
    actorOption,
    ...stateOptions,
  ],
  examples: ['spm approve --period 2026-03 --as maria', 'spm approve --period 2026-03 --run e18ff9 --as maria'],
  run: (env: Env, options) => act(env, options, approve(options)),
}

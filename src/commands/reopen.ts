import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { moveReopened } from '../io/write-ledger.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { act, actorOption, stateOptions, type Acting } from './lifecycle.js'
import { shownPath } from './shown-path.js'

function reopen(env: Env, options: OptionValues) {
  return (acting: Acting, found: Diagnostic[]): string | undefined => {
    const period = textOption(options, 'period')!
    const reason = textOption(options, 'reason')!
    const { closed, ledger } = acting
    const latest = closed.at(-1)
    if (latest?.period.id !== period) {
      const there = closed.some((each) => each.period.id === period)
      const message = there ? `${latest!.period.id} is closed after ${period}` : `${period} is not closed`
      const fix = there ? `Reopen ${latest!.period.id} first, or change the data and run the next period.` : undefined
      found.push(diagnose('SPM6058', message, { fix }))
    }
    if (latest === undefined || hasErrors(found)) return undefined
    const { run, hash, previous } = latest
    const kept = moveReopened(ledger, period)
    if (!acting.record('reopen', { period, run, ledger: hash, previous: previous ?? '', reason })) return undefined
    return `${safe(`Reopened ${period}: run ${run} is not posted any more, and its approval is void.`)}
${safe(`What was posted is kept in ${shownPath(env, kept)}. Next: spm calc --period ${period}`)}
`
  }
}

export const command: Command = {
  about:
    'Takes back the close of the latest closed period. It is moved aside, not deleted,\n' +
    'and the audit log says who did it and why. If people were paid from it, do not\n' +
    'reopen: change the data, and the next period pays or takes back the difference.',
  options: [
    { flags: '--period <id>', summary: 'the period: the latest that is closed', required: true },
    { flags: '--reason <text>', summary: 'why, for the audit log', required: true },
    actorOption,
    ...stateOptions,
  ],
  examples: ['spm reopen --period 2026-03 --reason "wrong quota file; not paid yet"'],
  run: (env, options) => act(env, options, reopen(env, options)),
}

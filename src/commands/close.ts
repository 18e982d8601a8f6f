import { sha256 } from '../base/hash.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { readChunks } from '../io/read.js'
import { writeClose } from '../io/write-ledger.js'
import { checkInputs } from '../project/check-inputs.js'
import { findSources } from '../project/find-sources.js'
import { keepInputs } from '../project/keep-inputs.js'
import { loadPosted } from '../project/load-posted.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { act, actorOption, checkPostable, soundRun, type Acting, type SoundRun } from './lifecycle.js'
import { payableWords } from './payable-words.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { shownPath } from './shown-path.js'

function close(env: Env, options: OptionValues) {
  return async (acting: Acting, found: Diagnostic[]): Promise<string | undefined> => {
    const sound = soundRun(acting, textOption(options, 'period')!, textOption(options, 'run'), found)
    if (sound === undefined) return undefined
    checkPostable(acting, sound, found)
    const approval = checkApproval(acting, sound, found)
    const { run, manifest } = sound
    const given = projectOptionsOf(options)
    const sources = findSources(env.cwd, { ...given, overrides: [...manifest.overrides, ...given.overrides] }, found)
    if (sources) checkInputs(sources, manifest, run, found)
    if (sources === undefined || hasErrors(found)) return undefined
    const previous = acting.closed.at(-1)?.hash
    const { period } = manifest
    const credits = { name: 'credits.csv', open: () => readChunks(run.folder, 'credits.csv') }
    const kept = await keepInputs(sources, credits, period, await loadPosted(acting.closed), found)
    if (kept === undefined || hasErrors(found)) return undefined
    const posted = writeClose(acting.ledger, run, { period, previous }, (into) =>
      [...kept].map(([file, text]) => {
        into.text(file, text)
        return { file, bytes: Buffer.byteLength(text), sha256: sha256(text) }
      }),
    )
    if (posted === undefined) {
      found.push(diagnose('SPM6054', `${period.id} is closed already`))
      return undefined
    }
    const { hash, folder } = posted
    const details = {
      period: period.id,
      run: run.id,
      manifest: run.manifestHash,
      ...(approval ? { approved_by: approval } : { unapproved: 'true' }),
      ledger: hash,
      previous: previous ?? '',
    }
    if (!acting.record('close', details)) return undefined
    const by = approval ? `, approved by ${approval}` : ', which nobody approved'
    return `${safe(`Closed ${period.id} with run ${run.id}${by}.`)}
  payable ${payableWords(manifest)}
  posted  ${safe(shownPath(env, folder))}
  ledger  ${hash}
`
  }
}

/** Who approved the run; undefined where nobody did and settings allow it. */
function checkApproval({ logged, settings }: Acting, { run }: SoundRun, found: Diagnostic[]): string | undefined {
  const approval = logged.approved.get(run.manifestHash)
  if (approval || settings.approval === 'optional') return approval?.actor
  const other = [...logged.approved.values()].find(({ details }) => details['period'] === run.period)
  const fix = other && `Name the approved run, --run ${other.details['run'] ?? ''}, or have this one approved.`
  const message = `run ${run.id} of ${run.period} is not approved`
  found.push(diagnose('SPM6053', message, { place: { file: `${run.folder}/run.json` }, fix }))
  return undefined
}

export const command: Command = {
  about:
    'Posts the lines of a run to the ledger and locks its period. What was paid is never\n' +
    'rewritten: later changes are paid or taken back in an open period. Refused: a run\n' +
    'that was changed or not approved, whose inputs changed since, or out of order.\n' +
    'If spm is cut off, the period is either closed or open; the next command says which.',
  options: [
    { flags: '--period <id>', summary: 'the period', required: true },
    { flags: '--run <id>', summary: 'the run, or the start of its id (default: the latest)' },
    actorOption,
    { flags: '--out <folder>', summary: 'where runs are kept (default: runs/)' },
    ...projectOptions,
  ],
  examples: ['spm close --period 2026-03', 'spm close --period 2026-03 --run e18ff9 --as joe'],
  run: (env, options) => act(env, options, close(env, options)),
}

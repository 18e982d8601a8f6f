import { resolve } from 'node:path'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Env } from '../io/env.js'
import { exists } from '../io/read.js'
import { writeNew } from '../io/write-file.js'
import { recordCase } from '../plan-tests/record.js'
import { nameIn } from '../plan-tests/test-project.js'
import { foldersOf } from '../project/find-settings.js'
import { findSources } from '../project/find-sources.js'
import { readState } from '../project/read-state.js'
import { safe } from '../render/safe.js'
import { textOption, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'

/** `spm test --record`: writes a case of a real payee into a new test file. */
export async function record(env: Env, options: OptionValues): Promise<number> {
  const found: Diagnostic[] = []
  const [payee, period, out] = ['record', 'period', 'out'].map((name) => textOption(options, name))
  if (payee === undefined || period === undefined || out === undefined) {
    found.push(diagnose('SPM3720', '--record needs --period and --out'))
  } else if (exists(env.cwd, out)) {
    found.push(diagnose('SPM3722', `"${out}" is there already`))
  }
  const sources = hasErrors(found) ? undefined : findSources(env.cwd, projectOptionsOf(options), found)
  if (sources && !hasErrors(found)) {
    const { root, settings } = sources
    // Drafts and periods closed later have no part in it.
    const { closed } = readState(foldersOf(env.cwd, root, settings, undefined), found)
    const at = closed.findIndex((each) => each.period.id === period)
    const before = at < 0 ? closed : closed.slice(0, at)
    const request = { payee: payee!, period: period!, out: nameIn(root, resolve(env.cwd, out!)), closed: before }
    const text = hasErrors(found) ? undefined : await recordCase({ root, settings }, sources, request, found)
    if (text !== undefined && !hasErrors(found)) {
      if (!writeNew(resolve(env.cwd, out!), text)) found.push(diagnose('SPM3722', `"${out!}" is there already`))
      else if (!env.quiet) env.stdout.write(`Written: ${safe(out!)}. Read it before you share it.\n`)
    }
  }
  const told = found.filter(({ severity }) => severity === 'error')
  await showProjectFindings(env, told, sources, { as: 'messages' })
  return exitCodeOf(found)
}

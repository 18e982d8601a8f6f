import { judge } from '../diagnostics/checks.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { describe } from '../describe/describe.js'
import type { Env } from '../io/env.js'
import { findSources } from '../project/find-sources.js'
import { descriptionHtml } from '../render/description-html.js'
import { descriptionMarkdown } from '../render/description-markdown.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { checkOut, deliver, outOption } from './deliver.js'
import { toDescribe } from './to-describe.js'
import { exitCodeOf } from './exit-code.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { withProgress } from './with-progress.js'

const FORMATS = { md: descriptionMarkdown, html: descriptionHtml } as const

async function run(env: Env, options: OptionValues, args: readonly string[]): Promise<number> {
  const found: Diagnostic[] = []
  const given = projectOptionsOf(options)
  const named = args[0]!
  const isFile = /[/\\]|\.ya?ml$/.test(named)
  const sources = findSources(env.cwd, { ...given, plans: isFile ? [named] : given.plans }, found)
  const out = textOption(options, 'out')
  if (sources && out !== undefined) checkOut(env, out, sources, found)
  const wanted = {
    id: isFile ? undefined : named,
    on: textOption(options, 'on'),
    quota: textOption(options, 'quota'),
    payee: textOption(options, 'for'),
  }
  const asked =
    sources && !hasErrors(found) && (await withProgress(env, (tell) => toDescribe(sources, wanted, tell, found)))
  if (asked && out !== undefined) checkOut(env, out, sources, found)
  const { found: judged } = judge(found, sources?.settings.checks)
  await showProjectFindings(env, judged, sources, { as: 'messages' })
  if (asked && !hasErrors(judged)) {
    const format = textOption(options, 'format') as keyof typeof FORMATS
    deliver(env, FORMATS[format](describe(asked)), out)
  }
  return exitCodeOf(judged)
}

export const command: Command = {
  arguments: [{ name: '<plan>', summary: 'a plan file, or the id of a plan of the project' }],
  options: [
    { flags: '--on <date>', summary: 'the version that is in force on that day' },
    { flags: '--quota <amount>', summary: 'the quota of the examples (default: a round one, said to be an example)' },
    { flags: '--for <payee>', summary: 'for one payee: with his or her name and own quotas' },
    { flags: '--format <format>', summary: 'how to print it', choices: Object.keys(FORMATS), default: 'md' },
    outOption,
    ...projectOptions,
  ],
  about:
    'The plan in plain words, to read and sign: who is on it, what counts, each\n' +
    'component with its tables, an example at 50, 100 and 150 % of quota and a pay\n' +
    'curve, what caps, gates, draws and clawbacks do, and the check sum of the text.\n' +
    'A plan file is enough; no data is needed unless a payee is named.',
  examples: [
    'spm describe plans/ae.yaml',
    'spm describe ae-2026 --format html --out ae-2026.html',
    'spm describe ae-2026 --on 2026-07-01 --quota 1200000',
    'spm describe ae-2026 --for E1 --format html --out E1.html',
  ],
  run,
}

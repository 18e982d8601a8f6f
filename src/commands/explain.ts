import { judge } from '../diagnostics/checks.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { checkNamed, type Asked } from '../explain/asked.js'
import { explain } from '../explain/explain.js'
import { Recording } from '../explain/recording.js'
import type { Env } from '../io/env.js'
import { keepMemorySteady } from '../io/steady-memory.js'
import { findSources } from '../project/find-sources.js'
import { runProject } from '../project/run-project.js'
import { colourFor } from '../render/colour.js'
import { explanationFormats, type ExplanationFormat } from '../render/explanation.js'
import { askPeriod } from './ask-period.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { postedBefore } from './posted-before.js'
import { projectOptions, projectOptionsOf } from './project-options.js'
import { showProjectFindings } from './show-findings.js'
import { shownPath } from './shown-path.js'
import { withProgress } from './with-progress.js'

/** Wider lines are hard to read, also where there is room. */
const WIDEST = 100

export const command: Command = {
  arguments: [{ name: '[payee]', summary: 'whose pay, by payee id; may be left out with --deal' }],
  options: [
    { flags: '--period <id>', summary: 'the period to explain: 2026-03, 2026-Q1, … (needed)' },
    { flags: '--deal <id>', summary: 'one deal: what it pays, and why not to whom it pays nothing' },
    { flags: '--component <id>', summary: 'one component of the plan' },
    { flags: '--line <id>', summary: 'one line: its line_id in payout-lines.csv, or how that begins' },
    {
      flags: '--format <format>',
      summary: 'how to print it',
      choices: Object.keys(explanationFormats),
      default: 'tree',
    },
    ...projectOptions,
  ],
  about:
    'The computation with its steps: each line with its deal, tiers and rates, the\n' +
    'quota and how it came about, caps, gates, draws and rounding, the place of each\n' +
    'rule in its plan, the row of each input, and what did not apply and why. Figures\n' +
    'at the right edge add up to the one above. Nothing is written.',
  examples: [
    'spm explain E1 --period 2026-03',
    'spm explain E1 --period 2026-03 --component new_business',
    'spm explain --deal D-17 --period 2026-03',
    'spm explain E1 --period 2026-03 --format md > E1.md',
  ],
  run,
}

/** Told with what closed periods bring. */
function isClosed(found: readonly Diagnostic[]): boolean {
  return found.some(({ code }) => code === 'SPM6062')
}

async function run(env: Env, options: OptionValues, args: readonly string[]): Promise<number> {
  const period = textOption(options, 'period')
  if (period === undefined) return askPeriod(env, options, 'explain')
  keepMemorySteady()
  const asked: Asked = {
    payee: args[0],
    deal: textOption(options, 'deal'),
    component: textOption(options, 'component'),
    line: textOption(options, 'line'),
  }
  const found: Diagnostic[] = [...checkNamed(asked)]
  const sources = hasErrors(found) ? undefined : findSources(env.cwd, projectOptionsOf(options), found)
  const format = textOption(options, 'format') as ExplanationFormat
  const text = await withProgress(env, async (tell) => {
    const posted = sources && (await postedBefore(env, sources, period, found))
    if (sources === undefined || hasErrors(found)) return undefined
    const recording = new Recording(asked.payee, asked.deal)
    const project = await runProject(sources, period, tell, found, { posted, record: recording.record })
    if (!project || hasErrors(found)) return undefined
    const explanation = explain(asked, { ...project, recording, isClosed: isClosed(found) }, found)
    if (explanation === undefined || hasErrors(found)) return undefined
    return explanationFormats[format](explanation, {
      width: Math.min(env.stdout.columns, WIDEST),
      chalk: colourFor(env, 'stdout'),
      pathOf: (file) => shownPath(env, sources.pathOf(file)),
    })
  })
  const { found: judged } = judge(found, sources?.settings.checks)
  const shown = hasErrors(judged) ? undefined : text
  const asResult = shown === undefined && format === 'json'
  await showProjectFindings(env, judged, sources, asResult ? { as: 'result', format } : { as: 'messages' })
  if (shown !== undefined) env.stdout.write(shown)
  return found.some(({ code }) => code === 'SPM1024') ? EXIT.usage : exitCodeOf(judged)
}

import { runsReport } from '../reports/state.js'
import { textOption, type Command } from './command.js'
import { stateOptions } from './lifecycle.js'
import { formatOption, showState } from './show-report.js'
import { runRows } from './state-rows.js'

export const command: Command = {
  about: 'Each run with what was done with it. Times and names come from the audit log.',
  options: [{ flags: '--period <id>', summary: 'only the runs of this period' }, formatOption, ...stateOptions],
  examples: ['spm runs', 'spm runs --period 2026-03 --format json'],
  run: (env, options) =>
    showState(env, options, (project) => [runsReport(runRows(project, textOption(options, 'period')))]),
}

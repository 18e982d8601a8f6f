import { groupBy } from '../base/order.js'
import { statusReport, type PeriodRow, type RunRow } from '../reports/state.js'
import type { Report } from '../reports/report.js'
import type { Command } from './command.js'
import { stateOptions, type Project } from './lifecycle.js'
import { formatOption, showState } from './show-report.js'
import { runRows } from './state-rows.js'

function status(project: Project): readonly Report[] {
  const { closed, logged } = project
  const runs = groupBy(runRows(project, undefined), ({ period }) => period)
  const closedRows = closed.map(({ period, run }): PeriodRow => {
    const own = runs.get(period.id)?.find((each) => each.run === run)
    const entry = logged.closed.get(period.id)
    const approvedBy = entry?.details['approved_by'] ?? ''
    return {
      period: period.id,
      state: 'closed',
      run,
      payable: own?.payable ?? '',
      approvedBy,
      closedBy: entry?.actor ?? '',
    }
  })
  const ids = new Set(closed.map(({ period }) => period.id))
  const openRows = [...runs].flatMap(([period, mine]) => (ids.has(period) ? [] : openRow(period, mine)))
  return [statusReport([...closedRows, ...openRows], nextSteps(openRows, closedRows), closed.at(-1)?.hash ?? '')]
}

/** The approved run of an open period, else its latest. */
function openRow(period: string, runs: readonly RunRow[]): PeriodRow {
  const run = runs.find(({ state }) => state === 'approved') ?? runs.find(({ latest }) => latest) ?? runs.at(-1)!
  const { state, payable, approvedBy } = run
  return { period, state, run: run.run, payable, approvedBy, closedBy: '' }
}

function nextSteps(open: readonly PeriodRow[], closed: readonly PeriodRow[]): readonly string[] {
  const next = open[0]
  if (next === undefined)
    return [
      closed.length === 0
        ? 'Next: spm calc --period …'
        : `Next: spm calc for the period after ${closed.at(-1)!.period}`,
    ]
  return [`Next: spm ${next.state === 'approved' ? 'close' : 'approve'} --period ${next.period}`]
}

export const command: Command = {
  about:
    'Which periods are closed, with which run, and which are open. The ledger is checked\n' +
    'on the way: each closed file against its hash, each period against the one before.',
  options: [formatOption, ...stateOptions],
  examples: ['spm status', 'spm status --format json'],
  run: (env, options) => showState(env, options, status),
}

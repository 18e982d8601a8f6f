import type { ReportDefinition } from '../reports/definition.js'
import type { Command, CommandLine } from './command.js'

/** Every command: one line here and one file. Loaded only when it is called. */
export const commands: readonly CommandLine[] = [
  { name: 'validate', summary: 'Check plans and settings, with or without data', load: () => import('./validate.js') },
  { name: 'test', summary: 'Run the examples of plans: plans/*.test.yaml', load: () => import('./test.js') },
  { name: 'init', summary: 'Start a project: settings, a plan, its test', load: () => import('./init.js') },
  { name: 'inspect', summary: 'What is in a CSV file, and how to map it', load: () => import('./inspect.js') },
  { name: 'errors', summary: 'What a code means, why, and what to do', load: () => import('./errors.js') },
  { name: 'fmt', summary: 'Write plans, settings and tests in one format', load: () => import('./fmt.js') },
  {
    name: 'completion',
    summary: 'Completion for bash, zsh and fish, and the man page',
    load: () => import('./completion.js'),
  },
  {
    name: 'schema',
    summary: 'JSON Schemas of plans, settings and tests, for editors',
    load: () => import('./schema.js'),
  },
  {
    name: 'calc',
    summary: 'Calculate a period: payouts, lines, attainment, exceptions',
    load: () => import('./calc.js'),
  },
  { name: 'approve', summary: 'Approve a run that another person computed', load: () => import('./approve.js') },
  {
    name: 'close',
    summary: 'Post an approved run to the ledger and lock its period',
    load: () => import('./close.js'),
  },
  { name: 'reopen', summary: 'Take back the close of the latest period', load: () => import('./reopen.js') },
  { name: 'status', summary: 'Which periods are closed and what comes next', load: () => import('./status.js') },
  { name: 'runs', summary: 'What was computed, approved and closed', load: () => import('./runs.js') },
  { name: 'reproduce', summary: 'Compute a run again and compare every byte', load: () => import('./reproduce.js') },
  {
    name: 'diff',
    summary: 'What two runs, or two sets of plans, pay otherwise, and why',
    load: () => import('./diff.js'),
  },
  { name: 'ledger', summary: 'Balances, and what was posted for a payee', load: () => import('./ledger.js') },
  { name: 'describe', summary: 'A plan in plain words, to read and sign', load: () => import('./describe.js') },
  { name: 'explain', summary: 'Why somebody is paid so, or a deal pays nothing', load: () => import('./explain.js') },
  { name: 'export', summary: 'Files for payroll and the general ledger', load: () => import('./export.js') },
  { name: 'doctor', summary: 'Whether anything is in the way', load: () => import('./doctor.js') },
  {
    name: 'statement',
    summary: 'One page a payee: what is paid, and how it came about',
    load: () => import('./statement.js'),
  },
  {
    name: 'report attainment',
    summary: 'Credited against quota by payee, team, region or plan',
    load: async () => report((await import('../reports/attainment.js')).attainmentReport),
  },
  {
    name: 'report payouts',
    summary: 'What each payee is paid',
    load: async () => report((await import('../reports/payouts.js')).payoutsReport),
  },
  {
    name: 'report lines',
    summary: 'Every amount that makes up the payouts',
    load: async () => report((await import('../reports/lines.js')).linesReport),
  },
  {
    name: 'report exceptions',
    summary: 'What to look at before approving',
    load: async () => report((await import('../reports/exceptions.js')).exceptionsReport),
  },
  {
    name: 'report balances',
    summary: 'What payees carry in, and what the period adds and takes',
    load: async () => report((await import('../reports/balances.js')).balancesReport),
  },
  {
    name: 'report accruals',
    summary: 'What is earned and not payable yet, and why',
    load: async () => report((await import('../reports/accruals.js')).accrualsReport),
  },
  {
    name: 'report leaderboard',
    summary: 'Ranks by attainment, credited or paid',
    load: async () => report((await import('../reports/leaderboard.js')).leaderboardReport),
  },
  {
    name: 'report summary',
    summary: 'The period close sheet: totals, changes, largest movers',
    load: async () => report((await import('../reports/summary.js')).summaryReport),
  },
  {
    name: 'audit verify',
    summary: 'Check that the audit log and the runs are as they were written',
    load: () => import('./audit.js'),
  },
]

/** What the help says of a group of commands. */
export const groups: Readonly<Record<string, string>> = {
  audit: 'The log of what was done: audit verify',
  report: 'Reports: payouts, lines, attainment, summary, …',
}

async function report(definition: ReportDefinition): Promise<{ readonly command: Command }> {
  return { command: (await import('./report.js')).reportCommand(definition) }
}

import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { postedRows } from '../project/posted-rows.js'
import { BALANCE_NAMES, balancesReport, POSTING_NAMES, postingsReport } from '../reports/ledger.js'
import type { Report } from '../reports/report.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { stateOptions, type Project } from './lifecycle.js'
import { formatOption, showState } from './show-report.js'

function ledger(options: OptionValues) {
  return async ({ closed }: Project, found: Diagnostic[]): Promise<readonly Report[]> => {
    const payee = textOption(options, 'payee')
    const period = textOption(options, 'period')
    const until = period === undefined ? closed.length : closed.findIndex((each) => each.period.id === period) + 1
    if (until === 0) {
      const message = period === undefined ? 'no period is closed' : `${period} is not closed`
      found.push(diagnose('SPM6063', message))
      return []
    }
    const latest = closed[until - 1]!
    const about = { period: latest.period.id, ...(payee !== undefined && { payee }) }
    const standing = await postedRows([latest], 'balances.csv', BALANCE_NAMES, payee)
    if (payee === undefined) return [balancesReport(standing, `Balances at the close of ${latest.period.id}`, about)]
    const shown = period === undefined ? closed : [latest]
    const postings = await postedRows(shown, 'payout-lines.csv', POSTING_NAMES, payee)
    const balances = await postedRows(shown, 'balances.csv', BALANCE_NAMES, payee)
    const postingsOf = postingsReport(postings, `Posted for ${payee}`, about)
    // A table in a file is one table: balances have a command line of their own.
    if (textOption(options, 'format') !== 'table') return [postingsOf]
    return [postingsOf, balancesReport(balances, `Balances of ${payee}`, about)]
  }
}

export const command: Command = {
  about:
    'Without --payee: what everybody carries at the latest close. With it: every line that\n' +
    'was posted for the payee, and his balances period by period.',
  options: [
    { flags: '--payee <id>', summary: 'one payee: postings and balances' },
    { flags: '--period <id>', summary: 'a closed period (default: the latest; all for a payee)' },
    formatOption,
    ...stateOptions,
  ],
  examples: ['spm ledger', 'spm ledger --payee E-12', 'spm ledger --payee E-12 --format csv'],
  run: (env, options) => showState(env, options, ledger(options)),
}

import type { OutputTable } from '../run/output-table.js'
import { attainmentTable } from '../run/tables/attainment.js'
import { balancesTable } from '../run/tables/balances.js'
import { creditsTable } from '../run/tables/credits.js'
import { dealPayTable } from '../run/tables/deal-pay.js'
import { exceptionsTable } from '../run/tables/exceptions.js'
import { exclusionsTable } from '../run/tables/exclusions.js'
import { payoutLinesTable } from '../run/tables/payout-lines.js'
import { payoutsTable } from '../run/tables/payouts.js'

/** A table of a run's results, whatever its rows are made of. */
type AnyTable = Pick<OutputTable<never>, 'file' | 'columns'>

/** What a case may expect, and the file of the run that holds it. */
export const OUTPUTS = {
  payouts: payoutsTable,
  lines: payoutLinesTable,
  attainment: attainmentTable,
  exceptions: exceptionsTable,
  balances: balancesTable,
  exclusions: exclusionsTable,
  deal_pay: dealPayTable,
  credits: creditsTable,
} as const satisfies Readonly<Record<string, AnyTable>>

export type OutputName = keyof typeof OUTPUTS
export const OUTPUT_NAMES = Object.keys(OUTPUTS) as readonly OutputName[]

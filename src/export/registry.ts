import { adpTarget } from './adp.js'
import { asc340Target } from './asc340.js'
import { gustoTarget } from './gusto.js'
import { journalTarget } from './journal.js'
import { netsuiteTarget } from './netsuite.js'
import { paychexTarget } from './paychex.js'
import { payrollTarget } from './payroll.js'
import { quickbooksTarget } from './quickbooks.js'
import type { ExportTarget } from './target.js'
import { xeroTarget } from './xero.js'

/** Every target of `spm export`, in the order of its help. */
export const targets: readonly ExportTarget[] = [
  payrollTarget,
  adpTarget,
  gustoTarget,
  paychexTarget,
  journalTarget,
  netsuiteTarget,
  quickbooksTarget,
  xeroTarget,
  asc340Target,
]

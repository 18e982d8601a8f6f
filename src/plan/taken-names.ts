import { FUNCTIONS } from '../expression/functions.js'

/** Rows, values and look-ups of expressions, in one plan or another; kept free also where a plan cannot use them yet. */
const VALUES =
  'deal rep credit quota attainment attainment_of target target_incentive target_incentive_period ote base_salary period ' +
  'earned lookup band members team objectives objective score weight payee measure measures plan component window'

/** Words that stand where a value or a name could: `amount: count`, `by: amount`, `credit: direct`, `levels: all`. */
const CHOICES = 'count quantity amount direct overlay all none'

/** What the expression language keeps for itself. */
const RESERVED =
  'true false null in as break const continue else for function if import let loop package namespace return var void ' +
  'while int uint double string bytes bool list map type dyn timestamp duration math matches'

/** Names that a constant cannot have, since an expression or a key would have two meanings. */
export const TAKEN_NAMES: ReadonlySet<string> = new Set([
  ...`${VALUES} ${CHOICES} ${RESERVED}`.split(' '),
  ...Object.keys(FUNCTIONS),
])

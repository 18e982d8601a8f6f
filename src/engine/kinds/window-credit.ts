import type { Decimal } from '../../base/decimal.js'
import type { RateCredit } from '../../rates/rate.js'
import type { Credit } from '../credit.js'

/** A credit on its way through the window. */
export interface WindowCredit extends RateCredit {
  readonly credit: Credit
  /** False where the component does not pay it (its own plan does, or nobody): it moves the position and nothing else. */
  readonly own: boolean
  /** How far it moves the window's total: its amount, after an uplift. */
  readonly moved: Decimal
}

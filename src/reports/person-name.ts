import type { PayeeResult } from '../engine/calculate.js'

/** The name in force at the end of the period; '' where somebody stands nowhere any more. */
export function personName({ participations }: Pick<PayeeResult, 'participations'>): string {
  return participations.at(-1)?.current.row.name ?? ''
}

import type { MeasureShape } from './shape.js'

/** Does the measure give money, and not a number of deals, units or anything else? */
export function isMoney(measure: MeasureShape | undefined): boolean {
  return measure?.unit !== 'number' && measure?.amount !== 'count' && measure?.amount !== 'quantity'
}

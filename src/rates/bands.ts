import { formatDecimal, parseDecimal, parseRatio, type Decimal } from '../base/decimal.js'
import type { RateContext } from './rate.js'

/** Where a band of a matrix starts: `100%` or `{ from: 100% }` with the boundary inside, `{ above: 100% }` without. */
export type BandShape = string | { readonly from?: string | undefined; readonly above?: string | undefined }

export interface Band {
  readonly boundary: Decimal
  readonly inclusive: boolean
  readonly label: string
}

type Path = readonly (string | number)[]

/**
 * Checks that bands ascend and say their boundary in one way.
 * @param by `attainment` asks for percents; anything else takes numbers and percents
 * @param fromZero bands of what accumulates start at zero, like tiers; others start where they start
 */
export function compileBands(
  shapes: readonly BandShape[],
  { by, fromZero }: { readonly by: string; readonly fromZero: boolean },
  path: Path,
  context: RateContext,
): readonly Band[] | undefined {
  const bands: Band[] = []
  for (const [index, shape] of shapes.entries()) {
    const at = [...path, index]
    const { from, above } = typeof shape === 'string' ? { from: shape, above: undefined } : shape
    if ((from === undefined) === (above === undefined)) {
      context.report('SPM3111', 'a band starts with either `from` (the boundary is inside) or `above` (it is not)', at)
      return undefined
    }
    const text = (from ?? above)!
    const percent = text.endsWith('%')
    const boundary = (by === 'attainment') === percent || !fromZero ? read(text) : undefined
    if (boundary === undefined) {
      const message =
        by === 'attainment'
          ? `bands by attainment have boundaries in percent of quota, not "${text}"`
          : `"${text}" is not a boundary of bands by ${by}`
      context.report('SPM3112', message, at)
      return undefined
    }
    const before = bands.at(-1)
    if (before === undefined && fromZero && !(boundary.isZero() && from !== undefined)) {
      context.report('SPM3113', `the first band must start from ${by === 'attainment' ? '0%' : '0'}`, at)
      return undefined
    }
    if (before !== undefined && !boundary.greaterThan(before.boundary)) {
      context.report('SPM3114', `band ${index + 1} must start above band ${index}, which starts at ${before.label}`, at)
      return undefined
    }
    bands.push({ boundary, inclusive: from !== undefined, label: from === undefined ? `above ${text}` : text })
  }
  return bands
}

function read(text: string): Decimal | undefined {
  return text.endsWith('%') ? parseRatio(text) : parseDecimal(text)
}

/** The condition that a value has reached a band, as an expression: compared by multiplying out (F10). */
export function reachedText(value: string, { boundary, inclusive }: Band): string {
  const digits = formatDecimal(boundary)
  return `(${value}) ${inclusive ? '>=' : '>'} ${digits.startsWith('-') ? `(${digits})` : digits}`
}

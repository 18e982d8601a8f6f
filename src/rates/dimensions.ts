import { Absent, compileExpression, isAbsent, type Expression, type Frame } from '../expression/expression.js'
import { attributeValue, compileAttribute, sameValue, type Attribute } from './attribute.js'
import { compileBands, reachedText, type Band, type BandShape } from './bands.js'
import { noAnswer } from './look-up.js'
import type { RateContext } from './rate.js'
import type { TierBy, TierMode } from './tiers.js'

export interface DimensionShape {
  readonly by: string
  readonly at?: 'running' | 'end' | undefined
  readonly bands?: readonly BandShape[] | undefined
  readonly values?: readonly string[] | undefined
}

/** What accumulates over the window, so that its band is reached by all credits together. */
export interface Accumulating {
  readonly kind: 'accumulating'
  readonly by: TierBy
  readonly bands: readonly Band[]
  /** retroactive: the band at the pay period's end is that of the whole window (F27); marginal: `at: running`. */
  readonly mode: TierMode
  readonly size: number
}

/** What each deal or payee has of itself. */
export interface PerDeal {
  readonly kind: 'per_deal'
  readonly size: number
  /** Its places for people: `product A`, `deal.margin 0.3`. */
  readonly labels: readonly string[]
  readonly attributes: readonly Attribute[]
  readonly expressions: readonly Expression[]
  /** The position in the dimension, or why the deal has none. */
  find(frame: Frame): number | Absent
}

export type Dimension = Accumulating | PerDeal

const ACCUMULATES: ReadonlySet<string> = new Set(['attainment', 'amount', 'quantity', 'count'])

/** A dimension of a matrix: bands of what accumulates, bands of a number of the deal, or values of a column. */
export function compileDimension(shape: DimensionShape, index: number, context: RateContext): Dimension | undefined {
  const path = ['dimensions', index]
  const { by, bands, values, at } = shape
  const accumulates = ACCUMULATES.has(by)
  if ((bands === undefined) === (values === undefined) || (accumulates && bands === undefined)) {
    context.report('SPM3220', `the dimension ${by} has ${accumulates ? '`bands`' : 'either `bands` or `values`'}`, path)
    return undefined
  }
  if (!accumulates && at !== undefined) {
    context.report('SPM3221', `\`at\` has no effect: ${by} is the same for a deal at all times`, [...path, 'at'])
    return undefined
  }
  if (values !== undefined) return byValues(by, values, path, context)
  const compiled = compileBands(bands!, { by, fromZero: accumulates }, [...path, 'bands'], context)
  if (compiled === undefined) return undefined
  if (!accumulates) return byBands(by, compiled, path, context)
  if (by === 'attainment' && context.window === 'deal') {
    context.report('SPM3117', 'bands by attainment need a quota, which a single deal does not have', [...path, 'by'])
    return undefined
  }
  if (by === 'count' && context.window === 'deal') {
    context.report('SPM3119', 'a single deal never leaves the first band by count', [...path, 'by'])
    return undefined
  }
  const running = at === 'running'
  const open = compiled.findIndex(({ inclusive }, place) => place > 0 && inclusive)
  if (running && open > 0 && (by === 'count' || by === 'quantity')) {
    const message = `in running bands by ${by} \`${compiled[open]!.label}\` could start with that number or after it`
    context.report('SPM3118', message, [...path, 'bands', open], 'say `{ above: N }`: the part above N')
    return undefined
  }
  const mode = running ? 'marginal' : 'retroactive'
  return { kind: 'accumulating', by: by as TierBy, bands: compiled, mode, size: compiled.length }
}

type Path = readonly (string | number)[]

function byValues(by: string, texts: readonly string[], path: Path, context: RateContext): PerDeal | undefined {
  const attribute = compileAttribute(by, [...path, 'by'], context)
  if (attribute === undefined) return undefined
  const values = texts.flatMap((text, index) => {
    const value = attributeValue(text, attribute, [...path, 'values', index], context)
    return value === undefined ? [] : [value]
  })
  if (values.length < texts.length) return undefined
  const twin = values.findIndex((value, index) => values.slice(0, index).some((each) => sameValue(each, value)))
  if (twin >= 0) {
    context.report('SPM3214', `${by} has "${texts[twin]!}" twice`, [...path, 'values', twin])
    return undefined
  }
  return {
    kind: 'per_deal',
    size: values.length,
    labels: texts.map((text) => `${by} ${text}`),
    attributes: [attribute],
    expressions: [],
    find(frame) {
      const cell = attribute.read(frame)
      if (cell === undefined) return attribute.blank
      const index = values.findIndex((value) => sameValue(value, cell))
      return index < 0 ? noAnswer('SPM5601', 'its matrix has no place', [attribute], frame) : index
    },
  }
}

/** Bands of a number on deal and rep. Each boundary is a condition of its own, so that no quotient is compared. */
function byBands(by: string, bands: readonly Band[], path: Path, context: RateContext): PerDeal | undefined {
  const value = context.numberAt([...path, 'by'])
  if (value === undefined) return undefined
  const reached = bands.flatMap(
    (band) => compileExpression(reachedText(by, band), context.scope, 'boolean', () => undefined) ?? [],
  )
  const root = value.uses.deal.size > 0 ? 'deal' : 'rep'
  const below = new Absent(`its matrix has no place: ${by} is below ${bands[0]!.label}`, root, undefined, 'SPM5601')
  return {
    kind: 'per_deal',
    size: bands.length,
    labels: bands.map(({ label }) => `${by} ${label}`),
    attributes: [],
    expressions: [value],
    find(frame) {
      for (let index = reached.length - 1; index >= 0; index -= 1) {
        const held = reached[index]!.evaluate(frame)
        if (isAbsent(held)) return held
        if (held === true) return index
      }
      return below
    },
  }
}

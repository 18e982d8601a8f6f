import { ONE, parseRatio, ZERO, type Decimal } from '../base/decimal.js'
import { parseSpan, type Span } from '../base/span.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression } from '../expression/expression.js'
import { CAUSES, type EventType } from '../model/records.js'
import type { Column } from '../model/table.js'
import type { Compiler, Path } from './compiler.js'
import { paysDeals, type Component } from './component.js'
import type { Plan } from './plan.js'
import type { ClawbackShape } from './release-shapes.js'
import { amountColumn } from './release.js'

/** What is taken back when a deal is cancelled, refunded or not paid (F3 to F5). */
export interface Clawback {
  readonly on: ReadonlySet<EventType>
  /** A day of the deal; said wherever the age of the deal counts. */
  readonly countFrom: Expression | undefined
  readonly take: Take
  readonly restate: 'source' | 'current' | 'none'
  /** The column of deals that amounts of events are a part of. */
  readonly of: Column | undefined
  readonly place: Place
}

export type Take =
  /** The same share of everything, up to an age. */
  | { readonly kind: 'share'; readonly share: Decimal; readonly within: Span | undefined }
  /** The part of `within` that was left. */
  | { readonly kind: 'pro_rata'; readonly within: Span }
  /** By age, the youngest first. */
  | { readonly kind: 'bands'; readonly bands: readonly { readonly within: Span; readonly share: Decimal }[] }

/** A rule, or `none`: nothing is ever taken back. Undefined: no rule is given. */
export type ClawbackRule = Clawback | 'none'

/** `clawback` of the plan or of a component. */
export function compileClawback(
  compiler: Compiler,
  shape: ClawbackShape | undefined,
  path: Path,
): ClawbackRule | undefined {
  if (shape === undefined || shape === 'none') return shape
  const { report, expression, placeOf, context } = compiler
  const at = [...path, 'clawback']
  const countFrom =
    shape.count_from === undefined ? undefined : expression([...at, 'count_from'], { deal: context.deals }, 'date')
  const take = compileTake(compiler, shape, at)
  if (take === undefined) return undefined
  const aged = take.kind !== 'share' || take.within !== undefined
  if (aged && shape.count_from === undefined) {
    const fix = 'Say from which day it counts: `count_from: deal.close_date`.'
    const by = shape.within === undefined ? 'take' : 'within'
    const what = by === 'take' ? 'the bands count' : `\`within: ${shape.within!}\` counts`
    report('SPM3953', `${what} from which day of the deal?`, [...at, by], fix, 'key')
    return undefined
  }
  if (!aged && shape.count_from !== undefined) {
    const message = '`count_from` has no effect: without `within` or bands the age of a deal does not matter'
    const fix = 'Leave it out, or say up to which age of the deal: `within: 90 days`.'
    report('SPM3954', message, [...at, 'count_from'], fix, 'key')
  }
  const { restate_attainment: restate, on } = shape
  return {
    on: new Set(on),
    countFrom,
    take,
    restate,
    of: amountColumn(compiler, undefined, at),
    place: placeOf(at, 'key'),
  }
}

/** What all rules of a plan settle; how a cancelled deal leaves attainment is said alike by all of them. */
export function compileSettling(
  { report }: Compiler,
  rule: ClawbackRule | undefined,
  components: readonly Component[],
): Pick<Plan, 'settles' | 'restate'> {
  const rules = [rule, ...components.map((each) => (paysDeals(each) ? each.clawback : undefined))]
  const given = rules.filter((each) => typeof each === 'object')
  const restate = given[0]?.restate
  const other = components.findIndex((each) => paysDeals(each) && each.clawback && each.clawback.restate !== restate)
  if (other >= 0) {
    const path = ['components', other, 'clawback', 'restate_attainment']
    const said = `\`${restate!}\` is said by another clawback of the plan`
    report('SPM3956', `a cancelled deal leaves attainment in one way, and ${said}`, path)
  }
  // Where `none` is said, whatever happens to a deal takes nothing back.
  return { settles: new Set(rule === 'none' ? CAUSES : given.flatMap(({ on }) => [...on])), restate }
}

function compileTake(
  { report }: Compiler,
  { take, within: text }: Exclude<ClawbackShape, 'none'>,
  at: Path,
): Take | undefined {
  const within = text === undefined ? undefined : parseSpan(text)
  const share = (written: string, path: Path): Decimal | undefined => {
    const ratio = parseRatio(written)
    if (ratio?.greaterThan(ZERO) && !ratio.greaterThan(ONE)) return ratio
    report('SPM3955', `a clawback takes more than 0 % and at most all of it, not ${written}`, path)
    return undefined
  }
  if (take === 'full') return { kind: 'share', share: ONE, within }
  if (take === 'pro_rata') {
    if (within?.count) return { kind: 'pro_rata', within }
    report('SPM3953', 'pro_rata is a part of which time?', [...at, 'take'], 'Say `within: 12 months`.')
    return undefined
  }
  if (typeof take === 'string') {
    const part = share(take, [...at, 'take'])
    return part && { kind: 'share', share: part, within }
  }
  if (within !== undefined)
    report('SPM3954', '`within` has no effect: the last band says how long', [...at, 'within'], undefined, 'key')
  const bands = take.bands.flatMap((band, index) => {
    const path = [...at, 'take', 'bands', index]
    const part = share(band.share, [...path, 'share'])
    const span = parseSpan(band.within)!
    const before = index > 0 ? parseSpan(take.bands[index - 1]!.within)! : undefined
    const mixed = before && before.unit !== span.unit
    if (mixed || (before && before.count >= span.count)) {
      const why = mixed
        ? `is in ${span.unit}, the one before it in ${before.unit}`
        : 'does not reach further than the one before it'
      report('SPM3955', `the band within ${band.within} ${why}`, [...path, 'within'])
    }
    return part ? [{ within: span, share: part }] : []
  })
  return { kind: 'bands', bands }
}

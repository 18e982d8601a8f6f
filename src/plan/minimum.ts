import { parseDate, type PlainDate } from '../base/date.js'
import { ONE, parseRatio } from '../base/decimal.js'
import { fractionOf, type Fraction } from '../base/fraction.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression } from '../expression/expression.js'
import type { RateValue } from '../rates/rate.js'
import { compileAmount } from './amount.js'
import type { Compiler, Path } from './compiler.js'
import type { MinimumShape } from './draw-shapes.js'
import { minimumNames } from './names.js'

/** What may count as pay beside what a period earns. */
export type Counted = MinimumShape['counts'][number]

/** What somebody is paid at least, or in advance, in a pay period: a guarantee or a draw (F12). */
export interface Minimum {
  /** As messages name it. */
  readonly what: 'guarantee' | 'draw'
  /** For a whole pay period, in plan currency. */
  readonly amount: RateValue
  readonly where: Expression | undefined
  /** First and last day, both included; undefined: those of the plan. */
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
  /** Parts of the amount by month of tenure, the last one for all later months. */
  readonly schedule: readonly Fraction[] | undefined
  readonly counts: ReadonlySet<Counted>
  /** Whether pay that is earned and not released counts; `earned` where none waits. */
  readonly on: 'earned' | 'payable'
  readonly place: Place
}

/** The expressions of a minimum. */
export function expressionsOfMinimum(minimum: Minimum | undefined): readonly Expression[] {
  if (minimum === undefined) return []
  const { amount, where } = minimum
  return [...(amount.kind === 'expression' ? [amount.expression] : []), ...(where ? [where] : [])]
}

/** What a guarantee and a draw have in common. @param key where it stands in the plan */
export function compileMinimum(
  compiler: Compiler,
  shape: MinimumShape,
  key: 'guarantee' | 'draw',
  what: Minimum['what'],
): Minimum | undefined {
  const { report, expression, context, placeOf, plan } = compiler
  const amount = compileAmount(compiler, {
    text: shape.amount,
    path: [key, 'amount'],
    names: minimumNames(context),
    what: `a ${what}`,
    code: 'SPM3940',
  })
  const { from, to } = compileDays(compiler, shape, [key], `the ${what}`)
  const schedule = shape.schedule?.map((text, index) => {
    const part = parseRatio(text)
    if (part !== undefined && !part.isNegative() && !part.greaterThan(ONE)) return fractionOf(part)
    report('SPM3940', `a ${what} of ${text} of its amount`, [key, 'schedule', index])
    return fractionOf(ONE)
  })
  const where = shape.where === undefined ? undefined : expression([key, 'where'], { rep: context.reps }, 'boolean')
  if (plan.negative !== 'carry') report('SPM3941', `a ${what} needs \`negative: carry\``, [key], undefined, 'key')
  checkOn(compiler, shape, key, what)
  if (amount === undefined) return undefined
  const on = shape.on ?? 'earned'
  return { what, amount, where, from, to, schedule, counts: new Set(shape.counts), on, place: placeOf([key], 'key') }
}

/** Must be said where pay can wait, and nowhere else (F12). */
function checkOn({ report, plan }: Compiler, { on }: MinimumShape, key: string, what: Minimum['what']): void {
  const waits = plan.components.some((each) => 'release' in each && each.release !== undefined)
  if (waits && on === undefined)
    report('SPM3949', `does pay that is earned and not released yet count for the ${what}?`, [key], undefined, 'key')
  if (!waits && on !== undefined)
    report('SPM3944', `\`on\` has no effect: no pay of the plan waits for a release`, [key, 'on'], undefined, 'key')
}

/** `from` and `to`, each of them undefined where it is not said or no day. @param whose days, in words */
export function compileDays(
  { report }: Compiler,
  days: { readonly from?: string | undefined; readonly to?: string | undefined },
  path: Path,
  whose: string,
): { readonly from: PlainDate | undefined; readonly to: PlainDate | undefined } {
  const day = (key: 'from' | 'to'): PlainDate | undefined => {
    const text = days[key]
    const date = text === undefined ? undefined : parseDate(text)
    if (text !== undefined && date === undefined) report('SPM3002', `"${text}" is not a day`, [...path, key])
    return date
  }
  const from = day('from')
  const to = day('to')
  if (from !== undefined && to !== undefined && to < from)
    report('SPM3943', `${whose} ends on ${to}, before it starts on ${from}`, [...path, 'to'])
  return { from, to }
}

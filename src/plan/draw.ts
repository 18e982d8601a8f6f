import { parseDate, type PlainDate } from '../base/date.js'
import { ONE, parseDecimal, parseRatio, ZERO, type Decimal } from '../base/decimal.js'
import { fractionOf, type Fraction } from '../base/fraction.js'
import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression } from '../expression/expression.js'
import type { Compiler, Path } from './compiler.js'
import { checkPayable } from './payable.js'

/** A minimum that somebody owes where he does not earn it (F12, F13). */
export interface Draw {
  /** For a whole pay period, in plan currency. */
  readonly amount: Decimal
  readonly where: Expression | undefined
  /** First and last day, both included; undefined: those of the plan. */
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
  /** Parts of the amount by month of tenure, the last one for all later months. */
  readonly schedule: readonly Fraction[] | undefined
  /** Above 0, at most 1. */
  readonly percent: Decimal
  readonly mostPerPeriod: Decimal | undefined
  readonly atEnd: 'forgive' | 'carry'
  readonly counts: ReadonlySet<'true_ups' | 'adjustments'>
  readonly place: Place
}

/** `draw` of the plan. */
export function compileDraw(compiler: Compiler): Draw | undefined {
  const { report, expression, context, placeOf, plan } = compiler
  const { draw } = plan
  if (draw === undefined) return undefined
  const amount = compileMoney(compiler, 'a draw', draw.amount, ['draw', 'amount'])
  const most = compileMoney(compiler, 'the most that is recovered', draw.recovery.most_per_period, [
    'draw',
    'recovery',
    'most_per_period',
  ])
  const day = (key: 'from' | 'to'): PlainDate | undefined => {
    const text = draw[key]
    const date = text === undefined ? undefined : parseDate(text)
    if (text !== undefined && date === undefined) report('SPM3002', `"${text}" is not a day`, ['draw', key])
    return date
  }
  const from = day('from')
  const to = day('to')
  if (from !== undefined && to !== undefined && to < from)
    report('SPM3943', `the draw ends on ${to}, before it starts on ${from}`, ['draw', 'to'])
  const percent = parseRatio(draw.recovery.percent)
  if (!percent?.greaterThan(ZERO) || percent.greaterThan(ONE))
    report('SPM3942', `a recovery takes more than 0 % and at most 100 %, not ${draw.recovery.percent}`, [
      'draw',
      'recovery',
      'percent',
    ])
  const schedule = draw.schedule?.map((text, index) => {
    const part = parseRatio(text)
    if (part !== undefined && !part.isNegative() && !part.greaterThan(ONE)) return fractionOf(part)
    report('SPM3940', `a draw of ${text} of its amount`, ['draw', 'schedule', index])
    return fractionOf(ONE)
  })
  const where = draw.where === undefined ? undefined : expression(['draw', 'where'], { rep: context.reps }, 'boolean')
  if (plan.negative !== 'carry') report('SPM3941', 'a draw needs `negative: carry`', ['draw'], undefined, 'key')
  if (amount === undefined || percent === undefined) return undefined
  const { at_end: atEnd, counts } = draw
  const terms = { amount, where, from, to, schedule, percent, mostPerPeriod: most, atEnd }
  return { ...terms, counts: new Set(counts), place: placeOf(['draw'], 'key') }
}

/** `threshold` of the plan: smaller payouts wait. */
export function compileThreshold(compiler: Compiler): Decimal | undefined {
  return compileMoney(compiler, 'a threshold', compiler.plan.threshold, ['threshold'])
}

function compileMoney(compiler: Compiler, what: string, text: string | undefined, path: Path): Decimal | undefined {
  if (text === undefined) return undefined
  const value = parseDecimal(text)
  if (value?.greaterThan(ZERO)) {
    checkPayable(compiler, value, path)
    return value
  }
  compiler.report('SPM3940', `${what} is an amount of money above zero, not "${text}"`, path)
  return undefined
}

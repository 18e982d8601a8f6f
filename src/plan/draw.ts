import { addDays, type PlainDate } from '../base/date.js'
import { ONE, parseRatio, ZERO, type Decimal } from '../base/decimal.js'
import { compileMoney } from './amount.js'
import type { Compiler } from './compiler.js'
import type { DrawShape } from './draw-shapes.js'
import { compileDays, compileMinimum, type Minimum } from './minimum.js'

/** How what is owed is repaid (F13). */
export interface Recovery {
  /** Above 0, at most 1. */
  readonly percent: Decimal
  readonly mostPerPeriod: Decimal | undefined
  /** First and last day of the pay periods that repay, both included; undefined: no bound. */
  readonly from: PlainDate | undefined
  readonly to: PlainDate | undefined
}

/** What somebody gets and owes, as far as he does not earn it (F12, F13). */
export interface Draw extends Minimum {
  /**
   * minimum: pay is topped up to it. same_period, next_period: it is an advance, paid at the period's start and taken
   * from the period's pay, or paid on top of that and taken from later pay (F14).
   */
  readonly style: 'minimum' | 'same_period' | 'next_period'
  readonly recovery: Recovery
  readonly atEnd: 'forgive' | 'carry'
}

/** `guarantee` of the plan; a draw that nobody owes is the same by another name. */
export function compileGuarantee(compiler: Compiler): Minimum | undefined {
  const { guarantee, draw } = compiler.plan
  const named = draw?.type === 'non_recoverable' ? draw : undefined
  if (named) refuse(compiler, named, ['style', 'netted', 'recovery', 'at_end'], 'nobody owes a non-recoverable draw')
  if (guarantee === undefined) return named && compileMinimum(compiler, named, 'draw', 'guarantee')
  if (named) {
    const message = 'a draw of type non_recoverable is a guarantee, and the plan has a `guarantee` already'
    compiler.report('SPM3946', message, ['draw', 'type'])
  }
  return compileMinimum(compiler, guarantee, 'guarantee', 'guarantee')
}

/** `draw` of the plan that is owed. */
export function compileDraw(compiler: Compiler): Draw | undefined {
  const { report, plan } = compiler
  const { draw, guarantee } = plan
  if (draw === undefined || draw.type === 'non_recoverable') return undefined
  const minimum = compileMinimum(compiler, draw, 'draw', 'draw')
  const style = compileStyle(compiler, draw)
  const recovery = compileRecovery(compiler, draw)
  if (draw.at_end === undefined)
    report('SPM3945', 'a recoverable draw must say what becomes of it at its end: `at_end`', ['draw'], undefined, 'key')
  if (guarantee && [...guarantee.counts].sort().join() !== [...draw.counts].sort().join()) {
    const lists = [guarantee, draw].map(({ counts }) => `[${counts.join(', ')}]`)
    report('SPM3947', `the guarantee counts ${lists[0]!}, the draw ${lists[1]!}`, ['draw', 'counts'])
  }
  if (minimum === undefined || style === undefined || recovery === undefined || draw.at_end === undefined)
    return undefined
  return { ...minimum, style, recovery, atEnd: draw.at_end }
}

function compileStyle(compiler: Compiler, draw: DrawShape): Draw['style'] | undefined {
  const { report } = compiler
  if (draw.style === undefined) {
    const message = 'a recoverable draw must say its `style`: minimum or advance'
    report('SPM3945', message, ['draw'], undefined, 'key')
    return undefined
  }
  if (draw.style === 'minimum') {
    refuse(compiler, draw, ['netted'], 'only an advance is netted')
    return 'minimum'
  }
  if (draw.netted === undefined)
    report('SPM3945', 'an advance must say which pay it is taken from: `netted`', ['draw', 'style'])
  return draw.netted
}

function compileRecovery(compiler: Compiler, { recovery }: DrawShape): Recovery | undefined {
  const { report, context, plan } = compiler
  if (recovery === undefined) {
    report('SPM3945', 'a recoverable draw must say how it is repaid: `recovery`', ['draw'], undefined, 'key')
    return undefined
  }
  const at = ['draw', 'recovery']
  const most = recovery.most_per_period
  const mostPerPeriod =
    most === undefined
      ? undefined
      : compileMoney(compiler, most, [...at, 'most_per_period'], 'the most that is recovered', 'SPM3940')
  const percent = parseRatio(recovery.percent)
  const sound = percent?.greaterThan(ZERO) && !percent.greaterThan(ONE)
  if (!sound)
    report('SPM3942', `a recovery takes more than 0 % and at most 100 %, not ${recovery.percent}`, [...at, 'percent'])
  const { from, to } = compileDays(compiler, recovery, at, 'the recovery')
  // What is earned on part of a pay period's days cannot be told apart.
  const first = from && context.calendar.at(plan.pays, from)
  if (first && first.start !== from)
    report('SPM3948', `the recovery starts on ${from}, inside the pay period ${first.id}`, [...at, 'from'])
  const last = to && context.calendar.at(plan.pays, to)
  if (last && last.end !== addDays(to, 1))
    report('SPM3948', `the recovery ends on ${to}, inside the pay period ${last.id}`, [...at, 'to'])
  return percent && { percent, mostPerPeriod, from, to }
}

/** Keys that say nothing where they stand. */
function refuse(
  { report }: Compiler,
  draw: DrawShape,
  keys: readonly ('style' | 'netted' | 'recovery' | 'at_end')[],
  why: string,
): void {
  for (const key of keys)
    if (draw[key] !== undefined) report('SPM3944', `\`${key}\` has no effect: ${why}`, ['draw', key], undefined, 'key')
}

/** `threshold` of the plan: smaller payouts wait. */
export function compileThreshold(compiler: Compiler): Decimal | undefined {
  const { threshold } = compiler.plan
  return threshold === undefined
    ? undefined
    : compileMoney(compiler, threshold, ['threshold'], 'a threshold', 'SPM3940')
}

import { Decimal, formatExact, ONE, parseDecimal, parseRatio, ZERO } from '../../base/decimal.js'
import type { ExpressionScope } from '../../expression/expression.js'
import type { CompiledOnce, CompiledRate, RateContext, RateValue } from '../../rates/rate.js'
import { rateStructure } from '../../rates/registry.js'
import type { Compiler, Path } from '../compiler.js'
import type { DealShape, ShapeOf } from '../component-shapes.js'
import { isMoney } from '../measure-unit.js'
import type { Names } from '../names.js'

/** The rate of a component that pays deals. */
export function compileDealRate(
  compiler: Compiler,
  shape: DealShape,
  window: string,
  path: Path,
  names: Names,
): CompiledRate | undefined {
  const { deals, reps } = compiler.context
  const scope: ExpressionScope = { deal: deals, rep: reps, constants: compiler.constants }
  const ofMoney = isMoney(compiler.plan.measures[shape.measure])
  const context = rateContext(compiler, [...path, 'rate'], { scope, names, window, ofMoney })
  const rate = rateStructure(shape.rate['kind'] as string)?.compile?.(shape.rate, context)
  // What an expression knows of the window changes with each deal of it.
  return rate && asksAttainment(rate) ? { ...rate, stable: false } : rate
}

/** Does a rate name the attainment of a component, which is another one in each pay period? */
export function asksAttainment({ expressions }: Pick<CompiledRate, 'expressions'>): boolean {
  return expressions.some(({ uses }) => [...uses.names].some((name) => name.startsWith('attainment_of:')))
}

/** The amount of a component that pays once a window. */
export function compileOnceRate(
  compiler: Compiler,
  shape: ShapeOf<'bonus'>,
  path: Path,
  names: Names,
): CompiledOnce | undefined {
  const scope: ExpressionScope = { rep: compiler.context.reps, constants: compiler.constants }
  const context = rateContext(compiler, [...path, 'rate'], { scope, names, window: shape.window, ofMoney: true })
  return rateStructure(shape.rate['kind'] as string)?.compileOnce?.(shape.rate, context)
}

interface Use {
  readonly scope: ExpressionScope
  readonly names: Names
  readonly window: string
  /** What is counted is money, so that a rate is a percent. */
  readonly ofMoney: boolean
}

function rateContext(
  { report, expression, constants }: Compiler,
  at: Path,
  { scope, names, window, ofMoney }: Use,
): RateContext {
  const checkRate = (value: Decimal, text: string, inner: Path): boolean => {
    const negative = value.lessThan(ZERO)
    if (negative) report('SPM3106', `a rate cannot be negative: ${text}`, [...at, ...inner])
    else if (ofMoney && value.greaterThan(ONE))
      report('SPM3107', `a rate of ${text} pays more than the credited amount`, [...at, ...inner])
    return !negative
  }
  return {
    window,
    names,
    report: (code, message, inner, fix) => report(code, message, [...at, ...inner], fix),
    rateValue(text, inner, as): RateValue | undefined {
      const here = [...at, ...inner]
      const isRate = as === 'rate'
      // A name that is still here differs by payee: what holds for all is checked now, the others when they are paid.
      const named = constants.list.find(({ name, type }) => name === text && type === 'number')
      const written = named?.text ?? text
      const percent = written.endsWith('%')
      if (!isRate && percent) {
        report('SPM3112', `an amount is money, not a percent: ${written}`, here, 'write `rate:` for a percent')
        return undefined
      }
      if (isRate && !ofMoney && percent) {
        report('SPM3109', `${written} of a number is no money`, here, PERCENT_OF_NUMBER)
        return undefined
      }
      const value = percent ? parseRatio(written) : parseDecimal(written)
      if (value !== undefined && isRate && !checkRate(value, written, inner)) return undefined
      if (value !== undefined && named === undefined) return { kind: 'fixed', value }
      const compiled = expression(here, { ...scope, names }, 'number')
      const fixed = compiled?.constant
      if (!(fixed instanceof Decimal)) return compiled && { kind: 'expression', expression: compiled }
      const sound = !isRate || checkRate(fixed, `${text} (${formatExact(fixed)})`, inner)
      return sound ? { kind: 'fixed', value: fixed } : undefined
    },
    checkRate,
    scope,
    condition: (inner) => expression([...at, ...inner], scope, 'boolean'),
    numberAt: (inner, more) => expression([...at, ...inner], { ...scope, names: more ?? new Map() }, 'number'),
  }
}

/** 10 % of three deals is no money. */
const PERCENT_OF_NUMBER =
  'Pay money: `amount: 50` with `per: deal` or `per: unit`, or `rate: 50` (money for each number counted).'

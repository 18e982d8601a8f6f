import { Decimal, formatExact, parseDecimal, ZERO } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { RateValue } from '../rates/rate.js'
import type { Compiler, Path } from './compiler.js'
import type { Names } from './names.js'
import { checkPayable } from './payable.js'

/**
 * Money above zero in plain digits, or an expression on rep that gives money for each payee.
 * @param what it is, in words that begin a sentence: `a cap`
 */
export function compileAmount(
  compiler: Compiler,
  { text, path, names, what, code }: AmountAsked,
): RateValue | undefined {
  const value = parseDecimal(text)
  if (value !== undefined || !/[a-z]/i.test(text)) {
    const fixed = compileMoney(compiler, text, path, what, code)
    return fixed && { kind: 'fixed', value: fixed }
  }
  const expression = compiler.expression(path, { rep: compiler.context.reps, names }, 'number')
  const named = expression?.constant
  if (!(named instanceof Decimal)) return expression && { kind: 'expression', expression }
  if (named.greaterThan(ZERO)) {
    checkPayable(compiler, named, path)
    return { kind: 'fixed', value: named }
  }
  compiler.report(code, `${what} is an amount of money above zero, not ${text} (${formatExact(named)})`, path)
  return undefined
}

interface AmountAsked {
  readonly text: string
  readonly path: Path
  readonly names: Names
  readonly what: string
  readonly code: Code
}

/** Money above zero in plain digits that the plan's currency can pay. */
export function compileMoney(
  compiler: Compiler,
  text: string,
  path: Path,
  what: string,
  code: Code,
): Decimal | undefined {
  const value = parseDecimal(text)
  if (value?.greaterThan(ZERO)) {
    checkPayable(compiler, value, path)
    return value
  }
  compiler.report(code, `${what} is an amount of money above zero, not "${text}"`, path)
  return undefined
}

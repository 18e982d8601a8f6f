import { formatDecimal, HUNDRED, mended, parseDecimal, parseRatio, type Decimal } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { Calendar } from '../base/period.js'
import { compileExpression } from '../expression/expression.js'
import type { Constants } from '../plan/constants.js'
import type { Plan, Window } from '../plan/plan.js'
import type { PlanShape } from '../plan/shape.js'
import { code, say, type Words } from './say.js'

/** What words about a part of a plan may need of the whole of it. */
export interface About {
  readonly plan: PlanShape
  readonly constants: Constants
  readonly calendar: Calendar
  /** Undefined: words alone, no figures. */
  readonly compiled: Plan | undefined
}

/** `25,000 USD`, as it is written in the plan, or the expression that gives it. */
export function moneyWords(text: string, about: About): Words {
  const value = parseDecimal(text) ?? constantValue(text, about)
  if (value === undefined) return say`${code(text)}`
  return withFormula(`${grouped(formatDecimal(value))} ${about.plan.currency}`, text)
}

/** `8 %`, from `8%` or 0.08 or an expression of constants; else the expression. */
export function percentWords(text: string, about: About): Words {
  const value = parseRatio(text) ?? constantValue(text, about)
  if (value === undefined) return say`${code(text)}`
  return withFormula(percentOf(value), text)
}

/** What the value of `base * 2` is, and how it comes about. */
function withFormula(value: string, text: string): Words {
  return parseRatio(text) === undefined ? say`${value} (${code(text)})` : say`${value}`
}

/** A factor as it is written: `1.25`, `125 %`. */
export function factorWords(text: string): string {
  return text.endsWith('%') ? percentOf(parseRatio(text)!) : text
}

export function percentOf(ratio: Decimal): string {
  return `${grouped(formatDecimal(mended(ratio.times(HUNDRED))))} %`
}

/** `1,400,000`: a number without a unit; a percent as one. */
export function numberWords(text: string): string {
  const value = parseDecimal(text)
  return value === undefined
    ? text.endsWith('%')
      ? percentOf(parseRatio(text)!)
      : text
    : grouped(formatDecimal(value))
}

/** What an expression of constants comes to; undefined where it hangs on a deal or a payee. */
function constantValue(text: string, { constants }: About): Decimal | undefined {
  const known = compileExpression(text, { constants }, 'number', () => undefined)?.constant
  return typeof known === 'object' ? known : undefined
}

/** `month`, `quarter`: what the plan pays by. */
export function payPeriod({ plan }: Pick<About, 'plan'>): string {
  return plan.pays
}

/** `quarter`: a window as people call it. */
export function windowName(window: Window, about: Pick<About, 'plan'>): string {
  return window === 'period' ? payPeriod(about) : window === 'half' ? 'half-year' : window
}

/** Is it longer than the pay period, so that it is paid in several parts? */
export function isLonger(window: Window, { plan, calendar }: Pick<About, 'plan' | 'calendar'>): boolean {
  if (window === 'deal' || window === 'period') return false
  const own = calendar.levels.indexOf(window)
  const pays = calendar.levels.indexOf(plan.pays)
  return own < 0 || pays < 0 ? window !== plan.pays : own > pays
}

/** `new_business` as `New business`. */
export function titleOf({ id, name }: { readonly id: string; readonly name?: string | undefined }): string {
  if (name !== undefined) return name
  const words = id.replaceAll(/[_-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

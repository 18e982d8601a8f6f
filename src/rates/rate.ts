import type { z } from 'zod'
import type { Decimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Expression, ExpressionScope } from '../expression/expression.js'
import type { PaidOn } from './paid-on.js'
import type { TierBy } from './tiers.js'

/** A credit as a rate sees it. Amounts in plan currency, exact. */
export interface RateCredit {
  /** What counts and is paid on: the measure's amount, this payee's part of it. */
  readonly amount: Decimal
  /** How far it moves tiers by amount or attainment, where an uplift makes that another amount than `amount`. */
  readonly moves?: Decimal
  /** Units sold, after `split: share | whole`; undefined when the rate does not ask for it. */
  readonly quantity: Decimal | undefined
  /** 1 for a whole deal; a participant's share of one under `split: share`. */
  readonly count: Decimal
}

/** The credits over which tiers accumulate, in order of credit date, then deal id. */
export interface RateWindow {
  readonly credits: readonly RateCredit[]
  /** The window's quota in the measure's unit; present whenever the rate `needsQuota`. */
  readonly quota: Decimal | undefined
  /** Slices are asked for from this credit on; those before it only move the position. Default: the first. */
  readonly from?: number
}

/**
 * The part of a credit that lies in one tier. Slices of a credit sum to it: amounts to its amount, pays to its pay.
 */
export interface Slice {
  /** Index into the rate's tiers, from 0; -1 where the rate has none. */
  readonly tier: number
  /** What it is for, where that is no tier: an objective, a place. */
  readonly label?: string
  /** The accumulated position (amount, quantity or count) before and after this slice; `to` < `from` un-earns. */
  readonly from: Decimal
  readonly to: Decimal
  /** What the rate is multiplied with: an amount of money, a number of deals or of units. */
  readonly base: Decimal
  /** A ratio, or money per deal or unit. */
  readonly rate: Decimal
  /** base x rate, exact, in plan currency. */
  readonly pay: Decimal
}

/** Evaluates an expression for a credit; crediting has already rejected every credit for which it has no value. */
export type Evaluate = (
  expression: Expression,
  credit: RateCredit,
  /** Values of the window that the expression may name: `quota`, `attainment`. */
  values?: Readonly<Record<string, Decimal | undefined>>,
) => Decimal

/** A place at which pay may bend or jump: a share of quota by attainment, else a position in the unit of `by`. */
export interface BendingPlace {
  readonly at: Decimal
  /** The place itself belongs to what comes above it. */
  readonly inclusive: boolean
}

/** What moves a structure, and where its pay may bend: for checks of the plan alone, which ask `earn` around them. */
export interface Scale {
  readonly by: TierBy
  readonly places: readonly BendingPlace[]
}

/** What a structure says of itself beside what it pays. */
interface Outline {
  /** Everything that it may multiply with or pay; undefined for a formula, whose expression is the pay itself. */
  readonly values: readonly RateValue[] | undefined
  /** Undefined where nothing that accumulates changes the rate. */
  readonly scale?: Scale | undefined
}

/** A rate structure of a plan, ready to calculate. */
export interface CompiledRate extends Outline {
  readonly kind: string
  readonly needsQuota: boolean
  /** True when it asks for `deal.quantity`. */
  readonly needsQuantity: boolean
  /** True when later credits never change what earlier ones earned while the quota stays the same. */
  readonly stable: boolean
  /** True when what its expressions give is pay, which may be negative, and not a rate. */
  readonly signed?: boolean
  /** What the rate is multiplied with. */
  readonly on: PaidOn
  /** The same rate for each of the cases that a deal may be (a product, a band of margin), where it has a scale too. */
  readonly cases?: readonly { readonly label: string; readonly rate: CompiledRate }[]
  /** Another measure of the plan whose credits move through the tiers (F26). */
  readonly of?: string | undefined
  /** True when it pays for the way through its tiers, whatever is paid on: slices cover what an uplift has lifted. */
  readonly paysDistance?: boolean
  /** How deals shared by several people count; undefined when the rate does not count deals or units (F34). */
  readonly split: 'share' | 'whole' | undefined
  /** Names of the tiers for people: `100%`, `above 50000`. */
  readonly tiers: readonly string[]
  /** The expressions that give its rates: evaluated once per credit while crediting, so that a blank cell is found there. */
  readonly expressions: readonly Expression[]
  /** The slices of each credit that is asked for, in the order of the credits. The window's entitlement is the sum of their pays. */
  earn(window: RateWindow, evaluate: Evaluate): readonly (readonly Slice[])[]
}

/** What a window comes to, for a structure that pays once. */
export interface OnceWindow {
  readonly credits: readonly RateCredit[]
  /** Present whenever the structure `needsQuota`. */
  readonly quota: Decimal | undefined
  /** Money at 100 %, prorated; present whenever the structure `needsTarget`. */
  readonly target: Decimal | undefined
}

/** Evaluates an expression for a payee; one without a value has been reported and counts as zero. */
export type EvaluateOnce = (expression: Expression, values?: Readonly<Record<string, Decimal | undefined>>) => Decimal

/** A structure that gives one amount for a window: a curve, milestones, a table, a formula. */
export interface CompiledOnce extends Outline {
  readonly kind: string
  readonly needsQuota: boolean
  readonly needsQuantity: boolean
  readonly needsTarget: boolean
  /** It looks at what has been credited. */
  readonly needsMeasure: boolean
  readonly split: 'share' | 'whole' | undefined
  readonly tiers: readonly string[]
  readonly expressions: readonly Expression[]
  /** Slices whose pays sum to the window's amount. */
  earn(window: OnceWindow, evaluate: EvaluateOnce): readonly Slice[]
}

/** What a rate structure needs from the plan compiler. Paths are relative to the rate's node. */
export interface RateContext {
  report(code: Code, message: string, path: readonly (string | number)[], fix?: string): void
  /**
   * A rate or an amount of money: a percent (rates alone), a number, or an expression giving a number. Undefined when
   * reported as wrong.
   */
  rateValue(text: string, path: readonly (string | number)[], as: 'rate' | 'amount'): RateValue | undefined
  /** A condition on deal and rep, from the text at the path. Undefined when reported as wrong. */
  condition(path: readonly (string | number)[]): Expression | undefined
  /** A number on deal and rep, from the text at the path. Undefined when reported as wrong. */
  numberAt(path: readonly (string | number)[], names?: ExpressionScope['names']): Expression | undefined
  /** The columns that expressions and look-ups may name. */
  readonly scope: ExpressionScope
  /** Reports a negative rate as wrong (false) and warns of one above 100 % (F28). */
  checkRate(value: Decimal, text: string, path: readonly (string | number)[]): boolean
  /** The component's window, so that a rate can refuse what makes no sense in it. */
  readonly window: string
  /** Further values that expressions of the component may name, with their types. */
  readonly names: NonNullable<ExpressionScope['names']>
}

/** A number fixed in the plan, or an expression evaluated for each credit (F28). */
export type RateValue =
  | { readonly kind: 'fixed'; readonly value: Decimal }
  /** `times`: of `base_rate`, where a tier says so. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly times?: Decimal | undefined }

/**
 * A rate structure: one file each, one line in the registry. The conformance suite runs over the registry and tests
 * the properties declared here.
 */
export interface RateStructure<Shape> {
  readonly kind: string
  /** One sentence for help and documentation. */
  readonly summary: string
  /** The YAML shape, transform-free (editors read its JSON Schema). */
  readonly shape: z.ZodType<Shape>
  /** As the rate of deals; absent where it cannot be one. */
  compile?(shape: Shape, context: RateContext): CompiledRate | undefined
  /** As the amount of a window; absent where it cannot be one. */
  compileOnce?(shape: Shape, context: RateContext): CompiledOnce | undefined
}

export function valueOf(value: RateValue, credit: RateCredit, evaluate: Evaluate): Decimal {
  if (value.kind === 'fixed') return value.value
  const rate = evaluate(value.expression, credit)
  return value.times === undefined ? rate : rate.times(value.times)
}

/** The expressions among some values, each once. */
export function expressionsIn(values: readonly RateValue[]): readonly Expression[] {
  return [...new Set(values.flatMap((value) => (value.kind === 'expression' ? [value.expression] : [])))]
}

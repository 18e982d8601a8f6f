import { parseDecimal, parseRatio } from '../../base/decimal.js'
import { minorDigits } from '../../base/money.js'
import type { Compiler, Path } from '../compiler.js'
import type {
  BonusComponent,
  MboComponent,
  OnceComponent,
  PoolComponent,
  RankComponent,
  TargetTerms,
} from '../component.js'
import type { ShapeOf } from '../component-shapes.js'
import { isMoney } from '../measure-unit.js'
import { moneyNames, onceNames } from '../names.js'
import type { Measure, Window } from '../plan.js'
import { checkAgainst, isLonger, measureAt, type ComponentDraft } from './draft.js'
import { checkOwnDays } from './own-days.js'
import { compileOnceRate } from './rates.js'
import { compileTerms, type Terms } from './terms.js'

type OnceShape = ShapeOf<'bonus' | 'mbo' | 'pool' | 'rank'>

/** What all kinds have that pay once a window. */
interface Once {
  readonly shared: Terms
  readonly measure: Measure | undefined
  readonly longer: boolean | undefined
  readonly target: TargetTerms | undefined
  readonly interim: boolean
}

function compileOnce(compiler: Compiler, draft: ComponentDraft<OnceShape>): Once | undefined {
  const { shape, path } = draft
  const { report } = compiler
  const window = shape.window as Window
  if (window === 'deal') {
    report('SPM3911', `kind ${shape.kind} is paid once a period, not for a deal`, [...path, 'window'])
    return undefined
  }
  const longer = isLonger(compiler, window, [...path, 'window'])
  const measured = 'measure' in shape && shape.measure !== undefined
  const measure = measured ? measureAt(compiler, draft, shape.measure!, ['measure']) : undefined
  const target = compileTarget(compiler, shape, path)
  const shared = compileTerms(compiler, draft, window, longer)
  if (shared === undefined || (measured && measure === undefined)) return undefined
  if (shape.interim !== undefined && longer === false) {
    report(
      'SPM3911',
      `\`interim\` has no effect: the window is the pay period itself`,
      [...path, 'interim'],
      undefined,
      'key',
    )
  }
  const interim = shape.interim === 'true'
  if (interim && (shape.kind === 'rank' || (shape.kind === 'pool' && shape.amount !== undefined))) {
    const what = shape.kind === 'rank' ? 'prizes are' : 'a fixed amount is'
    report('SPM3911', `${what} not earned to date: without \`interim\` it is paid when the window ends`, [
      ...path,
      'interim',
    ])
  }
  return { shared, measure, longer, target, interim }
}

/** `weight` of the target incentive, or `target` in money. */
function compileTarget(compiler: Compiler, shape: OnceShape, path: Path): TargetTerms | undefined {
  const { report, context, expression } = compiler
  const text = shape.kind === 'bonus' || shape.kind === 'mbo' ? shape.target : undefined
  if (shape.weight !== undefined) {
    if (shape.kind === 'pool' || shape.kind === 'rank') {
      const message = `\`weight\` has no effect: a ${shape.kind} is no part of the target incentive`
      report('SPM3910', message, [...path, 'weight'], 'Remove it.', 'key')
      return undefined
    }
    if (text !== undefined) {
      report(
        'SPM3910',
        'the target is given twice: by `weight` and by `target`',
        [...path, 'target'],
        'Remove one.',
        'key',
      )
      return undefined
    }
    const column = context.reps.get('target_incentive')
    const weight = parseRatio(shape.weight)
    if (column?.type !== 'number') {
      const message = 'a weight is a part of the target incentive, and the reps have no column "target_incentive"'
      report('SPM3910', message, [...path, 'weight'], 'Add the column, or say the money: `target: 5000`.')
      return undefined
    }
    return weight && { kind: 'weight', weight, slot: column.slot }
  }
  if (text === undefined) return undefined
  const at = [...path, 'target']
  const value = parseDecimal(text)
  if (value !== undefined) {
    if (value.greaterThan(0)) return { kind: 'amount', value: { kind: 'fixed', value } }
    report('SPM3912', `a target is an amount of money above zero, not "${text}"`, at)
    return undefined
  }
  const compiled = expression(at, { rep: context.reps, names: moneyNames(context) }, 'number')
  return compiled && { kind: 'amount', value: { kind: 'expression', expression: compiled } }
}

/** The expressions of a kind beside those that all have. */
function withTerms(
  once: Once,
  window: Window,
  against: BonusComponent['against'],
  needsQuota: boolean,
  more: OnceComponent['expressions'],
): Omit<BonusComponent, 'kind' | 'measure' | 'rate'> {
  const { terms, adds, expressions, byAttainment } = once.shared
  const { target, measure } = once
  return {
    ...terms,
    window,
    against,
    needsQuota: needsQuota || byAttainment,
    interim: once.interim,
    leaver: undefined,
    target,
    adds: [...(measure ? [{ measure, window }] : []), ...adds],
    expressions: [
      ...expressions,
      ...(target?.kind === 'amount' && target.value.kind === 'expression' ? [target.value.expression] : []),
      ...more,
    ],
  }
}

export function compileBonus(compiler: Compiler, draft: ComponentDraft<ShapeOf<'bonus'>>): BonusComponent | undefined {
  const { shape, path } = draft
  const { report, context, plan } = compiler
  const once = compileOnce(compiler, draft)
  // Without a window there is nothing that its rate could be of.
  const rate =
    shape.window === 'deal' ? undefined : compileOnceRate(compiler, shape, path, onceNames(context, plan, shape))
  if (once === undefined || rate === undefined) return undefined
  const { measure, longer, target } = once
  const needsMeasure = rate.needsMeasure || once.shared.byAttainment
  if (needsMeasure && measure === undefined) {
    report('SPM3913', `the bonus looks at what is credited: by which \`measure\`?`, path)
    return undefined
  }
  if (rate.needsTarget && target === undefined) {
    if (shape.target !== undefined || shape.weight !== undefined) return undefined
    report('SPM3914', 'a percent of which target? Say `weight` (of the target incentive) or `target` (money)', path)
    return undefined
  }
  if (!rate.needsTarget && target?.kind === 'amount') {
    report('SPM3914', '`target` has no effect: the rate pays no percent of it', [...path, 'target'], undefined, 'key')
  }
  if (rate.needsQuantity && context.deals.get('quantity') === undefined) {
    const fix = 'map one in spm.yaml: `inputs.deals.columns.quantity`'
    report('SPM3021', 'the deals have no quantity column', [...path, 'rate'], fix)
  }
  const terms = withTerms(once, shape.window, shape.against, rate.needsQuota, rate.expressions)
  checkAgainst(compiler, shape, path, longer, terms.needsQuota)
  if (measure) checkOwnDays(compiler, shape, path, terms)
  return { ...terms, kind: 'bonus', measure, rate, leaver: shape.leaver }
}

export function compileMbo(compiler: Compiler, draft: ComponentDraft<ShapeOf<'mbo'>>): MboComponent | undefined {
  const { shape, path } = draft
  const once = compileOnce(compiler, draft)
  if (once === undefined) return undefined
  if (once.target === undefined) {
    if (shape.target === undefined && shape.weight === undefined) {
      const message = 'scores of which money? Say `weight` (of the target incentive) or `target` (money)'
      compiler.report('SPM3914', message, path)
    }
    return undefined
  }
  if (once.shared.byAttainment) {
    compiler.report('SPM3407', 'objectives have no quota: a multiplier by attainment has no effect', [
      ...path,
      'multiplier',
    ])
    return undefined
  }
  const maxScore = shape.max_score === undefined ? undefined : parseRatio(shape.max_score)
  if (maxScore !== undefined && (!shape.max_score!.endsWith('%') || !maxScore.greaterThan(0))) {
    const message = `the most that a score counts is a percent above 0%, not ${shape.max_score!}`
    compiler.report('SPM3915', message, [...path, 'max_score'])
  }
  return {
    ...withTerms(once, shape.window, undefined, false, []),
    kind: 'mbo',
    measure: undefined,
    maxScore,
    leaver: shape.leaver,
  }
}

export function compilePool(compiler: Compiler, draft: ComponentDraft<ShapeOf<'pool'>>): PoolComponent | undefined {
  const { shape, path } = draft
  const { report, context, plan, expression } = compiler
  const once = compileOnce(compiler, draft)
  const members = expression([...path, 'share_by'], { rep: context.reps, names: moneyNames(context) }, 'number')
  const key = shape.amount === undefined ? 'rate' : 'amount'
  const text = shape.amount ?? shape.rate
  if ((shape.amount === undefined) === (shape.rate === undefined)) {
    const both = shape.rate !== undefined
    const message = both ? '`amount` says what is shared, `rate` says it again: one of them' : 'how much is shared?'
    report('SPM3916', message, both ? [...path, 'rate'] : path, undefined, both ? 'key' : undefined)
    return undefined
  }
  const value = parseRatio(text!)
  if (!value?.greaterThan(0)) {
    report('SPM3916', `a pool is above zero, not "${text!}"`, [...path, key])
    return undefined
  }
  if (key === 'rate' && value.greaterThan(1)) {
    report('SPM3107', `a rate of ${text!} shares more than the credited amount`, [...path, key])
  }
  if (once?.measure === undefined || members === undefined) return undefined
  const { measure, longer } = once
  if (key === 'rate' && (measure.credit !== 'direct' || !isMoney(plan.measures[shape.measure]))) {
    const message = `a share of "${measure.id}" needs a measure of money with \`credit: direct\`, so that a deal counts once`
    report('SPM3917', message, [...path, 'rate'])
    return undefined
  }
  const per = shape.per?.replace(/^rep\./, '')
  const column = per === undefined ? undefined : context.reps.get(per)
  if (per !== undefined && column === undefined) {
    report('SPM3210', `reps have no column "${per}"`, [...path, 'per'])
    return undefined
  }
  const terms = withTerms(once, shape.window, shape.against, false, [members])
  checkAgainst(compiler, shape, path, longer, terms.needsQuota)
  return {
    ...terms,
    kind: 'pool',
    measure,
    amount: { of: key === 'rate' ? 'measure' : 'money', value },
    members,
    per: column && { column: column.name, slot: column.slot },
    leaver: shape.leaver,
  }
}

export function compileRank(compiler: Compiler, draft: ComponentDraft<ShapeOf<'rank'>>): RankComponent | undefined {
  const { shape, path } = draft
  const once = compileOnce(compiler, draft)
  const { currency } = compiler.plan
  const prizes = shape.prizes.map((text, index) => {
    const prize = parseDecimal(text)!
    const before = index === 0 ? undefined : parseDecimal(shape.prizes[index - 1]!)
    const problem = prize.lessThan(0)
      ? `a prize is not below zero: ${text}`
      : before && prize.greaterThan(before)
        ? `place ${index + 1} has ${text}, more than place ${index} with ${shape.prizes[index - 1]!}`
        : prize.decimalPlaces() > minorDigits(currency)
          ? `a prize of ${text} ${currency} cannot be paid`
          : undefined
    if (problem) compiler.report('SPM3918', problem, [...path, 'prizes', index])
    return prize
  })
  if (once?.measure === undefined) return undefined
  const terms = withTerms(once, shape.window, shape.against, shape.by === 'attainment', [])
  checkAgainst(compiler, shape, path, once.longer, terms.needsQuota)
  return { ...terms, kind: 'rank', measure: once.measure, by: shape.by, prizes }
}

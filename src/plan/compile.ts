import { parseDate } from '../base/date.js'
import { Decimal, formatExact, parseDecimal, parseRatio, ZERO, ONE } from '../base/decimal.js'
import type { Calendar } from '../base/period.js'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, hasErrors, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { compileExpression, type Expression, type ExpressionScope } from '../expression/expression.js'
import type { ComponentId, MeasureId, PlanId } from '../model/ids.js'
import type { CellType, Columns } from '../model/table.js'
import type { CompiledRate, RateValue } from '../rates/rate.js'
import { rateStructure } from '../rates/registry.js'
import { compileCredit } from './compile-credit.js'
import { compileRamp, compileSeasonality } from './compile-quota-rules.js'
import { compileCap, compileFloor, compilePlanCap } from './limits.js'
import { compileEligibility } from './eligibility.js'
import { compileMultipliers, compileUplift } from './multiplier.js'
import { checkPerPayee, type Constants } from './constants.js'
import type { PlanFile } from './parse.js'
import type { Component, Measure, Plan, Proration } from './plan.js'
import type { ComponentShape, MeasureShape, PlanShape } from './shape.js'

/** What a plan is checked against: the columns of the exports and the calendar. */
export interface PlanContext {
  readonly deals: Columns
  readonly reps: Columns
  readonly calendar: Calendar
}

export type Path = readonly (string | number)[]

/** Gives a plan its meaning: expressions typed, names resolved, every open question that changes money refused. */
export function compilePlan(
  { shape, doc, constants }: PlanFile,
  context: PlanContext,
  found: Diagnostic[],
): Plan | undefined {
  const mine: Diagnostic[] = []
  const report = (code: Code, message: string, path: Path, fix?: string, target?: 'key' | 'value'): void => {
    mine.push(diagnose(code, message, { place: doc.placeOf(path, target), fix }))
  }
  const expression = (path: Path, scope: ExpressionScope, expect: CellType): Expression | undefined => {
    const text = textAt(shape, path)
    return compileExpression(text, { ...scope, constants }, expect, (message, start, end, code, fix) => {
      mine.push(diagnose(code, message, { place: doc.offsetPlace(path, start, end), fix }))
    })
  }
  const compiler: Compiler = { report, expression, context, plan: shape, constants }
  checkPerPayee(constants, context.reps, report)

  const from = parseDate(shape.effective.from)
  const to = parseDate(shape.effective.to)
  if (from === undefined) report('SPM3002', `"${shape.effective.from}" is not a day`, ['effective', 'from'])
  if (to === undefined) report('SPM3002', `"${shape.effective.to}" is not a day`, ['effective', 'to'])
  if (from !== undefined && to !== undefined && to < from) {
    report('SPM3003', `the plan ends on ${to}, before it starts on ${from}`, ['effective', 'to'])
  }
  checkPayPeriod(compiler)
  const assign = shape.assign === undefined ? undefined : expression(['assign'], { rep: context.reps }, 'boolean')
  const proration = compileProration(compiler)
  const seasonality = compileSeasonality(shape, context.calendar, report)
  const ramp = compileRamp(shape, context.reps, report)
  const cap = compilePlanCap(compiler)
  const measures = new Map<MeasureId, Measure>()
  for (const [id, measure] of Object.entries(shape.measures)) {
    const compiled = compileMeasure(compiler, id as MeasureId, measure, doc.placeOf(['measures', id], 'key'))
    if (compiled) measures.set(compiled.id, compiled)
  }
  const components: Component[] = []
  const seen = new Map<string, number>()
  for (const [index, component] of shape.components.entries()) {
    const twin = seen.get(component.id)
    if (twin !== undefined) {
      report('SPM3004', `two components are called "${component.id}" (number ${twin + 1} and ${index + 1})`, [
        'components',
        index,
        'id',
      ])
    }
    seen.set(component.id, index)
    const place = doc.placeOf(['components', index, 'id'])
    const compiled = compileComponent(compiler, index, component, measures, place)
    if (compiled) components.push(compiled)
  }
  found.push(...mine)
  if (hasErrors(mine) || from === undefined || to === undefined) return undefined
  return {
    id: shape.plan as PlanId,
    name: shape.name ?? shape.plan,
    currency: shape.currency,
    from,
    to,
    pays: shape.pays,
    assign,
    rounding: shape.rounding ?? { mode: 'half_up', at: 'line' },
    proration,
    seasonality,
    ramp,
    negative: shape.negative,
    continues: shape.continues === undefined || shape.continues === 'none' ? undefined : (shape.continues as PlanId),
    restarts: shape.continues === 'none',
    cap,
    measures,
    components,
    place: doc.placeOf(['plan']),
    continuesPlace: doc.placeOf(['continues']),
  }
}

/** What the parts of the plan compiler share. */
export interface Compiler {
  readonly report: (code: Code, message: string, path: Path, fix?: string, target?: 'key' | 'value') => void
  readonly expression: (path: Path, scope: ExpressionScope, expect: CellType) => Expression | undefined
  readonly context: PlanContext
  readonly plan: PlanShape
  readonly constants: Constants
}

function textAt(shape: PlanShape, path: Path): string {
  let node: unknown = shape
  for (const key of path) node = (node as Record<string | number, unknown>)[key]
  return node as string
}

function checkPayPeriod({ report, context, plan }: Compiler): void {
  const { levels } = context.calendar
  if (levels.includes(plan.pays)) return
  report(
    'SPM3005',
    `"${plan.pays}" is not a period of the calendar, which has ${levels.join(', ')}.${didYouMean(plan.pays, levels)}`,
    ['pays'],
  )
}

function compileProration({ report, plan }: Compiler): Proration | undefined {
  if (plan.proration === 'months') {
    if (plan.month_counts === undefined) {
      report('SPM3006', '`proration: months` must say which months of part presence count', ['proration'])
      return undefined
    }
    return { by: 'months', counts: plan.month_counts }
  }
  if (plan.month_counts !== undefined) {
    report('SPM3007', '`month_counts` has no effect without `proration: months`', ['month_counts'], undefined, 'key')
  }
  return plan.proration === undefined ? undefined : { by: plan.proration }
}

function compileMeasure(
  { report, expression, context, plan }: Compiler,
  id: MeasureId,
  shape: MeasureShape,
  place: Place,
): Measure | undefined {
  const path = ['measures', id]
  const both: ExpressionScope = { deal: context.deals, rep: context.reps }
  const counted = shape.amount === 'count' || shape.amount === 'quantity' ? shape.amount : undefined
  if (counted === 'quantity' && context.deals.get('quantity') === undefined)
    reportNoQuantity(report, [...path, 'amount'])
  if (counted !== undefined && shape.unit !== undefined) {
    report('SPM3022', `\`unit\` has no effect: a ${counted} is a number`, [...path, 'unit'], undefined, 'key')
  }
  const unit = counted === undefined ? (shape.unit ?? 'money') : 'number'
  if (counted !== undefined && shape.split === undefined) {
    report(
      'SPM3104',
      `say how a deal shared by several people counts in a ${counted}: \`split: share\` or \`split: whole\``,
      [...path, 'split'],
    )
  }
  if (counted === undefined && shape.split !== undefined) {
    report(
      'SPM3105',
      '`split` has no effect here: amounts are always shared by percent',
      [...path, 'split'],
      undefined,
      'key',
    )
  }
  const where = shape.where === undefined ? undefined : expression([...path, 'where'], both, 'boolean')
  const amount = counted ?? expression([...path, 'amount'], both, 'number')
  const date = expression([...path, 'date'], { deal: context.deals }, 'date')
  const credit = compileCredit(shape.credit, [...path, 'credit'], context, report)
  if (amount === undefined || date === undefined || (shape.where !== undefined && where === undefined)) return undefined
  const label = `${plan.plan}/${id}`
  return { id, label, where, amount, unit, date, credit, split: shape.split ?? 'share', place }
}

function reportNoQuantity(report: Compiler['report'], path: Path): void {
  report('SPM3021', 'the deals have no quantity column', path, 'map one in spm.yaml: `inputs.deals.columns.quantity`')
}

function compileComponent(
  compiler: Compiler,
  index: number,
  shape: ComponentShape,
  measures: ReadonlyMap<MeasureId, Measure>,
  place: Place,
): Component | undefined {
  const { report, context, plan } = compiler
  const path = ['components', index]
  const declared = Object.keys(plan.measures)
  if (!declared.includes(shape.measure)) {
    const known = declared.length === 0 ? 'it declares none' : `it has ${declared.join(', ')}`
    const hint = didYouMean(shape.measure, declared)
    report('SPM3023', `the plan has no measure "${shape.measure}": ${known}.${hint}`, [...path, 'measure'])
  }
  const longer = checkWindow(compiler, shape, path)
  const rate = compileRate(compiler, shape, path)
  if (rate?.needsQuantity && context.deals.get('quantity') === undefined) reportNoQuantity(report, [...path, 'rate'])
  const multipliers = compileMultipliers(compiler, shape, path)
  const uplift = compileUplift(compiler, shape, path)
  const needsQuota = rate?.needsQuota === true || multipliers?.some(({ kind }) => kind === 'attainment') === true
  if (longer !== undefined && rate) {
    if (longer && needsQuota && shape.against === undefined) {
      report(
        'SPM3026',
        `against which quota of the ${shape.window} do the tiers count: \`against: full_quota\` or \`quota_to_date\`?`,
        [...path, 'window'],
      )
    }
    if (!longer && shape.against !== undefined) {
      report(
        'SPM3027',
        '`against` has no effect: the window is the pay period itself',
        [...path, 'against'],
        undefined,
        'key',
      )
    }
  }
  const eligibility = compileEligibility(compiler, shape, path)
  const cap = compileCap(compiler, shape, path, longer)
  const floor = compileFloor(compiler, shape, path)
  const measure = measures.get(shape.measure as MeasureId)
  if (measure && typeof measure.amount === 'string' && rate?.split !== undefined && rate.split !== measure.split) {
    const message = `the rate counts shared deals by \`split: ${rate.split}\`, its measure by \`split: ${measure.split}\``
    report('SPM3108', message, [...path, 'rate', 'split'])
  }
  if (measure === undefined || rate === undefined || multipliers === undefined) return undefined
  const changes = [...multipliers, ...(uplift ? [{ kind: 'uplift', ...uplift } as const] : [])]
  return {
    id: shape.id as ComponentId,
    name: shape.name ?? shape.id,
    kind: 'commission',
    measure,
    ...eligibility,
    window: shape.window,
    against: shape.against,
    rate,
    uplift,
    multipliers,
    conditions: changes.flatMap((each) => (each.kind === 'attainment' ? [] : (each.when ?? []))),
    needsQuota,
    cap,
    floor,
    place,
  }
}

/** True when the window is longer than the pay period; undefined when reported as impossible. */
function checkWindow({ report, context, plan }: Compiler, shape: ComponentShape, path: Path): boolean | undefined {
  const { window } = shape
  if (window === 'deal' || window === 'period' || window === plan.pays) return false
  const { levels } = context.calendar
  const pays = levels.indexOf(plan.pays)
  if (pays < 0) return undefined
  const level = levels.indexOf(window)
  if (level < 0) {
    report('SPM3024', `the calendar has no period "${window}", only ${levels.join(', ')}`, [...path, 'window'])
    return undefined
  }
  if (level < pays) {
    report('SPM3025', `the window (${window}) is shorter than the pay period (${plan.pays})`, [...path, 'window'])
    return undefined
  }
  return true
}

function compileRate(compiler: Compiler, shape: ComponentShape, path: Path): CompiledRate | undefined {
  const { report, expression, context, plan, constants } = compiler
  const ratePath = [...path, 'rate']
  const structure = rateStructure(shape.rate['kind'] as string)
  const ofMoney = isMoney(plan.measures[shape.measure])
  const scope: ExpressionScope = { deal: context.deals, rep: context.reps, constants }
  const checkRate = (value: Decimal, text: string, inner: Path): boolean => {
    const negative = value.lessThan(ZERO)
    if (negative) report('SPM3106', `a rate cannot be negative: ${text}`, [...ratePath, ...inner])
    else if (ofMoney && value.greaterThan(ONE))
      report('SPM3107', `a rate of ${text} pays more than the credited amount`, [...ratePath, ...inner])
    return !negative
  }
  return structure?.compile(shape.rate, {
    window: shape.window,
    report: (code, message, inner, fix) => report(code, message, [...ratePath, ...inner], fix),
    rateValue(text, inner, as): RateValue | undefined {
      const at = [...ratePath, ...inner]
      const isRate = as === 'rate'
      // A name that is still here differs by payee: what holds for all is checked now, the others when they are paid.
      const named = constants.list.find(({ name, type }) => name === text && type === 'number')
      const written = named?.text ?? text
      const percent = written.endsWith('%')
      if (!isRate && percent) {
        report('SPM3112', `an amount is money, not a percent: ${written}`, at, 'write `rate:` for a percent')
        return undefined
      }
      if (isRate && !ofMoney && percent) {
        report('SPM3109', `${written} of a number is no money`, at, PERCENT_OF_NUMBER)
        return undefined
      }
      const value = percent ? parseRatio(written) : parseDecimal(written)
      if (value !== undefined && isRate && !checkRate(value, written, inner)) return undefined
      if (value !== undefined && named === undefined) return { kind: 'fixed', value }
      const compiled = expression(at, scope, 'number')
      const fixed = compiled?.constant
      if (!(fixed instanceof Decimal)) return compiled && { kind: 'expression', expression: compiled }
      const sound = !isRate || checkRate(fixed, `${text} (${formatExact(fixed)})`, inner)
      return sound ? { kind: 'fixed', value: fixed } : undefined
    },
    checkRate,
    scope,
    condition: (inner) => expression([...ratePath, ...inner], scope, 'boolean'),
    numberAt: (inner, names) => expression([...ratePath, ...inner], { ...scope, names }, 'number'),
  })
}

function isMoney(measure: MeasureShape | undefined): boolean {
  return measure?.unit !== 'number' && measure?.amount !== 'count' && measure?.amount !== 'quantity'
}

/** 10 % of three deals is no money. */
const PERCENT_OF_NUMBER =
  'Pay money: `amount: 50` with `per: deal` or `per: unit`, or `rate: 50` (money for each number counted).'

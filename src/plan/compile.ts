import { parseDate } from '../base/date.js'
import { formatDecimal, HUNDRED, ONE, parseRatio, sum, ZERO } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { compileExpression, type Expression, type ExpressionScope } from '../expression/expression.js'
import type { MeasureId, PlanId } from '../model/ids.js'
import type { CellType, Columns } from '../model/table.js'
import { checkAskedAttainment } from './asked-attainment.js'
import { compileMeasure } from './compile-measure.js'
import { compileRamp, compileSeasonality } from './compile-quota-rules.js'
import { compileClawback, compileSettling } from './clawback.js'
import type { Component } from './component.js'
import { compileDraw, compileGuarantee, compileThreshold } from './draw.js'
import { compileComponent } from './kinds/registry.js'
import { compilePlanCap, compilePlanFloor } from './limits.js'
import { checkPerPayee } from './constants.js'
import type { Compiler, Path, PlanContext } from './compiler.js'
import type { PlanFile } from './parse.js'
import type { Measure, Plan, Proration } from './plan.js'
import type { PlanShape } from './shape.js'

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
  const { tables } = context
  const expression = (path: Path, scope: ExpressionScope, expect: CellType): Expression | undefined => {
    const text = textAt(shape, path)
    return compileExpression(text, { ...scope, constants, tables }, expect, (message, start, end, code, fix) => {
      mine.push(diagnose(code, message, { place: doc.offsetPlace(path, start, end), fix }))
    })
  }
  const placeOf: Compiler['placeOf'] = (path, target) => doc.placeOf(path, target)
  const compiler: Compiler = { report, expression, placeOf, context, plan: shape, constants }
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
  if (shape.additional === 'true' && shape.assign === undefined)
    report('SPM3320', `nobody can be on "${shape.plan}" besides his own plan`, ['additional'])
  const proration = compileProration(compiler)
  const seasonality = compileSeasonality(shape, context.calendar, report)
  const ramp = compileRamp(shape, context.reps, doc.placeOf(['ramp'], 'key'), report)
  const cap = compilePlanCap(compiler)
  const floor = compilePlanFloor(compiler)
  const guarantee = compileGuarantee(compiler)
  const draw = compileDraw(compiler)
  const threshold = compileThreshold(compiler)
  const clawback = compileClawback(compiler, shape.clawback, [])
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
    const compiled = compileComponent(compiler, {
      shape: component,
      path: ['components', index],
      place,
      measures,
      clawback,
    })
    if (compiled) components.push(compiled)
  }
  const settling = compileSettling(compiler, clawback, components)
  checkWeights(compiler)
  checkAskedAttainment(compiler, components)
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
    additional: shape.additional === 'true',
    leaverDays: Number.parseInt(shape.leavers?.credit_days ?? '0', 10),
    rounding: shape.rounding ?? { mode: 'half_up', at: 'line' },
    proration,
    seasonality,
    ramp,
    negative: shape.negative,
    guarantee,
    draw,
    clawback,
    ...settling,
    dealAmount: context.deals.get('amount'),
    unreleased: shape.leavers?.unreleased,
    threshold,
    restates: shape.restates,
    continues: shape.continues === undefined || shape.continues === 'none' ? undefined : (shape.continues as PlanId),
    restarts: shape.continues === 'none',
    cap,
    floor,
    columns: {
      targetIncentive: numberSlot(context.reps, 'target_incentive'),
      baseSalary: numberSlot(context.reps, 'base_salary'),
    },
    measures: withRolledUp(measures, components),
    components,
    place: doc.placeOf(['plan']),
    continuesPlace: doc.placeOf(['continues']),
  }
}

function numberSlot(reps: Columns, name: string): number | undefined {
  const column = reps.get(name)
  return column?.type === 'number' ? column.slot : undefined
}

/** The measures that overrides roll up for themselves are credited like all others. */
function withRolledUp(
  measures: ReadonlyMap<MeasureId, Measure>,
  components: readonly Component[],
): ReadonlyMap<MeasureId, Measure> {
  const own = components.flatMap((each) => (each.kind === 'override' ? [[each.measure.id, each.measure] as const] : []))
  return new Map([...measures, ...own])
}

/** Parts of one target incentive make it whole. */
function checkWeights({ report, plan }: Compiler): void {
  const weighted = plan.components.flatMap(({ id, weight }, index) =>
    weight === undefined ? [] : [{ id, weight, index, ratio: parseRatio(weight) ?? ZERO }],
  )
  const total = sum(weighted.map(({ ratio }) => ratio))
  // One that is no weight has been reported.
  const sound = weighted.every(({ ratio }) => ratio.greaterThan(ZERO) && !ratio.greaterThan(ONE))
  if (weighted.length === 0 || !sound || total.equals(ONE)) return
  const parts = weighted.map(({ id, weight }) => `${id} ${weight}`).join(', ')
  const message = `the weights of the components total ${formatDecimal(total.times(HUNDRED))} %, not 100 %: ${parts}`
  report('SPM3910', message, ['components', weighted.at(-1)!.index, 'weight'])
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

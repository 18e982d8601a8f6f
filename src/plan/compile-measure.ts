import type { Place } from '../diagnostics/diagnostic.js'
import type { ExpressionScope } from '../expression/expression.js'
import type { MeasureId } from '../model/ids.js'
import type { Compiler, Path } from './compiler.js'
import { compileCredit } from './compile-credit.js'
import { compileTeamQuota } from './compile-quota-rules.js'
import type { Measure } from './plan.js'
import type { MeasureShape } from './shape.js'

/** What counts, when, how much and for whom. */
export function compileMeasure(
  compiler: Compiler,
  id: MeasureId,
  shape: MeasureShape,
  place: Place,
): Measure | undefined {
  const { report, expression, context, plan } = compiler
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
  const credit = compileCredit(shape.credit, [...path, 'credit'], compiler)
  const quota = compileTeamQuota(shape, id, compiler.placeOf([...path, 'quota'], 'key'), report)
  if (amount === undefined || date === undefined || (shape.where !== undefined && where === undefined)) return undefined
  const label = `${plan.plan}/${id}`
  return { id, label, where, amount, unit, date, credit, split: shape.split ?? 'share', quota, place }
}

function reportNoQuantity(report: Compiler['report'], path: Path): void {
  report('SPM3021', 'the deals have no quantity column', path, 'map one in spm.yaml: `inputs.deals.columns.quantity`')
}

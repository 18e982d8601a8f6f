import { parseDate, type PlainDate } from '../base/date.js'
import type { Compiler, Path } from './compiler.js'
import type { ComponentTerms } from './component.js'
import type { ComponentShape } from './component-shapes.js'

/** Who is eligible for a component, and on which days: `where`, `from`, `to`. */
export function compileEligibility(
  { report, expression, context, plan }: Compiler,
  shape: ComponentShape,
  path: Path,
): Pick<ComponentTerms, 'where' | 'from' | 'to'> {
  const day = (key: 'from' | 'to'): PlainDate | undefined => {
    const text = shape[key]
    if (text === undefined) return undefined
    const date = parseDate(text)
    if (date === undefined) report('SPM3002', `"${text}" is not a day`, [...path, key])
    return date
  }
  const from = day('from')
  const to = day('to')
  if (from !== undefined && to !== undefined && to < from) {
    report('SPM3401', `"${shape.id}" ends on ${to}, before it starts on ${from}`, [...path, 'to'])
  } else if (from !== undefined && from > plan.effective.to) {
    const message = `"${shape.id}" starts on ${from}, and its plan ends on ${plan.effective.to}`
    report('SPM3402', message, [...path, 'from'])
  } else if (to !== undefined && to < plan.effective.from) {
    const message = `"${shape.id}" ends on ${to}, and its plan starts on ${plan.effective.from}`
    report('SPM3402', message, [...path, 'to'])
  }
  const where = shape.where === undefined ? undefined : expression([...path, 'where'], { rep: context.reps }, 'boolean')
  return { where, from, to }
}

import { parseRatio } from '../base/decimal.js'
import type { Compiler, Path } from './compiler.js'
import type { Gate } from './component.js'
import type { GateShape } from './modifier-shapes.js'
import { checkAgainst, isLonger, measureAt, type ComponentDraft } from './kinds/draft.js'
import { gateNames } from './names.js'
import type { Window } from './plan.js'

/** `gate` of a component: what must be reached, over which window, and what becomes of pay until then (F20). */
export function compileGate(
  compiler: Compiler,
  draft: ComponentDraft,
  shape: GateShape,
  window: string,
): Gate | undefined {
  const { report } = compiler
  const path = [...draft.path, 'gate']
  if (shape.window === 'deal') {
    report('SPM3921', 'a gate is tested over a period, not for a deal alone', [...path, 'window'])
    return undefined
  }
  const longer = isLonger(compiler, shape.window, [...path, 'window'])
  if (longer !== undefined && !spans(compiler, shape.window, window)) {
    const message = `the gate's window (${shape.window}) is shorter than the component's (${window})`
    report('SPM3921', message, [...path, 'window'])
    return undefined
  }
  const condition = compileCondition(compiler, draft, shape, path, longer)
  return condition && { condition, window: shape.window, otherwise: shape.else, reclose: shape.reclose }
}

/** What waits for a gate must be lost (or paid) by the time its window ends, so that is at least the component's. */
function spans({ context, plan }: Compiler, gate: Window, component: string): boolean {
  const { levels } = context.calendar
  const level = (window: string): number =>
    levels.indexOf(window === 'deal' || window === 'period' ? plan.pays : window)
  return level(gate) >= level(component)
}

function compileCondition(
  compiler: Compiler,
  draft: ComponentDraft,
  shape: GateShape,
  path: Path,
  longer: boolean | undefined,
): Gate['condition'] | undefined {
  const { report, expression, context, plan } = compiler
  if (shape.when !== undefined) {
    const other = (['measure', 'at_least', 'above', 'against'] as const).find((key) => shape[key] !== undefined)
    if (other) {
      report(
        'SPM3920',
        `\`when\` opens the gate, and \`${other}\` beside it would as well`,
        [...path, other],
        undefined,
        'key',
      )
      return undefined
    }
    const scope = { rep: context.reps, names: gateNames(context, plan) }
    const when = expression([...path, 'when'], scope, 'boolean')
    return when && { kind: 'when', when }
  }
  const least = [shape.at_least, shape.above].filter((each) => each !== undefined)
  if (least.length === 2) {
    report('SPM3920', '`at_least` opens the gate, and `above` opens it elsewhere', [...path, 'above'], undefined, 'key')
    return undefined
  }
  if (shape.measure === undefined || least.length === 0) {
    const missing = shape.measure === undefined ? 'which `measure`' : 'how much of the quota: `at_least` or `above`'
    report('SPM3920', `what opens the gate: ${missing}, or \`when\`?`, path, undefined, 'key')
    return undefined
  }
  const measure = measureAt(compiler, draft, shape.measure, ['gate', 'measure'])
  checkAgainst(compiler, shape, path, longer, true)
  const value = parseRatio(least[0]!)!
  const key = shape.at_least === undefined ? 'above' : 'at_least'
  if (!least[0]!.endsWith('%') || value.lessThan(0)) {
    report('SPM3112', `a gate is a percent of quota, not "${least[0]!}"`, [...path, key], 'Write for example 80%.')
    return undefined
  }
  if (measure === undefined) return undefined
  const inclusive = shape.at_least !== undefined
  return { kind: 'attainment', measure, against: shape.against, least: value, inclusive }
}

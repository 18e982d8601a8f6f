import { lastDay } from '../../base/period.js'
import type { Compiler, Path } from '../compiler.js'
import type { ComponentTerms } from '../component.js'
import type { ShapeOf } from '../component-shapes.js'

/**
 * A bonus looks at everything that its measure credits in the window. Days of its own that cut a window leave open
 * whether credits outside of them count, so they begin and end with a window, or with the plan.
 */
export function checkOwnDays(
  { report, context, plan }: Compiler,
  shape: ShapeOf<'bonus'>,
  path: Path,
  { from, to }: Pick<ComponentTerms, 'from' | 'to'>,
): void {
  const level = shape.window === 'period' ? plan.pays : shape.window
  for (const [key, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    const window = day && context.calendar.at(level, day)
    if (!window) continue
    const { effective } = plan
    const whole =
      key === 'from' ? day <= effective.from || day === window.start : day >= effective.to || day === lastDay(window)
    if (whole) continue
    const verb = key === 'from' ? 'starts' : 'ends'
    const message = `"${shape.id}" ${verb} on ${day}, inside ${window.id}: does what is credited ${key === 'from' ? 'earlier' : 'later'} count for it?`
    const [first, last] = [window.start, lastDay(window)]
    const comparison = key === 'from' ? '>=' : '<='
    const fix =
      `Say ${key === 'from' ? first : last}, or leave \`${key}\` out and count only those days in a measure of its own: ` +
      `where: deal.close_date ${comparison} date("${day}").`
    report('SPM3960', message, [...path, key], fix)
  }
}

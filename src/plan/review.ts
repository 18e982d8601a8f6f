import type { Compiler, Path } from './compiler.js'
import type { Review } from './component.js'
import type { ComponentShape } from './component-shapes.js'
import { creditNames, gateNames } from './names.js'

/** `review` of a component: conditions on each credit that it pays or, where it pays once, as in its gate. */
export function compileReviews(
  { expression, context, plan }: Compiler,
  shape: ComponentShape,
  path: Path,
): readonly Review[] {
  const deals = shape.kind === 'commission' || shape.kind === 'spiff' || shape.kind === 'override'
  const scope = deals
    ? { deal: context.deals, rep: context.reps, names: creditNames(context) }
    : { rep: context.reps, names: gateNames(context, plan) }
  return (shape.review ?? []).flatMap(({ reason }, index) => {
    const when = expression([...path, 'review', index, 'when'], scope, 'boolean')
    return when ? [{ when, reason }] : []
  })
}

import { ZERO } from '../../base/decimal.js'
import type { MboComponent } from '../../plan/component.js'
import type { Participation } from '../attain.js'
import type { Earning } from '../line.js'
import { countedScore, objectivesOf } from '../objectives.js'
import type { RunContext } from '../run-context.js'
import { targetOf } from '../target.js'
import { earnOnce } from './once.js'

/** Target x weight x score of each objective; one without a score is an exception and not paid (F41). */
export function earnMbo(
  participation: Participation,
  component: MboComponent,
  context: RunContext,
): readonly Earning[] {
  return earnOnce(participation, component, context, (here, at) => {
    const rows = objectivesOf(here, component, at.book)
    const target = rows.length === 0 ? undefined : targetOf(here, component, at)
    if (target === undefined) return undefined
    const slices = rows.flatMap(({ id, weight, score }) => {
      if (score === undefined) return []
      const base = target.times(weight)
      const rate = countedScore(score, component)
      return [{ tier: -1, label: id, from: ZERO, to: ZERO, base, rate, pay: base.times(rate) }]
    })
    return { slices, quota: undefined, credited: undefined }
  })
}

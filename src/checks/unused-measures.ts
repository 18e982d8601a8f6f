import { diagnose, type Place } from '../diagnostics/diagnostic.js'
import { continuedBy } from '../plan/chain.js'
import type { PlanCheck, WrittenPlan } from './plan-check.js'

/**
 * Measures that no component, gate or `of` names, in no plan that has them: those of an extended plan may serve only
 * some of the others. One that has quotas is there to be reported, one that a later plan goes on with counts there.
 */
export const checkUnusedMeasures: PlanCheck = ({ plans, quotaMeasures }) => {
  const all = plans.map(({ plan }) => plan)
  const unused = new Map<string, { readonly id: string; readonly place: Place }>()
  const used = new Set<string>()
  for (const written of plans) {
    const later = plans.filter(({ plan }) => continuedBy(plan, all).includes(written.plan))
    const named = new Set([...quotaMeasures, ...[written, ...later].flatMap(namesIn)])
    for (const id of Object.keys(written.file.shape.measures)) {
      const place = written.file.doc.placeOf(['measures', id], 'key')
      const key = `${place.file}:${place.line}:${place.column}`
      if (named.has(id)) used.add(key)
      else unused.set(key, { id, place })
    }
  }
  return [...unused]
    .filter(([key]) => !used.has(key))
    .map(([, { id, place }]) => diagnose('SPM3807', `nothing uses the measure "${id}"`, { place }))
}

function namesIn({ file }: WrittenPlan): readonly string[] {
  return file.shape.components.flatMap((shape) => {
    const own = 'measure' in shape ? shape.measure : undefined
    const of = 'rate' in shape && typeof shape.rate === 'object' && 'of' in shape.rate ? shape.rate['of'] : undefined
    return [own, shape.gate?.measure, of].filter((each) => typeof each === 'string')
  })
}

import type { Line, LineKind } from '../engine/line.js'
import type { Plan } from '../plan/plan.js'
import type { RuleMaker } from './rules.js'
import type { MemoryRun } from './memory-run.js'

/** The rules of a plan beside its components: which deals count, and what becomes of a payee's total. */
export function planRules(maker: RuleMaker): void {
  const { plan, file } = maker
  maker.condition(plan.assign, '`assign`', ['assign'])
  for (const measure of plan.measures.values()) {
    maker.condition(measure.where, `\`where\` of ${measure.id}`, ['measures', measure.id, 'where'])
  }
  const whole = (kind: LineKind, missing: string, path: readonly (string | number)[]): void =>
    maker.add({
      missing,
      place: file.doc.placeOf(path, 'key'),
      reachedIn: (run) => linesOn(run, plan).some((line) => line.kind === kind),
    })
  if (plan.cap) whole('plan_cap', 'nobody whom the cap of the plan cuts', ['cap'])
  if (plan.floor) whole('plan_floor', 'nobody whom the floor of the plan lifts', ['floor'])
  if (plan.guarantee) whole('guarantee', 'nobody whom the guarantee tops up', ['guarantee'])
  if (plan.draw) {
    whole('draw_paid', 'nobody to whom the draw pays', ['draw'])
    whole('draw_recovered', 'nobody from whom the draw is recovered', ['draw'])
  }
  if (plan.threshold) whole('threshold_carried', 'nobody whose pay waits for the threshold', ['threshold'])
  if (plan.negative === 'carry') whole('negative_carried', 'nobody whose total below zero is carried', ['negative'])
}

/** All lines that a run gives people on a version of a plan. */
export function linesOn({ results }: MemoryRun, { id, from }: Plan): readonly Line[] {
  return results.flatMap(({ lines }) =>
    lines.flatMap(({ line }) => {
      const { plan } = line.participation.run
      return plan.id === id && plan.from === from ? [line] : []
    }),
  )
}

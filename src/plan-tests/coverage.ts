import { compareText } from '../base/order.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'
import { componentRules } from './covered-rules.js'
import type { MemoryRun } from './memory-run.js'
import { planRules } from './plan-rules.js'
import { watchExpression, type Rule, type RuleMaker } from './rules.js'

/** What the cases reached of a plan. */
export interface PlanCoverage {
  readonly plan: string
  readonly file: string
  readonly reached: number
  readonly missed: readonly Rule[]
}

interface Known {
  readonly rule: Rule
  readonly plan: string
  readonly file: string
  reached: boolean
}

/** Collects what the cases of a run of tests reach of the plans that they are computed by. */
export class Coverage {
  readonly #rules = new Map<string, Known>()
  /** Files that cases have read, those of plans that others extend included. */
  readonly files = new Set<string>()
  #asked: Known[] = []

  /** Sees the plans of a case before it is computed. */
  watch(plans: readonly Plan[], files: readonly PlanFile[]): void {
    this.#asked = []
    for (const [index, plan] of plans.entries()) {
      const file = files[index]!
      this.files.add(file.doc.file)
      for (const { file: through } of file.through) this.files.add(through)
      const maker = this.#maker(plan, file)
      planRules(maker)
      for (const [at, component] of plan.components.entries()) componentRules(maker, component, at)
    }
  }

  /** Sees what came out. */
  see(run: MemoryRun): void {
    for (const known of this.#asked) known.reached ||= known.rule.reachedIn!(run)
  }

  /** By file; what is not reached in the order of the file. */
  plans(): readonly PlanCoverage[] {
    const byPlan = new Map<string, Known[]>()
    for (const known of this.#rules.values()) {
      const key = `${known.file}\n${known.plan}`
      byPlan.set(key, [...(byPlan.get(key) ?? []), known])
    }
    const plans = [...byPlan.values()].map((all) => ({
      plan: all[0]!.plan,
      file: all[0]!.file,
      reached: all.filter(({ reached }) => reached).length,
      missed: all
        .filter(({ reached }) => !reached)
        .map(({ rule }) => rule)
        .sort(byPlace),
    }))
    return plans.sort((a, b) => compareText(a.file, b.file))
  }

  #known(plan: Plan, file: PlanFile, rule: Rule): Known {
    const { place } = rule
    const key = [plan.id, plan.from, file.doc.file, place.file, place.line, place.column, rule.missing].join('\n')
    const known = this.#rules.get(key) ?? { rule, plan: plan.id, file: file.doc.file, reached: false }
    this.#rules.set(key, known)
    if (!rule.reachedIn) return known
    // The same rule of the plan as it was compiled for this case.
    const asked = {
      rule,
      plan: plan.id,
      file: file.doc.file,
      get reached() {
        return known.reached
      },
      set reached(value: boolean) {
        known.reached = value
      },
    }
    this.#asked.push(asked)
    return known
  }

  #maker(plan: Plan, file: PlanFile): RuleMaker {
    const add = (rule: Rule): Known => this.#known(plan, file, rule)
    const told = (missing: string, path: readonly (string | number)[]): (() => void) => {
      const known = add({ missing, place: file.doc.placeOf(path) })
      return () => void (known.reached = true)
    }
    return {
      plan,
      file,
      add,
      told,
      condition: (when, what, path) => {
        if (when === undefined || when.constant !== undefined) return
        const [yes, no] = [true, false].map((answer) => told(`nothing for which ${what} is ${answer}`, path))
        watchExpression(when, (answer) => (answer ? yes!() : no!()))
      },
    }
  }
}

function byPlace(a: Rule, b: Rule): number {
  const [p, q] = [a.place, b.place]
  return (
    compareText(p.file, q.file) ||
    (p.line ?? 0) - (q.line ?? 0) ||
    (p.column ?? 0) - (q.column ?? 0) ||
    compareText(a.missing, b.missing)
  )
}

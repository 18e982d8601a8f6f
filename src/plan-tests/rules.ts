import type { Place } from '../diagnostics/diagnostic.js'
import type { Expression, Frame } from '../expression/expression.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'
import type { MemoryRun } from './memory-run.js'

/** Something in a plan that a case can reach, or not. */
export interface Rule {
  /** What no case does while it is not reached: `no deal is at 100% exactly`. */
  readonly missing: string
  readonly place: Place
  /** Looks for it in a run; undefined where a condition that is watched says so itself. */
  readonly reachedIn?: (run: MemoryRun) => boolean
}

/** What rules are made with: their places, and how they are told that a condition came out one way or the other. */
export interface RuleMaker {
  readonly plan: Plan
  readonly file: PlanFile
  add(rule: Rule): void
  /** Two rules: some row for which the condition is true, and some for which it is false. */
  condition(when: Expression | undefined, what: string, path: readonly (string | number)[]): void
  /** A rule that is reached when `take` is called. */
  told(missing: string, path: readonly (string | number)[]): () => void
}

/** Watched in place: credits, slots and caches know measures and components by identity. */
export function watchExpression(expression: Expression, saw: (answer: unknown, frame: Frame) => void): void {
  const { evaluate } = expression
  const watched = expression as { evaluate: Expression['evaluate'] }
  watched.evaluate = (frame) => {
    const answer = evaluate(frame)
    saw(answer, frame)
    return answer
  }
}

import type { Plan } from './plan.js'

/**
 * The plan and all plans whose accumulation it goes on with (`continues`), itself first. A plan that continues its own
 * id goes on with earlier versions; a circle ends where it began.
 */
export function chainOf(plan: Plan, plans: readonly Plan[]): readonly Plan[] {
  const chain = [plan]
  for (const here of chain) {
    for (const other of continuedBy(here, plans)) if (!chain.includes(other)) chain.push(other)
  }
  return chain
}

/** The plans that `continues` names: of the plan's own id only versions that ended before it starts. */
export function continuedBy(plan: Plan, plans: readonly Plan[]): readonly Plan[] {
  if (plan.continues === undefined) return []
  return plans.filter(
    (other) => other !== plan && other.id === plan.continues && (other.id !== plan.id || other.to < plan.from),
  )
}

import type { Compiler } from './compiler.js'
import type { Component } from './component.js'

/** `attainment_of()` a longer window is against a quota that its component must say, also where that needs none itself. */
export function checkAskedAttainment({ report, context, plan }: Compiler, components: readonly Component[]): void {
  const { levels } = context.calendar
  const asked = new Set(components.flatMap(({ expressions }) => expressions.flatMap(({ uses }) => [...uses.names])))
  for (const { id, window, against, needsQuota } of components) {
    if (!asked.has(`attainment_of:${id}`) || needsQuota || against !== undefined) continue
    if (levels.indexOf(window) <= levels.indexOf(plan.pays)) continue
    const index = plan.components.findIndex((each) => each.id === id)
    const message = `attainment_of("${id}") is against which quota of the ${window}: \`against: full_quota\` or \`quota_to_date\`?`
    report('SPM3026', message, ['components', index, 'window'])
  }
}

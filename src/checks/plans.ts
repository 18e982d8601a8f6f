import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { groupBy } from '../base/order.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { continuedBy } from '../plan/chain.js'
import { paysDeals } from '../plan/component.js'
import type { Plan } from '../plan/plan.js'

/** Plans side by side: versions of one id must not overlap, and what a plan continues must fit. */
export function checkPlans(plans: readonly Plan[], found: Diagnostic[]): void {
  for (const versions of groupBy(plans, (plan) => plan.id).values()) checkVersions(versions, found)
  for (const plan of plans) {
    checkContinues(plan, plans, found)
    checkBelow(plan, plans, found)
  }
}

function checkVersions(versions: readonly Plan[], found: Diagnostic[]): void {
  const sorted = versions.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  for (const [index, plan] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before === undefined || plan.from > before.to) continue
    found.push(
      diagnose('SPM3008', `two plans "${plan.id}" are in force on ${plan.from}`, {
        place: plan.place,
        related: [{ message: `in force until ${before.to}`, place: before.place }],
      }),
    )
  }
}

function checkContinues(plan: Plan, plans: readonly Plan[], found: Diagnostic[]): void {
  const report = (code: 'SPM3009' | 'SPM3010', message: string): void => {
    found.push(diagnose(code, message, { place: code === 'SPM3010' ? plan.continuesPlace : plan.place }))
  }
  if (plan.continues === undefined) {
    const version = plans.find((other) => other !== plan && other.id === plan.id && other.to < plan.from)
    if (version && !plan.restarts)
      report('SPM3009', `does "${plan.id}" from ${plan.from} go on where the version before it stopped?`)
    return
  }
  const of = continuedBy(plan, plans)
  if (of.length === 0) {
    const hint = didYouMean(
      plan.continues,
      plans.filter((other) => other.id !== plan.continues).map(({ id }) => id),
    )
    const what = plan.continues === plan.id ? `no version of it ends before ${plan.from}` : 'there is no such plan'
    report('SPM3010', `"${plan.id}" continues "${plan.continues}": ${what}.${hint}`)
    return
  }
  for (const other of of) {
    if (other.currency !== plan.currency) {
      report('SPM3010', `"${plan.id}" is in ${plan.currency} and continues "${other.id}" in ${other.currency}`)
    }
    for (const measure of plan.measures.values()) {
      const same = other.measures.get(measure.id)
      if (same?.unit === measure.unit) continue
      report('SPM3010', `"${plan.id}" continues "${other.id}", which has no measure "${measure.id}" of the same unit`)
    }
  }
}

/** What an override takes as earned below must be components of some plan, and such as pay by deal. */
function checkBelow({ components }: Plan, plans: readonly Plan[], found: Diagnostic[]): void {
  const all = plans.flatMap((plan) => plan.components)
  const ids = all.filter(paysDeals).map(({ id }) => id)
  for (const component of components) {
    if (component.kind !== 'override') continue
    for (const [id, place] of component.override?.below ?? []) {
      const once = all.find((each) => each.id === id && !paysDeals(each))
      if (once === undefined && ids.includes(id)) continue
      const what = once
        ? `and that is a ${once.kind}, which is not paid by deal`
        : `and no plan has such a component.${didYouMean(id, ids)}`
      const message = `"${component.id}" is on what "${id}" earns below, ${what}`
      const related = once && [{ message: `the ${once.kind}`, place: once.place }]
      found.push(diagnose('SPM3909', message, { place, ...(related && { related }) }))
    }
  }
}

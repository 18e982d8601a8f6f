import { sha256 } from '../base/hash.js'
import { compareText } from '../base/order.js'
import type { KeptPlan } from '../ledger/kept.js'
import type { PlanFile } from '../plan/parse.js'
import type { Plan } from '../plan/plan.js'

/** A plan changes when it means something else than it did; its name and its last day are no such change. */
export function keptPlan({ id, from, to }: Plan, { doc }: PlanFile): KeptPlan {
  const { effective: _1, name: _2, restates: _3, ...says } = doc.value as Readonly<Record<string, unknown>>
  return { plan: id, from, to, says: sha256(JSON.stringify(sorted(says))) }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b))
  return entries.map(([key, each]) => [key, sorted(each)])
}

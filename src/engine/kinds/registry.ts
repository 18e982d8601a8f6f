import type { Component } from '../../plan/component.js'
import type { Participation } from '../attain.js'
import type { Earning } from '../line.js'
import type { RunContext } from '../run-context.js'
import { earnBonus } from './bonus.js'
import { earnDeals } from './deals.js'
import { earnMbo } from './mbo.js'
import { earnOverride } from './override.js'
import { earnPool } from './pool.js'
import { earnRank } from './rank.js'

type Earn<C extends Component> = (participation: Participation, component: C, context: RunContext) => readonly Earning[]

/** What each kind of component earns somebody in the pay period, before rounding, caps and gates. */
const kinds: { readonly [K in Component['kind']]: Earn<Extract<Component, { kind: K }>> } = {
  commission: earnDeals,
  spiff: earnDeals,
  override: earnOverride,
  bonus: earnBonus,
  mbo: earnMbo,
  pool: earnPool,
  rank: earnRank,
}

export function earn(participation: Participation, component: Component, context: RunContext): readonly Earning[] {
  const earnKind = kinds[component.kind] as Earn<Component>
  return earnKind(participation, component, context)
}

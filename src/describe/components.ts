import type { ComponentKind, ComponentShape, ShapeOf } from '../plan/component-shapes.js'
import { percentWords, windowName, type About } from './about.js'
import { joinedPoints, points, text, type Part } from './description.js'
import { conditionWords, isAlways } from './conditions.js'
import { daysWords } from './minimums.js'
import { capWords, floorWords, gateWords, multiplierParts, reviewWords } from './modifiers.js'
import { bonusParts, mboParts, poolParts, rankParts } from './once.js'
import { overrideParts } from './override.js'
import { capitalised, code, say, type Words } from './say.js'
import { commissionParts, spiffParts } from './deals.js'

/** The keys that mean the same in every kind of component. */
type CommonKey = 'id' | 'name' | 'where' | 'from' | 'to' | 'weight' | 'gate' | 'multiplier' | 'cap' | 'floor' | 'review'

/** What a kind itself has to say: all of its keys but those of every kind. */
export type OwnShape<K extends ComponentKind> = Omit<ShapeOf<K>, CommonKey | 'kind'>

type Describe<K extends ComponentKind> = (own: OwnShape<K>, component: ShapeOf<K>, about: About) => readonly Part[]

/** Every kind of component has its words here: one without does not compile. */
const kinds: { readonly [K in ComponentKind]: Describe<K> } = {
  commission: commissionParts,
  spiff: spiffParts,
  override: overrideParts,
  bonus: bonusParts,
  mbo: mboParts,
  pool: poolParts,
  rank: rankParts,
}

/** What a component is, for a heading or a list. */
export const KIND_NAMES: { readonly [K in ComponentKind]: string } = {
  commission: 'a commission on deals',
  spiff: 'extra pay for some days (SPIFF)',
  override: 'a manager’s part of what the people below bring (override)',
  bonus: 'a bonus by what you reach',
  mbo: 'a bonus for objectives (MBO)',
  pool: 'a part of a pool that people share',
  rank: 'prizes for the first ones',
}

/** A component in words: what it pays, and everything that changes it. */
export function componentParts(component: ComponentShape, about: About): readonly Part[] {
  const { id, name: _name, kind, where, from, to, weight, gate, multiplier, cap, floor, review, ...own } = component
  const describe = kinds[kind] as Describe<ComponentKind>
  const once = kind === 'bonus' || kind === 'mbo' || kind === 'pool' || kind === 'rank'
  const window = 'window' in component ? windowName(component.window, about) : 'deal'
  return joinedPoints([
    text(say`${capitalised(say`${KIND_NAMES[kind]}`)}. Its short name is ${code(id)}.`),
    ...points([
      isAlways(where)
        ? undefined
        : say`It is for you while ${conditionWords(where!)}${once ? '' : ', as it stands on the day of each deal'}.`,
      ownDays(kind, from, to),
      weight === undefined ? undefined : weightWords(weight, kind, about),
    ]),
    ...describe(own as never, component as never, about),
    ...(multiplier === undefined ? [] : multiplierParts(multiplier, once, about)),
    ...points([
      gate && gateWords(gate, about),
      cap && capWords(cap, window, about),
      floor && floorWords(floor, about),
      ...(review === undefined ? [] : reviewWords(review)),
    ]),
  ])
}

function ownDays(kind: ComponentKind, from: string | undefined, to: string | undefined): Words | undefined {
  const days = daysWords(from, to)
  if (days === undefined) return undefined
  return kind === 'spiff'
    ? say`It pays deals that count ${days}.`
    : say`It pays what counts ${days}; other days count for how far you come, and are not paid by it.`
}

/** A part of the target incentive: what 100 % pays, or what formulas call `target`. */
function weightWords(weight: string, kind: ComponentKind, about: About): Words {
  const part = say`${percentWords(weight, about)} of your yearly target incentive`
  if (kind !== 'bonus' && kind !== 'mbo') return say`It is meant to pay ${part}; formulas call that ${code('target')}.`
  const less = about.plan.proration === 'none' ? '' : '; it is less for somebody who is there for a part of it'
  return say`Its target, what 100 % pays, is ${part}, spread evenly over the year’s ${about.plan.pays}s${less}.`
}

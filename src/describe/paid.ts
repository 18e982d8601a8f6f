import type { PlainDate } from '../base/date.js'
import type { ShapeOf } from '../plan/component-shapes.js'
import type { RateShape } from '../rates/registry.js'
import { isLonger, payPeriod, windowName, type About } from './about.js'
import { points, type Part } from './description.js'
import { againstWords } from './modifiers.js'
import { rateParts } from './rates.js'
import { code, say, type Words } from './say.js'
import { clawbackWords, releaseParts } from './settling.js'

/** What adds up before the rate looks at it, and how that is paid in parts. */
export function windowParts(
  {
    window,
    against,
  }: { readonly window: ShapeOf<'commission'>['window']; readonly against?: ShapeOf<'commission'>['against'] },
  about: About,
): readonly Part[] {
  if (window === 'deal') return points([ALONE])
  const name = windowName(window, about)
  const pays = about.plan.pays
  const paid = isLonger(window, about)
    ? say` Each ${pays} pays what the ${name} so far has earned, less what was earned before.`
    : undefined
  return points([
    say`What counts adds up over ${windowWords(window, about)}, and starts again at zero with the next ${name}.${paid}`,
    against && say`Your attainment is held against ${againstWords(against, name)}.`,
  ])
}

/** The whole deal has its rate, and each participant a part of the pay (credit split and payout split differ). */
export const ALONE = say`Each deal stands alone: nothing adds up from one deal to the next. The rate of a shared deal is that of the whole deal, and each has his or her share of the pay.`

/** `each quarter`, with the days of the first one that the plan is in force in where it is a calendar year. */
export function windowWords(window: ShapeOf<'commission'>['window'], about: About): Words {
  const name = windowName(window, about)
  const first = about.calendar.at(
    window === 'period' ? payPeriod(about) : window,
    about.plan.effective.from as PlainDate,
  )
  if (name === 'month' || first === undefined) return say`each ${name}`
  return say`each ${name} (the first one starts on ${first.start})`
}

/** The rate of a component that pays deals, with when it is payable and what is taken back. */
export function dealParts(
  component: ShapeOf<'commission' | 'spiff' | 'override'>,
  base: Words,
  money: boolean,
  about: About,
): readonly Part[] {
  const window = 'window' in component ? component.window : 'deal'
  const span = window === 'deal' ? 'the deal' : `the ${windowName(window, about)}`
  const { release, clawback } = component
  return [
    ...rateParts(component.rate as RateShape, { about, component, base, money, span }),
    ...(release === undefined ? [] : releaseParts(release, about)),
    ...points([clawback && clawbackWords(clawback, about)]),
  ]
}

/** Whether a measure counts money, and what that is called. */
export function baseOf(id: string, { plan }: About): { readonly base: Words; readonly money: boolean } {
  const measure = Object.hasOwn(plan.measures, id) ? plan.measures[id] : undefined
  const money = measure?.amount !== 'count' && measure?.amount !== 'quantity' && measure?.unit !== 'number'
  return { base: say`your credit in ${code(id)}`, money }
}

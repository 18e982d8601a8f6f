import type { CapShape, GateShape, MultiplierShape, ReviewShape, UpliftShape } from '../plan/modifier-shapes.js'
import { factorWords, moneyWords, payPeriod, percentWords, windowName, type About } from './about.js'
import { endWords, headOf, startWords } from './axis.js'
import { columnWords, conditionWords, isAlways } from './conditions.js'
import { text, type Part } from './description.js'
import { allSaid, capitalised, code, listed, say, sentences, type Words } from './say.js'

/** What moves a credit before the rate sees it. */
export function upliftWords(uplift: UpliftShape): Words {
  const { when, times, for: what, ...rest } = uplift
  allSaid(rest)
  const which = isAlways(when) ? say`Every deal` : say`If ${conditionWords(when!)}, the deal`
  return what === 'attainment'
    ? say`${which} counts ${factorWords(times)} times for how far you come, and is paid on what it is.`
    : say`${which} counts ${factorWords(times)} times: for how far you come, and for what is paid on it.`
}

/** What the pay is multiplied with after the rate: sentences, and a table where it goes by attainment. */
export function multiplierParts(
  shape: MultiplierShape | readonly MultiplierShape[],
  once: boolean,
  about: About,
): readonly Part[] {
  const all = 'length' in shape ? shape : [shape]
  const order =
    all.length > 1 ? [text(say`Points are added before anything is multiplied; all that apply are multiplied.`)] : []
  return [...all.flatMap((each) => oneMultiplier(each, once, about)), ...order]
}

function oneMultiplier(shape: MultiplierShape, once: boolean, about: About): readonly Part[] {
  const { when, times, add, by: _by, at, tiers, ...rest } = shape
  allSaid(rest)
  const what = once ? 'the pay' : 'the pay on the deal'
  const start = isAlways(when) ? say`` : say`if ${conditionWords(when!)}, `
  if (times !== undefined) return [text(capitalised(say`${start}${what} is multiplied by ${factorWords(times)}.`))]
  if (add !== undefined) {
    return [
      text(capitalised(say`${start}${percentWords(add, about)} is added to the rate (so many percentage points).`)),
    ]
  }
  const place = (where: string): Words => percentWords(where, about)
  return [
    text(
      at === 'running'
        ? say`The pay on each deal is multiplied by a factor, by the attainment that you have with this deal; earlier deals keep theirs.`
        : say`The pay is multiplied by a factor, by the attainment that you have reached: it holds for everything in the window, earlier deals too.`,
    ),
    {
      kind: 'table',
      caption: 'Factor by attainment',
      columns: [
        { name: headOf('From', 'attainment'), number: false },
        { name: headOf('To', 'attainment'), number: false },
        { name: 'Times', number: true },
      ],
      rows: tiers!.map((tier, index) => {
        const { from, above, times: factor, ...other } = tier
        allSaid(other)
        return [startWords({ from, above }, place), endWords(tiers![index + 1], place), say`${factorWords(factor)}`]
      }),
    },
  ]
}

/** What must have been reached before anything is paid. */
export function gateWords(gate: GateShape, about: About): Words {
  const { measure, at_least: least, above, when, window, against, else: otherwise, reclose, ...rest } = gate
  allSaid(rest)
  const name = windowName(window, about)
  const needs =
    when === undefined
      ? say`your attainment in ${code(measure!)} over the ${name} is ${
          least === undefined ? say`above ${percentWords(above!, about)}` : say`at least ${percentWords(least, about)}`
        }${against === undefined ? '' : say`, held against ${againstWords(against, name)}`}`
      : say`${conditionWords(when)}`
  const wait =
    otherwise === 'hold'
      ? say`While it is closed, the pay waits; it is paid when the gate opens, and is lost if the gate is still closed at the end of the ${name}, or if you leave the plan before.`
      : say`What a ${payPeriod(about)} earns while it is closed is never paid.`
  const again =
    reclose === 'keep'
      ? say`What was paid stays paid if the gate closes again.`
      : say`If the gate closes again, what was paid in the ${name} is taken back.`
  return sentences([
    say`There is a gate: this pays only if ${needs}. It is tested at the end of each ${payPeriod(about)}${when === undefined ? '' : `, for the ${name}`}.`,
    wait,
    again,
  ])
}

/** Which part of a longer window's quota counts. */
export function againstWords(against: 'full_quota' | 'quota_to_date', window: string): string {
  return against === 'full_quota' ? `the quota of the whole ${window}` : `the quota of the ${window} so far`
}

export function capWords(cap: CapShape, window: string, about: About): Words {
  const { per_deal: deal, per_period: period, per_window: most, per, most: each, prorate, ...above } = cap
  const limits = [
    deal === undefined
      ? undefined
      : say`${moneyWords(deal, about)} for one deal${window === 'deal' ? ' (the whole deal, before it is shared)' : ''}`,
    period === undefined ? undefined : say`${moneyWords(period, about)} in a ${payPeriod(about)}`,
    most === undefined ? undefined : say`${moneyWords(most, about)} in a ${window}`,
    per === undefined
      ? undefined
      : say`${moneyWords(each!, about)} in a ${window} for all deals that are alike in ${columnWords({ of: 'deal', name: per })}`,
  ].filter((limit) => limit !== undefined)
  return sentences([
    say`There is a cap: this pays at most ${listed(limits)}.`,
    prorate === 'true'
      ? say`The cap of a ${payPeriod(about)} is smaller for somebody who is there for a part of it.`
      : undefined,
    excessWords(above, window),
  ])
}

/** What becomes of the part above a cap, of a component or the plan. */
export function excessWords(above: Pick<CapShape, 'excess' | 'until' | 'then'>, window: string): Words {
  const { excess, until, then, ...rest } = above
  allSaid(rest)
  if (excess === 'lost') return say`What is above it is not paid, now or later.`
  const end = until === 'window_end' ? `the ${window}` : 'the plan, or of your time on it,'
  return say`What is above it waits, and is paid in a later pay period that leaves room below the cap; what still waits at the end of ${end} is ${then === 'paid' ? 'paid then' : 'lost'}.`
}

export function floorWords({ per_period: least, ...rest }: { readonly per_period: string }, about: About): Words {
  allSaid(rest)
  return say`There is a floor: this pays at least ${moneyWords(least, about)} in each ${payPeriod(about)}, with or without deals.`
}

export function reviewWords(review: ReviewShape): readonly Words[] {
  return review.map(({ when, reason, ...rest }) => {
    allSaid(rest)
    return say`Somebody looks at it before it is approved if ${conditionWords(when)} (“${reason}”). This changes no pay by itself.`
  })
}

import type { ShapeOf } from '../plan/component-shapes.js'
import type { RateShape } from '../rates/registry.js'
import { isLonger, moneyWords, payPeriod, percentWords, windowName, type About } from './about.js'
import { valueWords } from './conditions.js'
import type { OwnShape } from './components.js'
import { points, text, type Part } from './description.js'
import { againstWords } from './modifiers.js'
import { baseOf, windowWords } from './paid.js'
import { rateParts } from './rates.js'
import { allSaid, code, say, type Words } from './say.js'

type Window = ShapeOf<'bonus'>['window']

/** An amount by what has been credited in the window. */
export function bonusParts(own: OwnShape<'bonus'>, component: ShapeOf<'bonus'>, about: About): readonly Part[] {
  const { measure, window, against, target, rate, interim, leaver, ...rest } = own
  allSaid(rest)
  const name = windowName(window, about)
  const { base, money } = measure === undefined ? { base: say``, money: true } : baseOf(measure, about)
  return [
    ...points([
      measure === undefined
        ? undefined
        : say`It looks at what counts for you in ${code(measure)} over ${windowWords(window, about)}.`,
      against && say`Your attainment is held against ${againstWords(against, name)}.`,
      paidWhen(window, interim, about),
      target === undefined ? undefined : targetWords(target, name, about),
      leaver && leaverWords(leaver),
    ]),
    ...rateParts(rate as RateShape, { about, component, base, money, span: `the ${name}` }),
  ]
}

/** Target incentive by weighted scores of objectives. */
export function mboParts(own: OwnShape<'mbo'>, _component: ShapeOf<'mbo'>, about: About): readonly Part[] {
  const { window, target, max_score: most, interim, leaver, ...rest } = own
  allSaid(rest)
  const name = windowName(window, about)
  return [
    text(
      say`You have objectives for each ${name}, each with a weight; at its end each is given a score. You are paid the target times the weighted score: all objectives met (100 %) pay the whole target, half of that half of it.`,
    ),
    ...points([
      paidWhen(window, interim, about),
      target === undefined ? undefined : targetWords(target, name, about),
      most === undefined ? undefined : say`The score of one objective counts ${percentWords(most, about)} at most.`,
      say`An objective without a score is not paid until it has one.`,
      leaver && leaverWords(leaver),
    ]),
  ]
}

/** A team amount shared by weights. */
export function poolParts(own: OwnShape<'pool'>, _component: ShapeOf<'pool'>, about: About): readonly Part[] {
  const { measure, window, against, amount, rate, per, share_by: weight, leaver, interim, ...rest } = own
  allSaid(rest)
  const name = windowName(window, about)
  const each =
    per === undefined
      ? undefined
      : say`There is a pool of its own for each value of ${code(per)} in the list of people. `
  const size =
    amount === undefined
      ? say`The pool is ${percentWords(rate!, about)} of everything that the people on this plan are credited with in ${code(measure)} over ${windowWords(window, about)}.`
      : say`The pool is ${moneyWords(amount, about)} for ${windowWords(window, about)}.`
  return [
    text(say`${each}${size}`),
    ...points([
      say`It is shared among those who are there on the last day of the ${name}, by ${valueWords(weight)} times the part of the ${name} that somebody was there.`,
      leaver === 'lapse'
        ? say`The share of somebody who has left before is paid to nobody.`
        : say`The share of somebody who has left before goes to the others.`,
      against && say`Attainment is held against ${againstWords(against, name)}.`,
      paidWhen(window, interim, about),
    ]),
  ]
}

/** Prizes for the first ones. */
export function rankParts(own: OwnShape<'rank'>, _component: ShapeOf<'rank'>, about: About): readonly Part[] {
  const { measure, window, against, by, prizes, interim, ...rest } = own
  allSaid(rest)
  const name = windowName(window, about)
  const what = by === 'attainment' ? 'attainment' : 'credit'
  return [
    text(
      say`Everybody on the plan is ranked by ${what} in ${code(measure)} over ${windowWords(window, about)}; those who are there on its last day, and have something credited, have a place.`,
    ),
    {
      kind: 'table',
      caption: 'Prizes',
      columns: [
        { name: 'Place', number: false },
        { name: 'Prize', number: true },
      ],
      rows: prizes.map((prize, index) => [say`${String(index + 1)}`, moneyWords(prize, about)]),
    },
    ...points([
      say`Those who tie share the prizes of the places that they fill, and the next place is skipped.`,
      against && say`Attainment is held against ${againstWords(against, name)}.`,
      paidWhen(window, interim, about),
    ]),
  ]
}

function paidWhen(window: Window, interim: string | undefined, about: About): Words {
  const pays = payPeriod(about)
  const name = windowName(window, about)
  if (!isLonger(window, about)) return say`It is paid each ${pays}.`
  return interim === 'true'
    ? say`Each ${pays} pays what is earned to date in the ${name}, less what was paid before; that can also be below zero.`
    : say`It is paid once, in the last ${pays} of the ${name}.`
}

function targetWords(target: string, window: string, about: About): Words {
  const { plan } = about
  const money = moneyWords(target, about)
  const value = typeof money[0] === 'string' ? money : valueWords(target)
  return say`The target, what 100 % pays, is ${value} for a whole ${window}${
    plan.proration === 'none' ? '' : '; it is less for somebody who is there for a part of it'
  }.`
}

function leaverWords(leaver: 'pay' | 'lapse'): Words {
  return leaver === 'pay'
    ? say`Who leaves the company before the end has the part for the time until then.`
    : say`Who leaves the company before the end has nothing of it.`
}

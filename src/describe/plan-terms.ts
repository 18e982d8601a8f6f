import type { PlanShape } from '../plan/shape.js'
import { moneyWords, payPeriod, type About } from './about.js'
import { conditionWords, isAlways } from './conditions.js'
import { points, text, type Section } from './description.js'
import { drawSection, guaranteeSection } from './minimums.js'
import { excessWords } from './modifiers.js'
import { allSaid, code, say, type Words } from './say.js'
import { clawbackWords } from './settling.js'

/** Who is on the plan. */
export function peopleSection(
  { assign, additional, continues }: Pick<PlanShape, 'assign' | 'additional' | 'continues'>,
  about: About,
): Section {
  const { plan } = about.plan
  // One that comes on top asks everybody.
  const other = additional !== 'true'
  return {
    title: 'Who is on this plan',
    parts: points([
      assign === undefined
        ? say`Whoever the list of people names for it (${code(plan)}).`
        : isAlways(assign)
          ? say`Everybody${other ? ', unless the list of people names another plan for somebody' : ''}.`
          : say`You are on it while ${conditionWords(assign)}${other ? ', unless the list of people names another plan for you' : ''}.`,
      additional === 'true' ? say`It comes on top of the plan that you are on anyway.` : undefined,
      continuesWords(continues),
    ]),
  }
}

function continuesWords(continues: string | undefined): Words | undefined {
  if (continues === undefined) return undefined
  return continues === 'none'
    ? say`What adds up over a window starts again at zero with this version of the plan.`
    : say`What you have credited under the plan ${code(continues)} in the same window goes on counting here.`
}

type Limits = Pick<PlanShape, 'cap' | 'floor'>

/** Caps and floors over all components. */
export function limitsSection({ cap, floor }: Limits, about: About): Section | undefined {
  if (cap === undefined && floor === undefined) return undefined
  return {
    title: 'Limits over everything',
    parts: points([cap && planCapWords(cap, about), floor && planFloor(floor, about)]),
  }
}

function planCapWords(cap: NonNullable<PlanShape['cap']>, about: About): Words {
  const { per_period: most, prorate, ...above } = cap
  const less = prorate === 'true' ? ' It is smaller for somebody who is there for a part of it.' : ''
  return say`All components together pay at most ${moneyWords(most, about)} in a ${payPeriod(about)} (cap). They fill it in the order in which they stand here.${less} ${excessWords(above, 'plan')}`
}

function planFloor(floor: NonNullable<PlanShape['floor']>, about: About): Words {
  const { per_period: least, ...rest } = floor
  allSaid(rest)
  return say`All components together pay at least ${moneyWords(least, about)} in each ${payPeriod(about)}, with or without deals (floor).`
}

export function minimumSections(
  { guarantee, draw }: Pick<PlanShape, 'guarantee' | 'draw'>,
  about: About,
): readonly Section[] {
  return [
    ...(guarantee === undefined ? [] : [guaranteeSection(guarantee, about)]),
    ...(draw === undefined ? [] : [drawSection(draw, about)]),
  ]
}

type Paid = Pick<PlanShape, 'threshold' | 'negative' | 'rounding' | 'leavers' | 'clawback' | 'restates'>

/** When money comes, and what can change it later. */
export function paidSection(paid: Paid, about: About): Section {
  const { threshold, negative, rounding, leavers, clawback, restates, ...rest } = paid
  allSaid(rest)
  const pays = payPeriod(about)
  const waits = about.plan.components.some((component) => 'release' in component && component.release !== undefined)
  return {
    title: 'When you are paid, and what can change later',
    parts: [
      text(
        say`Pay is worked out once a ${pays}, for the deals that count in it${
          waits ? '' : ', and all of it is payable then'
        }. Amounts are in ${about.plan.currency}.`,
      ),
      ...points([
        threshold === undefined
          ? undefined
          : say`Payouts below ${moneyWords(threshold, about)} wait until they reach it together (threshold). In your last ${pays} on the plan everything is paid.`,
        clawback === undefined
          ? say`If a deal changes or falls through after its ${pays} was closed, the whole difference is paid or taken back in the ${pays} in which it is found (true-up).`
          : clawbackWords(clawback, about),
        clawback === undefined
          ? undefined
          : say`Any other change of a deal after its ${pays} was closed is paid or taken back in full in the ${pays} in which it is found (true-up).`,
        negative && negativeWords(negative, pays),
        ...leaverWords(leavers),
        roundingWords(rounding ?? { mode: 'half_up', at: 'line' }),
        restates === undefined
          ? undefined
          : say`This text of the plan also changes what was paid from ${restates} on: the difference is paid or taken back in the ${pays} in which it is found.`,
      ]),
    ],
  }
}

function negativeWords(negative: NonNullable<PlanShape['negative']>, pays: string): Words {
  return negative === 'owed'
    ? say`If a ${pays} comes out below zero you are paid nothing, and what is below zero is shown as owed by you in this ${pays}. It is not taken from later pay.`
    : say`If a ${pays} comes out below zero you are paid nothing, and what is below zero is carried: later pay makes up for it.`
}

function leaverWords(leavers: PlanShape['leavers']): readonly Words[] {
  if (leavers === undefined) return [say`If you leave, deals dated after your last day are not credited to you.`]
  const { credit_days: days, unreleased, ...rest } = leavers
  allSaid(rest)
  return [
    days === undefined || days === '0'
      ? say`If you leave, deals dated after your last day are not credited to you.`
      : say`If you leave, deals dated up to ${days} days after your last day are still credited to you.`,
    ...(unreleased === undefined
      ? []
      : unreleased === 'pay'
        ? [say`If you leave, pay that is not released yet is paid when it is released.`]
        : [say`If you leave, pay that is not released by your last day is lost (forfeited).`]),
  ]
}

const MODES: Readonly<Record<NonNullable<PlanShape['rounding']>['mode'], string>> = {
  half_up: 'halves are rounded up (away from zero)',
  half_down: 'halves are rounded down (towards zero)',
  half_even: 'halves are rounded to the even digit',
  up: 'fractions are rounded up (away from zero)',
  down: 'fractions are rounded down (towards zero)',
  ceiling: 'fractions are rounded to the higher amount',
  floor: 'fractions are rounded to the lower amount',
}

function roundingWords({ mode, at, ...rest }: NonNullable<PlanShape['rounding']>): Words {
  allSaid(rest)
  const where =
    at === 'line'
      ? 'Each line of your pay is rounded once, to the smallest unit of the currency'
      : 'The total of your pay is rounded once, to the smallest unit of the currency, and its lines so that they sum to it'
  return say`${where}: ${MODES[mode]}.`
}

import type { DrawShape, MinimumShape } from '../plan/draw-shapes.js'
import { moneyWords, payPeriod, percentWords, type About } from './about.js'
import { conditionWords, isAlways } from './conditions.js'
import { points, type Section } from './description.js'
import { allSaid, listed, say, type Words } from './say.js'

/** A minimum that nobody owes. */
export function guaranteeSection(guarantee: MinimumShape, about: About): Section {
  const { amount, ...common } = guarantee
  return {
    title: 'Guarantee',
    parts: points([
      say`You are paid at least ${moneyWords(amount, about)} for a whole ${payPeriod(about)}, with or without deals. You do not owe the difference.`,
      ...commonWords(common, about),
      say`If what counts lies below zero, the guarantee pays its amount, no more; what is below zero is carried into later ${payPeriod(about)}s.`,
    ]),
  }
}

/** Pay before it is earned. */
export function drawSection(draw: DrawShape, about: About): Section {
  const { type, style, netted, amount, recovery, at_end: end, ...common } = draw
  if (type === 'non_recoverable') {
    const section = guaranteeSection({ ...common, amount }, about)
    return { ...section, title: 'Draw that is not recovered (guarantee)' }
  }
  const pays = payPeriod(about)
  return {
    title: 'Draw',
    parts: points([
      paidWords({ style, netted, amount }, about),
      ...commonWords(common, about),
      recovery && recoveryWords(recovery, netted === 'next_period', about),
      end === 'forgive'
        ? say`What you still owe when the draw ends is forgiven.`
        : say`What you still owe when the draw ends goes on being repaid from later pay.`,
      say`What you earn below zero is not made up by the draw: it is carried into later ${pays}s.`,
    ]),
  }
}

function paidWords({ style, netted, amount }: Pick<DrawShape, 'style' | 'netted' | 'amount'>, about: About): Words {
  const pays = payPeriod(about)
  const money = moneyWords(amount, about)
  if (style === 'minimum') {
    return say`Your pay is topped up to ${money} for a whole ${pays}. You owe what it was topped up by (recoverable draw).`
  }
  return netted === 'same_period'
    ? say`You are paid ${money} in advance, at the start of each ${pays}; it is taken from the pay of the same ${pays}. What that lacks you owe (recoverable draw).`
    : say`You are paid ${money} in advance in each ${pays}, on top of what you earn. You owe it, and repay it from the pay of later ${pays}s (recoverable draw).`
}

function recoveryWords(recovery: NonNullable<DrawShape['recovery']>, onTop: boolean, about: About): Words {
  const { percent, most_per_period: most, from, to, ...rest } = recovery
  allSaid(rest)
  const above = onTop ? 'what you earn' : 'what you earn above the amount (of all you earn, once the draw has ended)'
  const days = daysWords(from, to)
  return say`It is repaid from ${percentWords(percent, about)} of ${above}${
    most === undefined ? '' : say`, at most ${moneyWords(most, about)} in a ${payPeriod(about)}`
  }${days === undefined ? '' : say`, in whole ${payPeriod(about)}s ${days}`}.`
}

type Common = Omit<MinimumShape, 'amount'>

function commonWords(common: Common, about: About): readonly (Words | undefined)[] {
  const { where, from, to, schedule, counts, on, ...rest } = common
  allSaid(rest)
  const days = daysWords(from, to)
  return [
    isAlways(where) ? undefined : say`It is for you while ${conditionWords(where!)}.`,
    days && say`It runs ${days}.`,
    schedule && scheduleWords(schedule, about),
    counts && countsWords(counts),
    on === undefined
      ? undefined
      : on === 'earned'
        ? say`Pay counts when it is earned, also while it waits to be released.`
        : say`Pay counts when it is released, not before.`,
    about.plan.proration === undefined || about.plan.proration === 'none'
      ? undefined
      : say`If you are there for a part of the ${payPeriod(about)} only, it is a part of the amount (prorated).`,
  ]
}

/** By months of tenure; the last entry holds for all that follow. */
function scheduleWords(schedule: readonly string[], about: About): Words {
  const parts = schedule.map((share, index) => {
    const last = index === schedule.length - 1
    return say`${percentWords(share, about)} of it ${last ? `from month ${index + 1} on` : `in month ${index + 1}`}`
  })
  return say`By months with the company, the calendar month of your hire date being the first, it is ${listed(parts)}.`
}

const COUNTED = {
  true_ups: 'corrections of earlier periods (true-ups)',
  clawbacks: 'what is taken back (clawbacks)',
  adjustments: 'approved adjustments',
} as const

function countsWords(counts: readonly (keyof typeof COUNTED)[]): Words {
  if (counts.length === 0) return say`Only what you earn in the period counts towards it.`
  return say`Towards it counts what you earn in the period, and ${listed(counts.map((each) => COUNTED[each]))}.`
}

/** `from 2026-01-01 to 2026-06-30`, both included. */
export function daysWords(from: string | undefined, to: string | undefined): Words | undefined {
  if (from === undefined) return to === undefined ? undefined : say`until ${to}, that day included`
  return to === undefined ? say`from ${from} on` : say`from ${from} to ${to}, both days included`
}

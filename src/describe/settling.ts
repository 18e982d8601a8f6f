import type { ClawbackShape, ReleaseShape } from '../plan/release-shapes.js'
import { percentOf, percentWords, type About } from './about.js'
import { columnWords, valueWords } from './conditions.js'
import { parseRatio } from '../base/decimal.js'
import type { Part } from './description.js'
import { text } from './description.js'
import { allSaid, listed, say, sentences, type Words } from './say.js'

const AT = {
  booking: { at: 'on the day on which the deal counts', after: 'after the day on which the deal counts' },
  invoice: { at: 'as the customer is invoiced, in proportion', after: 'after each invoice, in proportion' },
  payment: { at: 'as the customer pays, in proportion', after: 'after each payment, in proportion' },
} as const

/** When what is earned becomes payable. */
export function releaseParts(release: ReleaseShape, about: About): readonly Part[] {
  return [
    text(
      say`What you earn on a deal is not payable all at once. It waits (accrued pay), and becomes payable in parts (release):`,
    ),
    {
      kind: 'points',
      points: release.map(({ at, after, share, of, ...rest }) => {
        allSaid(rest)
        const when = after === undefined ? AT[at].at : `${after} ${AT[at].after}`
        const part = of === undefined ? '' : say` (parts of ${columnWords({ of: 'deal', name: of })})`
        return say`${percentWords(share, about)} ${when}${part}.`
      }),
    },
    text(say`What takes pay back (a negative deal) does not wait.`),
  ]
}

const CAUSES = { cancel: 'cancelled', refund: 'refunded', non_payment: 'not paid' } as const

/** What becomes of pay when a deal falls through. */
export function clawbackWords(clawback: ClawbackShape, about: About): Words {
  if (clawback === 'none')
    return say`Nothing that this has paid is taken back when a deal is cancelled, refunded or not paid (no clawback).`
  const { on, count_from: from, within, take, restate_attainment: restate, ...rest } = clawback
  allSaid(rest)
  const day = from === undefined ? '' : say` after ${valueWords(from)}`
  return sentences([
    say`There is a clawback: if a deal is ${listed(
      on.map((cause) => CAUSES[cause]),
      ' or ',
    )}${within === undefined ? '' : say` up to ${within}${day}, that day included`}, ${takenWords(take, day, within, about)}.`,
    within === undefined ? undefined : say`Later nothing is taken.`,
    say`What has not been paid yet is cancelled first; never more is taken than was paid. If only a part of the deal falls through, that part counts.`,
    RESTATE[restate],
  ])
}

type Rule = Exclude<ClawbackShape, 'none'>

function takenWords(take: Rule['take'], day: Words | string, within: string | undefined, about: About): Words {
  if (take === 'full') return say`all that was paid on it is taken back`
  if (take === 'pro_rata') {
    return say`a part of what was paid on it is taken back: that which was left of the ${within ?? ''}, in whole days or months`
  }
  if (typeof take === 'string') return say`${percentOf(parseRatio(take)!)} of what was paid on it is taken back`
  const { bands, ...rest } = take
  allSaid(rest)
  const parts = bands.map(({ within: span, share, ...other }) => {
    allSaid(other)
    return say`${percentWords(share, about)} up to ${span}`
  })
  return say`a part of what was paid on it is taken back: ${listed(parts)}${day}, each last day included; later nothing`
}

const RESTATE = {
  source: say`The deal then also leaves the total in which it counted, and what that changes in the pay on other deals is put right.`,
  current: say`The deal then also comes off your credit on the day of the event, which pays or takes nothing more by itself.`,
  none: say`The deal still counts for your attainment.`,
} as const

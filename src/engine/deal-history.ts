import { earlier, type PlainDate } from '../base/date.js'
import { min, sum, type Decimal } from '../base/decimal.js'
import {
  fractionOf,
  NONE,
  perFraction,
  plusFraction,
  ratioOf,
  restOf,
  timesFractions,
  WHOLE,
  type Fraction,
} from '../base/fraction.js'
import { afterSpan } from '../base/span.js'
import type { DealId } from '../model/ids.js'
import type { Deal, EventType } from '../model/records.js'
import type { Column } from '../model/table.js'
import type { Clawback } from '../plan/clawback.js'
import type { Release } from '../plan/release.js'

/** Something that happened to a deal: a row of the events file, a date of the deal, or a negative deal that reverses it. */
export interface DealEvent {
  readonly id: string
  readonly type: EventType
  readonly date: PlainDate
  /** How much of the deal, above zero, in deal currency; undefined is all of it. */
  readonly amount: Decimal | undefined
  readonly reason: string
  /** First day after the period whose close first saw it; undefined: none has. */
  readonly closedBy: PlainDate | undefined
  readonly file: string
  readonly record: number
}

/** What happened to a deal before the end of the run's period. */
export interface DealHistory {
  readonly deal: Deal
  /** In order of date, then id. */
  readonly events: readonly DealEvent[]
}

export type DealHistories = ReadonlyMap<DealId, DealHistory>

/** An amount of an event is a part of a deal without an amount above zero. */
export interface NoPart {
  readonly event: DealEvent
  readonly of: Column | undefined
}

/**
 * What part of a deal events are, at most all of it.
 * @param of the column of deals that amounts are a part of
 */
export function partOf(
  { deal }: Pick<DealHistory, 'deal'>,
  events: readonly DealEvent[],
  of: Column | undefined,
): Fraction | NoPart {
  if (events.length === 0) return NONE
  if (events.some(({ amount }) => amount === undefined)) return WHOLE
  const whole = of === undefined ? undefined : (deal.cells[of.slot] as Decimal | undefined)
  if (!whole?.greaterThan(0)) return { event: events[0]!, of }
  const parts = min(sum(events.map(({ amount }) => amount!)), whole)
  return ratioOf(parts, whole)
}

/**
 * What part of the pay on a deal has become payable before a day (F18): of a deal that was cancelled in part, on what is left.
 * @param rule says which events cancel
 * @param credited the credit date
 * @param left first day after somebody left whose pay is forfeited then
 */
export function releasedPart(
  { parts }: Release,
  rule: Clawback | undefined,
  history: DealHistory | undefined,
  credited: PlainDate,
  before: PlainDate,
  left: PlainDate | undefined,
): Fraction | NoPart {
  const end = left === undefined ? before : earlier(before, left)
  const stays = rule && history ? leftBy(rule, history) : WHOLE
  let released = NONE
  for (const { at, after, share, of } of parts) {
    const isDue = (date: PlainDate): boolean => (after === undefined ? date : afterSpan(date, after)) < end
    let part: Fraction | NoPart
    if (at === 'booking') part = isDue(credited) ? WHOLE : NONE
    else {
      const mine = (history?.events ?? []).filter(({ type, date }) => type === at && isDue(date))
      part = history ? partOf(history, mine, of) : NONE
      if (!('event' in part)) part = partOfRest(part, stays)
    }
    if ('event' in part) return part
    released = plusFraction(released, timesFractions(fractionOf(share), part))
  }
  return released
}

/** What part of a deal its cancellations leave. Where that cannot be told, the clawback tells it. */
function leftBy({ on, of }: Clawback, history: DealHistory): Fraction {
  const gone = partOf(
    history,
    history.events.filter(({ type }) => on.has(type)),
    of,
  )
  return 'event' in gone ? WHOLE : restOf(gone)
}

/** A part of a whole deal as a part of what is left of it, at most all of that; of nothing it is none. */
function partOfRest(part: Fraction, rest: Fraction): Fraction {
  if (rest.top === 0n) return NONE
  const of = perFraction(part, rest)
  return of.top > of.bottom ? WHOLE : of
}

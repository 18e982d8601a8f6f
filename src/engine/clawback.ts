import { isAbsent } from '../expression/expression.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PlainDate } from '../base/date.js'
import { fraction, fractionOf, minusFraction, NONE, type Fraction } from '../base/fraction.js'
import { afterSpan, unitsBetween, type Span } from '../base/span.js'
import type { Clawback } from '../plan/clawback.js'
import { partOf, type DealEvent, type DealHistory, type NoPart } from './deal-history.js'

/** An event that takes pay back, in parts of the deal and of what was paid on it. */
export interface Taking {
  readonly event: DealEvent
  /** What part of the deal it undoes, those before it left out. */
  readonly part: Fraction
  /** What share of what was paid on that part is taken back. */
  readonly share: Fraction
}

/** The events of a deal that a rule settles, in their order; all together they undo no more than the deal. */
export function takings(rule: Clawback, history: DealHistory, found: Diagnostic[]): readonly Taking[] {
  const events = history.events.filter(({ type }) => rule.on.has(type))
  const taken: Taking[] = []
  let before: Fraction = NONE
  for (const [index, event] of events.entries()) {
    const all = partOf(history, events.slice(0, index + 1), rule.of)
    if ('event' in all) {
      found.push(noPart(all, history))
      return []
    }
    const part = minusFraction(all, before)
    before = all
    const share = shareOf(rule, history, event, found)
    if (share === undefined) return []
    if (part.top > 0n) taken.push({ event, part, share })
  }
  return taken
}

/** An event whose part of the deal cannot be told. */
export function noPart({ event, of }: NoPart, { deal }: DealHistory): Diagnostic {
  const { id, file, record } = event
  const column = of?.name ?? 'amount'
  const amount = event.amount!.toFixed()
  const message = `event "${id}" is of ${amount}, and the ${column} of deal "${deal.id}" is blank or not above zero`
  return diagnose('SPM5961', message, {
    place: { file, record, cell: 'amount' },
    related: [{ message: 'the deal', place: { file: deal.file, record: deal.record, cell: column } }],
  })
}

/** By the age of the deal (F4); undefined (and told) where that is not known. */
function shareOf(
  { take, countFrom, place }: Clawback,
  { deal }: DealHistory,
  { date }: DealEvent,
  found: Diagnostic[],
): Fraction | undefined {
  const counted = countFrom?.evaluate({ deal: deal.cells })
  if (countFrom && (counted === undefined || isAbsent(counted))) {
    const cell = isAbsent(counted!) ? counted.column : undefined
    const at = { file: deal.file, record: deal.record, ...(cell !== undefined && { cell }) }
    const message = `the age of deal "${deal.id}" is not known: ${isAbsent(counted!) ? counted.reason : 'no day'}`
    found.push(diagnose('SPM5960', message, { place: at, related: [{ message: 'the clawback', place }] }))
    return undefined
  }
  const from = counted as PlainDate
  const reaches = (within: Span): boolean => date <= afterSpan(from, within)
  if (take.kind === 'bands') {
    const band = take.bands.find(({ within }) => reaches(within))
    return band ? fractionOf(band.share) : NONE
  }
  if (take.within && !reaches(take.within)) return NONE
  if (take.kind === 'share') return fractionOf(take.share)
  const { count } = take.within
  return fraction(Math.max(0, count - unitsBetween(from, date, take.within)), count)
}

import type { Line } from '../engine/line.js'
import type { Input } from './step.js'
import type { Subject } from './subject.js'

/** The rows that a line is there for, beside those of its credit: an adjustment, what happened to a deal, a hold. */
export function lineInputs(line: Line, subject: Subject): readonly Input[] {
  return rowsOf(line, subject).map(({ file, record }) => ({ file, record }))
}

function rowsOf({ kind, adjustment, onDeal, component, participation }: Line, { book }: Subject): readonly Input[] {
  if (adjustment) return [adjustment.row]
  const isHeld = kind === 'held_withheld' || kind === 'held_released'
  if (!isHeld) return onDeal ? (book.histories.get(onDeal.deal)?.events ?? []) : []
  const { id } = participation.current.payee
  return book.holds.filter(
    (hold) =>
      (hold.payee ?? id) === id &&
      (hold.deal ?? onDeal?.deal) === onDeal?.deal &&
      (hold.component ?? component?.id) === component?.id,
  )
}

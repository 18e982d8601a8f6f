import { decoder } from './decode.js'
import type { RecordFormat } from './file-format.js'
import { separatorLine } from './read-records.js'

/** A cell by its record (from 1, the header counted) and field (from 0). */
export interface CellPosition {
  readonly record: number
  readonly field: number
}

export interface TextPosition {
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** Of the field as written, quotes included; undefined where it goes on in another line or is empty. */
  readonly length?: number | undefined
  /** The line, for showing. */
  readonly text?: string | undefined
}

/** Lines are shown in part anyway; a file without line ends must not be kept whole. */
const LINE_LIMIT = 10_000

/**
 * Finds line and column of cells in a file read once more: quotes may hold line ends, so records are not lines.
 * A field past the end of its record gives the place of the record's last field. The answer is in the order asked.
 */
export async function locateCells(
  chunks: AsyncIterable<Uint8Array>,
  format: RecordFormat,
  wanted: readonly CellPosition[],
): Promise<(TextPosition | undefined)[]> {
  const order = wanted
    .map((_, index) => index)
    .sort((a, b) => wanted[a]!.record - wanted[b]!.record || wanted[a]!.field - wanted[b]!.field)
  const result: (TextPosition | undefined)[] = wanted.map(() => undefined)
  const text = decoder(format.encoding)
  let delimiter: string | undefined
  let pending = ''
  let next = 0
  let line = 1
  let column = 1
  let record = 1
  let field = 0
  let start: TextPosition = { line, column }
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start'
  let afterReturn = false
  /** The line at hand so far, and the one on which the field at hand began. */
  let shown = ''
  let startText: string | undefined
  /** What was placed on the line at hand and waits for its text. */
  let placed: number[] = []
  const isDone = (): boolean => next >= order.length && placed.length === 0

  /** Gives the current field's place to all who asked for it, or at the record's end for a later one. */
  const settle = (endOfRecord: boolean): void => {
    for (; next < order.length; next += 1) {
      const at = order[next]!
      const { record: r, field: f } = wanted[at]!
      if (r > record || (r === record && f > field && !endOfRecord)) return
      const here = start.line === line
      const length = here && column > start.column ? column - start.column : undefined
      result[at] = { ...start, length, text: startText }
      if (here) placed.push(at)
    }
  }
  const endLine = (): void => {
    for (const at of placed) result[at] = { ...result[at]!, text: shown }
    placed = []
    if (start.line === line) startText = shown
    shown = ''
    line += 1
    column = 1
  }
  const startField = (number: number): void => {
    field = number
    state = 'start'
    start = { line, column }
    startText = undefined
  }
  const scan = (piece: string): void => {
    for (const unit of piece.split('')) {
      if (isDone()) return
      if (unit === '\n' && afterReturn) {
        // The second half of a CRLF: its line has been counted.
        afterReturn = false
        continue
      }
      afterReturn = unit === '\r'
      if (unit === '\n' || unit === '\r') {
        if (state !== 'quoted') settle(true)
        endLine()
        if (state === 'quoted') continue
        record += 1
        startField(0)
        continue
      }
      if (shown.length < LINE_LIMIT) shown += unit
      if (unit === delimiter && state !== 'quoted') {
        settle(false)
        column += 1
        startField(field + 1)
        continue
      }
      column += 1
      if (unit !== '"') state = state === 'quoted' ? 'quoted' : 'plain'
      else if (state === 'quoted') state = 'closed'
      else if (state !== 'plain') state = 'quoted'
    }
  }
  const feed = (piece: string, last: boolean): void => {
    if (delimiter !== undefined) {
      scan(piece)
      return
    }
    pending += piece
    if (pending.length < 7 && !last) return
    delimiter = format.delimiter ?? separatorLine(pending)?.delimiter ?? ','
    scan(pending)
  }

  for await (const chunk of chunks) {
    feed(text.push(chunk), false)
    if (text.problem || isDone()) break
  }
  feed(text.problem ? '' : text.end(), true)
  settle(true)
  endLine()
  return result
}

import { decoder, type DecodeProblem } from '../input/decode.js'
import { separatorLine } from '../input/read-records.js'
import type { SourceFile } from '../input/table-settings.js'

/** How the bytes of a file are text. */
export interface TextFacts {
  readonly bytes: number
  /** As settings name it. */
  readonly encoding: string
  /** What says so: a byte order mark, the bytes themselves (strict UTF-8 and nothing else reads so), or a guess. */
  readonly encodingBy: 'mark' | 'bytes' | 'ascii' | 'guess'
  /** Text around the first character beyond ASCII, to see whether it is read well. */
  readonly beyondAscii: string | undefined
  readonly delimiter: string
  /** `sep=` line, or counted in the first lines; `none` where no candidate parts the first line. */
  readonly delimiterBy: 'sep' | 'guess' | 'none'
  /** Ends of lines outside quotes. */
  readonly lineEnds: Readonly<Record<LineEnd, number>>
}

export type LineEnd = 'CRLF' | 'LF' | 'CR'

const CANDIDATES = [',', ';', '\t', '|'] as const
/** Enough for the delimiter; whole files are read for the rest. */
const HEAD = 64 * 1024
const LINES = 50
const AROUND = 12

/** Reads a file once, whole, for how its bytes are text; the problem where no encoding reads it. */
export async function textFacts(source: SourceFile): Promise<TextFacts | DecodeProblem> {
  const strict = await scan(source, undefined)
  if (!strict.problem) return strict.facts
  // What Excel on Windows writes under "CSV"; every byte is a character of it, so that this is a guess.
  const others = strict.problem.code !== 'SPM2002' ? [] : ['utf-16le', 'utf-16be', 'windows-1252']
  for (const encoding of others) {
    const other = await scan(source, encoding)
    if (!other.problem && other.isText) return { ...other.facts, encoding, encodingBy: 'guess' }
  }
  return strict.problem
}

interface Scan {
  readonly facts: TextFacts
  readonly problem: DecodeProblem | undefined
  /** Lines, and no zero characters: bytes read in a wrong encoding of two bytes a character have neither. */
  readonly isText: boolean
}

async function scan(source: SourceFile, declared: string | undefined): Promise<Scan> {
  const text = decoder(declared)
  const lines = lineCounter()
  let bytes = 0
  let mark: string | undefined
  let head = ''
  let beyondAscii: string | undefined
  let zero = false
  const take = (piece: string): void => {
    if (head.length < HEAD) head += piece.slice(0, HEAD - head.length)
    lines.add(piece)
    zero ||= piece.includes('\0')
    beyondAscii ??= around(piece)
  }
  for await (const chunk of source.open()) {
    mark ??= markOf(chunk)
    bytes += chunk.length
    take(text.push(chunk))
    if (text.problem) break
  }
  if (!text.problem) take(text.end())
  const separator = separatorLine(head)
  const counted = separator ? undefined : delimiterOf(head)
  const facts: TextFacts = {
    bytes,
    encoding: mark === undefined || mark === '' ? 'utf-8' : mark,
    encodingBy: mark ? 'mark' : beyondAscii === undefined ? 'ascii' : 'bytes',
    beyondAscii,
    delimiter: separator?.delimiter ?? counted ?? ',',
    delimiterBy: separator ? 'sep' : counted === undefined ? 'none' : 'guess',
    lineEnds: lines.counts,
  }
  return { facts, problem: text.problem, isText: !zero && /[\n\r]/.test(head) }
}

/** The encoding that a byte order mark names; '' where the file begins without one. */
function markOf(bytes: Uint8Array): string {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : ''
}

function around(piece: string): string | undefined {
  const at = piece.search(/[^\0-\u007f]/)
  if (at < 0) return undefined
  const before = /[^\n\r]*$/.exec(piece.slice(Math.max(0, at - AROUND), at))![0]
  const after = /^[^\n\r]*/.exec(piece.slice(at, at + AROUND))![0]
  // A copy, so that the whole piece is not kept.
  return `${before}${after}`.split('').join('')
}

/** Counts ends of lines outside quotes: a quote doubled inside a cell closes and opens. */
function lineCounter(): { add(piece: string): void; readonly counts: Record<LineEnd, number> } {
  const counts = { CRLF: 0, LF: 0, CR: 0 }
  let quoted = false
  let afterReturn = false
  return {
    counts,
    add(piece) {
      if (afterReturn && piece !== '' && piece[0] !== '\n') {
        counts.CR += 1
        afterReturn = false
      }
      for (const { 0: sign, index } of piece.matchAll(/["\n\r]/g)) {
        if (sign === '"') quoted = !quoted
        else if (sign === '\n') {
          const pair = index === 0 ? afterReturn : piece[index - 1] === '\r'
          if (!quoted) counts[pair ? 'CRLF' : 'LF'] += 1
        } else if (index === piece.length - 1) {
          afterReturn = !quoted
          return
        } else if (!quoted && piece[index + 1] !== '\n') counts.CR += 1
      }
      if (piece !== '') afterReturn = false
    },
  }
}

/** The sign that parts the first line, and most lines alike; undefined where none does. */
function delimiterOf(head: string): string | undefined {
  const lines = firstLines(head)
  let best: string | undefined
  let bestScore = 0
  for (const sign of CANDIDATES) {
    const counts = lines.map((line) => line.split(sign).length - 1)
    const [first = 0] = counts
    if (first === 0) continue
    const alike = counts.filter((count) => count === first).length
    const score = alike * 1000 + Math.min(first, 999)
    if (score > bestScore) [best, bestScore] = [sign, score]
  }
  return best
}

/** The first lines, without what stands in quotes. The last may be cut and is left out, unless it is the only one. */
function firstLines(head: string): string[] {
  const lines = head
    .replaceAll(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
  return (lines.length > 1 && head.length >= HEAD ? lines.slice(0, -1) : lines).slice(0, LINES)
}

/** What stands between two values: comments, blank lines, and the signs that hold a document together. */
export type Piece =
  | { readonly kind: 'comment'; readonly text: string; readonly ownLine: boolean; readonly column: number }
  | { readonly kind: 'blank' }
  | { readonly kind: 'sign'; readonly text: string; readonly offset: number; readonly column: number }

/** Reads the gap [from, to) of a text in which no value stands, piece by piece. */
export function readGap(source: string, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = []
  let lineStart = source.lastIndexOf('\n', from - 1) + 1
  // Nothing yet on the line where the gap begins, as after a block of text.
  let empty = source.slice(lineStart, from).trim() === ''
  for (let at = from; at < to; at += 1) {
    const char = source[at]!
    const column = at - lineStart
    if (char === '\n') {
      if (empty && pieces.at(-1)?.kind !== 'blank') pieces.push({ kind: 'blank' })
      lineStart = at + 1
      empty = true
    } else if (char === '#' && (at === lineStart || /\s/.test(source[at - 1]!) || at === from)) {
      const end = lineEnd(source, at, to)
      pieces.push({ kind: 'comment', text: source.slice(at, end).trimEnd(), ownLine: empty, column })
      empty = false
      at = end - 1
    } else if (!/\s/.test(char)) {
      const text = source.startsWith('---', at) ? '---' : char
      pieces.push({ kind: 'sign', text, offset: at, column })
      empty = false
      at += text.length - 1
    }
  }
  return pieces
}

function lineEnd(source: string, at: number, to: number): number {
  const end = source.indexOf('\n', at)
  return end < 0 || end > to ? to : end
}

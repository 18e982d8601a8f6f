/** How a text stands in the file: bare, in one kind of quotes, or as a block after `|` or `>`. */
export type TextStyle = 'plain' | 'single' | 'double' | 'block'

const ESCAPE_LENGTH: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 }

/**
 * Maps offsets inside a text's value to offsets in the file. Line folding, indentation, doubled quotes and escapes
 * are followed; `undefined` where the two cannot be lined up (then the text's start is the best place to point at).
 * @param source the whole file
 * @param from offset of the text's first character in the file, quotes excluded, block header excluded
 * @returns for each offset 0..value.length of the value, the offset in the file
 */
export function alignOffsets(
  value: string,
  style: TextStyle,
  source: string,
  from: number,
  to: number,
): readonly number[] | undefined {
  const offsets: number[] = []
  let at = from
  for (let i = 0; i < value.length; i += 1) {
    const wanted = value[i]!
    if (style === 'double') at += joinedLine(source, at)
    if (at >= to && wanted !== '\n') return undefined
    const fold = /\s*[\r\n]\s*/y
    fold.lastIndex = at
    if (!offsets.length && style === 'block') at += leadingBlanks(source, at)
    const folded = (wanted === ' ' || wanted === '\n') && fold.exec(source)
    if (folded) {
      offsets.push(at)
      at += folded[0].length
      continue
    }
    const found = source[at]
    if (style === 'double' && found === '\\') {
      offsets.push(at)
      at += ESCAPE_LENGTH[source[at + 1] ?? ''] ?? 2
      continue
    }
    if (found === wanted) {
      offsets.push(at)
      at += style === 'single' && found === "'" ? 2 : 1
      continue
    }
    // Extra blanks of a block's deeper indented line, taken together with the line break above.
    if (wanted === ' ' || wanted === '\n') {
      offsets.push(at)
      continue
    }
    return undefined
  }
  offsets.push(at)
  return offsets
}

/** Length of an escaped line break in double quotes, which stands for nothing. */
function joinedLine(source: string, at: number): number {
  const joined = /\\\r?\n\s*/y
  joined.lastIndex = at
  return joined.exec(source)?.[0].length ?? 0
}

function leadingBlanks(source: string, at: number): number {
  let end = at
  while (source[end] === ' ' || source[end] === '\t') end += 1
  return end - at
}

import { displayWidth } from './width.js'

/** A no-break space, for the time of breaking. */
const TOGETHER = '\u00a0'

/** Breaks text at blanks; a word that is too long stands alone. */
export function wrapped(text: string, width: number): readonly string[] {
  // `8 %` stays together.
  return broken(text.replaceAll(' %', `${TOGETHER}%`).split(' '), ' ', width).map((line) =>
    line.replaceAll(TOGETHER, ' '),
  )
}

/** Joins words to lines of at most a width. */
export function broken(words: readonly string[], between: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    if (word === '') continue
    const last = lines.at(-1)
    const longer = last === undefined ? undefined : `${last}${between}${word}`
    if (longer !== undefined && displayWidth(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

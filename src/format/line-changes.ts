/** A line that a change takes away, brings or leaves: `-`, `+` or a blank. */
export interface LineChange {
  readonly sign: '-' | '+' | ' '
  readonly text: string
}

/** More pairs of lines than this are not compared one by one. */
const MOST_PAIRS = 4_000_000

/**
 * The lines in which two texts differ, each run of them with the line before it, and with the number of that line in the
 * first text, from 1.
 */
export function lineChanges(
  before: string,
  after: string,
): readonly { line: number; changes: readonly LineChange[] }[] {
  const all = compared(before.split('\n'), after.split('\n'))
  const runs: { line: number; changes: LineChange[] }[] = []
  let line = 0
  for (const [index, change] of all.entries()) {
    if (change.sign !== '+') line += 1
    if (change.sign === ' ') continue
    const previous = all[index - 1]
    if (previous && previous.sign !== ' ') runs.at(-1)!.changes.push(change)
    else if (previous) runs.push({ line: change.sign === '+' ? line : line - 1, changes: [previous, change] })
    else runs.push({ line: 1, changes: [change] })
  }
  return runs
}

function compared(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const kept = (lines: readonly string[]): LineChange[] => lines.map((text) => ({ sign: ' ', text }))
  const middle = between(a.slice(start, a.length - end), b.slice(start, b.length - end))
  return [...kept(a.slice(0, start)), ...middle, ...kept(a.slice(a.length - end))]
}

/** By the longest common sequence of lines. */
function between(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  const gone = a.map((text): LineChange => ({ sign: '-', text }))
  const come = b.map((text): LineChange => ({ sign: '+', text }))
  if (a.length * b.length > MOST_PAIRS) return [...gone, ...come]
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j
      common[at] = a[i] === b[j] ? common[at + width + 1]! + 1 : Math.max(common[at + width]!, common[at + 1]!)
    }
  }
  const changes: LineChange[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const at = i * width + j
    if (a[i] === b[j]) {
      changes.push({ sign: ' ', text: a[i]! })
      i += 1
      j += 1
    } else if (common[at + width]! >= common[at + 1]!) changes.push(gone[i++]!)
    else changes.push(come[j++]!)
  }
  return [...changes, ...gone.slice(i), ...come.slice(j)]
}

import type { ChalkInstance } from 'chalk'
import { lineChanges } from '../format/line-changes.js'
import { safe } from '../render/safe.js'

/** So many lines of a file's changes are shown. */
const MOST = 20

/** What formatting changes in a file, in short. */
export function changesText(before: string, after: string, { red, green, dim }: ChalkInstance): string {
  const lines = lineChanges(plain(before), plain(after)).flatMap(({ line, changes }) => [
    dim(`  line ${line}`),
    ...changes.map(({ sign, text }) => {
      const shown = `  ${sign} ${safe(text)}`
      return sign === '-' ? red(shown) : sign === '+' ? green(shown) : shown
    }),
  ])
  const more = lines.length - MOST
  const all = more > 0 ? [...lines.slice(0, MOST), dim(`  … and ${more} more lines`)] : lines
  return all.map((line) => `${line.trimEnd()}\n`).join('')
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '')
}

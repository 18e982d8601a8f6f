/**
 * Control characters, and marks that are invisible or turn the writing direction: with them a cell could colour, hide
 * or rewrite what the terminal shows.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' }

function visible(char: string): string {
  return SHORT[char] ?? `\\u{${char.codePointAt(0)!.toString(16)}}`
}

/** Makes text from a file (names of files included) safe to print on one line: what is not plain text becomes visible. */
export function safe(text: string): string {
  return text.replace(UNSAFE, visible)
}

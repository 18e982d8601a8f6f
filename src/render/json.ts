const INVISIBLE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  )
}

/** JSON for people and programs: indented, LF, and escaped further than JSON asks so that a terminal shows it harmless. */
export function renderJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(INVISIBLE, escaped)}\n`
}

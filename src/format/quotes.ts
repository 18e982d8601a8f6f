/**
 * A text of one line with the quotes that we write: double ones, single ones where it holds double ones. What is bare stays
 * bare and what is quoted stays quoted: a bare `3` may be a position where a quoted one is a name.
 */
export function quoted(written: string): string {
  const inner = written.slice(1, -1)
  if (/^'.*'$/s.test(written) && !/["\\\t]|''/.test(inner)) return `"${inner}"`
  // Escaped double quotes, and no other escape.
  if (/^".*"$/s.test(written) && inner.includes(String.raw`\"`)) {
    const text = inner.replaceAll(String.raw`\"`, '"')
    if (!/[\\'\t]/.test(text)) return `'${text}'`
  }
  return written
}

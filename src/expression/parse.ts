import { parse, ParseError, type ASTNode } from '@marcbachmann/cel-js'
import type { Code } from '../diagnostics/catalogue.js'

const MAX_LENGTH = 10_000

type Report = (
  code: Code,
  message: string,
  at: { readonly start: number; readonly end: number },
  fix?: string,
) => undefined

/** Reads an expression into its syntax tree; the first syntax error is reported in our own words. */
export function parseExpression(text: string, report: Report): ASTNode | undefined {
  if (text.length > MAX_LENGTH) {
    return report('SPM4008', `the expression has ${text.length} characters; the limit is ${MAX_LENGTH}`, {
      start: 0,
      end: 1,
    })
  }
  const comment = commentAt(text)
  if (comment !== undefined) {
    return report(
      'SPM4005',
      '"//" begins a comment and cuts the expression',
      { start: comment, end: comment + 2 },
      'Divide with one "/"; put comments in YAML, after " #".',
    )
  }
  try {
    return parse(text).ast
  } catch (error) {
    if (error instanceof RangeError)
      return report('SPM4008', 'the expression is nested too deeply', { start: 0, end: 1 })
    if (!(error instanceof ParseError)) throw error
    const start = Math.min(error.range?.start ?? 0, text.length)
    const end = Math.max(start + 1, error.range?.end ?? 0)
    if (error.code === 'limit_exceeded')
      return report('SPM4008', 'the expression is nested too deeply or has too many parts', { start, end })
    const [message, fix] = explain(error.code, text, start, end)
    return report('SPM4001', message, { start, end }, fix)
  }
}

/** Where `//` stands outside of text, if anywhere. */
function commentAt(text: string): number | undefined {
  let quote = ''
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!
    if (quote !== '') {
      if (char === '\\') i += 1
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '/' && text[i + 1] === '/') return i
  }
  return undefined
}

const WORDS: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  '=': '==',
  '<>': '!=',
  '&': '&&',
  '|': '||',
  is: '==',
}

function explain(code: string | undefined, text: string, start: number, end: number): [message: string, fix?: string] {
  const written = text.slice(start, end)
  const before = text.slice(0, start)
  if (start >= text.length) {
    if (/\d\s*%\s*$/.test(before)) return percent()
    if (before.trim() === '') return ['the expression is empty']
    return openBracket(text) ? [`a "${openBracket(text)}" is not closed`] : ['the expression ends too early']
  }
  if (/\d\s*%\s*$/.test(before)) return percent()
  switch (code) {
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return ['a text has no closing quote', 'Close the text with the same quote as it begins with.']
    case 'newline_in_string':
      return ['a text has no closing quote on its line', 'Close the text with the same quote as it begins with.']
    case 'reserved_identifier':
      return [`"${written}" is a reserved word`, `Write a column of that name as deal["${written}"].`]
    case 'invalid_escape_sequence':
      return [`"${written}" is not an escape`, 'Write a backslash as \\\\.']
    case 'invalid_number':
    case 'invalid_exponent':
      return ['a number is not written plainly', 'Write plain digits, such as 25000 or 0.08.']
    case 'invalid_macro_argument':
      return ['this function is not available']
  }
  const word =
    /^(?:and|or|not|is)\b/i.exec(text.slice(start))?.[0] ?? (before.endsWith('<') && written === '>' ? '<>' : written)
  const instead = WORDS[word.toLowerCase()]
  if (instead) return [`unexpected "${word}"`, `Write ${instead} instead.`]
  if (/^[\u2018-\u201f]/.test(written))
    return ['typographic quotes do not mark text', 'Type straight quotes: "Closed Won".']
  if (written === '.' && /^\.\d/.test(text.slice(start)))
    return ['a number begins with a point', 'Write a 0 before the point: 0.5.']
  if (written > '\u007f') {
    return [
      `"${written}" cannot be part of a bare name`,
      'Write the column as deal["Exact Header"]; text goes in double quotes.',
    ]
  }
  if (before.endsWith('.')) return [`"${written}" cannot follow the point`, `Write the column as deal["${written}"].`]
  return [`unexpected "${written}"`]
}

function percent(): [string, string] {
  return ['"%" is not a percent sign in expressions', 'Write 8% as 0.08.']
}

function openBracket(text: string): string | undefined {
  const open: string[] = []
  for (const char of text.replace(/"[^"]*"|'[^']*'/g, '')) {
    if ('([{'.includes(char)) open.push(char)
    else if (')]}'.includes(char)) open.pop()
  }
  return open.at(-1)
}

import { visit, type Document, type YAMLParseError } from 'yaml'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'

const MOST = 10

/** What tells an expression from other text: enough to advise quotes, never used to decide a meaning. */
const EXPRESSION =
  /==|!=|&&|\|\||[<>]=?\s|\bhas\(|\b(?:deal|rep|credit|quota|attainment)\b\s*[.[<>=!*/+-]|\bin\s*\[|\s\?\s/

/**
 * Puts the YAML library's syntax errors into words of our own, one a line: one mistake makes several of them.
 * Where the line holds an expression, the likely cure is quotes, and the message shows them.
 */
export function explainSyntax(
  document: Document.Parsed,
  text: string,
  placeAt: (start: number, end: number) => Place,
  found: Diagnostic[],
): void {
  const lines = new Set<number>()
  for (const error of document.errors) {
    if (error.code === 'BAD_ALIAS') continue
    const start = openingQuote(error, document) ?? error.pos[0]
    const place = placeAt(start, error.pos[1])
    if (lines.has(place.line!) || lines.size >= MOST) continue
    lines.add(place.line!)
    const line = lineAround(text, start)
    const quoted = error.code === 'MULTILINE_IMPLICIT_KEY' ? undefined : quoteAdvice(line)
    found.push(
      quoted === undefined
        ? diagnose('SPM3502', reasonOf(error, text), { place })
        : diagnose('SPM3508', `this expression cannot stand here without quotes: ${reasonOf(error, text)}`, {
            place,
            fix: quoted,
          }),
    )
  }
}

/** An unclosed quote is noticed at the end of the file; its beginning is what has to be found. */
function openingQuote(error: YAMLParseError, document: Document.Parsed): number | undefined {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return undefined
  let start: number | undefined
  visit(document, {
    Scalar: (_, node) => {
      if (node.range && node.range[0] < error.pos[0] && node.range[1] >= error.pos[0]) start = node.range[0]
    },
  })
  return start
}

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return text.slice(start, end < 0 ? text.length : end).trimEnd()
}

function quoteAdvice(line: string): string | undefined {
  const match = /^\s*(?:-\s+)?([\w-]+):\s+(.*)$/.exec(line)
  const value = match?.[2] ?? line
  if (!EXPRESSION.test(`${value} `)) return undefined
  if (!match || /^[[{]/.test(value)) {
    return 'Put the expression in single quotes inside the braces: { when: \'deal.type in ["New"]\', … }.'
  }
  return `Put the whole expression in single quotes: ${match[1]}: '${value.replaceAll("'", "''")}'`
}

function reasonOf(error: YAMLParseError, text: string): string {
  const at = text.slice(error.pos[0], error.pos[1]).split('\n')[0]!.slice(0, 40)
  const { code, message } = error
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used for indentation; YAML takes only spaces'
    case 'BAD_INDENT':
      return /end with a/.test(message)
        ? 'a "{" or "[" is not closed, or holds text that needs quotes'
        : 'the indentation does not fit the lines around it'
    case 'MISSING_CHAR':
      if (/quote/.test(message)) return 'a quote is opened and never closed'
      return /map values/.test(message)
        ? 'expected "key: value"'
        : 'a character is missing, such as a space or a closing bracket'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'there is a second ": " on this line; text that holds ": " needs quotes'
    case 'MULTILINE_IMPLICIT_KEY':
      return 'expected "key: value", with a space after the colon'
    case 'BAD_SCALAR_START':
      return `text cannot begin with "${at}"; put it in quotes`
    case 'BLOCK_IN_FLOW':
      return 'this cannot stand inside braces without quotes'
    case 'NON_STRING_KEY':
      return 'a key must be plain text'
    case 'UNEXPECTED_TOKEN':
      return `unexpected "${at}" after the end of the value`
    default:
      return message.split('\n')[0]!
  }
}

import { Lexer, Parser, type CST, type LineCounter } from 'yaml'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'

const MAX_DEPTH = 40
const MAX_NODES = 200_000

type PlaceAt = (start: number, end: number) => Place

/** Splits a file into raw tokens; undefined when it nests too deeply, which is noticed before time or stack run out. */
export function readTokens(
  text: string,
  lines: LineCounter,
  placeAt: PlaceAt,
  found: Diagnostic[],
): CST.Token[] | undefined {
  lines.addNewLine(0)
  const parser = new Parser(lines.addNewLine)
  const tokens: CST.Token[] = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (parser.stack.length <= MAX_DEPTH) continue
    const message = `the file is nested more than ${MAX_DEPTH} levels deep`
    found.push(diagnose('SPM3500', message, { place: placeAt(parser.offset, parser.offset + 1) }))
    return undefined
  }
  tokens.push(...parser.end())
  return tokens
}

/**
 * Looks through the raw tokens for what must not be composed at all: excess size, several documents, directives,
 * tags, anchors and aliases.
 * @returns whether composing is safe
 */
export function checkTokens(tokens: readonly CST.Token[], placeAt: PlaceAt, found: Diagnostic[]): boolean {
  const refuse = (message: string, start: number, end: number, fix?: string): void =>
    void found.push(diagnose('SPM3504', message, { place: placeAt(start, end), fix }))

  const stack: CST.Token[] = []
  let documents = 0
  for (const token of tokens) {
    if (token.type === 'directive') {
      refuse(
        `"${token.source.trim()}" is a YAML directive`,
        token.offset,
        token.offset + token.source.length,
        'Remove this line.',
      )
    }
    if (token.type !== 'document') continue
    documents += 1
    if (documents === 2) {
      found.push(
        diagnose('SPM3503', 'a second document begins here', { place: placeAt(token.offset, token.offset + 3) }),
      )
    }
    checkProperties(token.start, placeAt, found)
    if (token.value) stack.push(token.value)
  }

  let nodes = 0
  while (stack.length > 0) {
    const token = stack.pop()!
    nodes += 1
    if (nodes > MAX_NODES) {
      found.push(
        diagnose('SPM3500', `the file holds more than ${MAX_NODES} values`, {
          place: placeAt(token.offset, token.offset + 1),
        }),
      )
      return false
    }
    if (token.type === 'alias') {
      const text = token.source
      const written = `"${text}" refers to an anchor (an alias)`
      refuse(
        written,
        token.offset,
        token.offset + text.length,
        'Write the value out here; put text that begins with * in quotes.',
      )
    }
    if (token.type === 'block-scalar') checkProperties(token.props, placeAt, found)
    if (!('items' in token)) continue
    for (const item of token.items) {
      checkProperties(item.start, placeAt, found)
      if (item.sep) checkProperties(item.sep, placeAt, found)
      if (item.key) stack.push(item.key)
      if (item.value) stack.push(item.value)
    }
  }
  return true
}

function checkProperties(tokens: readonly CST.Token[], placeAt: PlaceAt, found: Diagnostic[]): void {
  for (const token of tokens) {
    if (token.type !== 'tag' && token.type !== 'anchor') continue
    const text = token.source
    const place = placeAt(token.offset, token.offset + text.length)
    if (token.type === 'tag' && /^!(?:!*[A-Za-z_(]*[.(]|!*\()/.test(text)) {
      const message = `"${text}" begins with "!", which YAML takes as a tag: the expression is lost`
      found.push(diagnose('SPM3508', message, { place }))
    } else if (token.type === 'tag') {
      found.push(
        diagnose('SPM3504', `"${text}" is a YAML tag`, {
          place,
          fix: 'Remove it; put text that begins with ! in quotes.',
        }),
      )
    } else {
      found.push(
        diagnose('SPM3504', `"${text}" is a YAML anchor`, {
          place,
          fix: 'Remove it; put text that begins with & in quotes.',
        }),
      )
    }
  }
}

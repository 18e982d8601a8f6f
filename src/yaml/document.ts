import { Composer, LineCounter } from 'yaml'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { composeNode } from './compose.js'
import { childOf, nodeAt, plainValue, type Extent, type YamlNode, type YamlValue } from './node.js'
import { alignOffsets } from './offsets.js'
import { explainSyntax } from './syntax.js'
import { checkTokens, readTokens } from './tokens.js'

/** Characters, not bytes: near enough for a guard against runaway files. */
const MAX_LENGTH = 1_000_000

/** Keys and list positions from the top of the document. */
export type YamlPath = readonly (string | number)[]

/** A YAML file whose every scalar is text, as written, and whose every value knows its place. */
export interface YamlDocument {
  readonly file: string
  readonly value: YamlValue
  /**
   * Where a value (or its key) stands. A path that leads nowhere falls back to the nearest parent: to its key, since
   * pointing at a whole block helps nobody.
   */
  placeOf(path: YamlPath, target?: 'key' | 'value'): Place
  /** Where a part [start, end) of a text's value stands; the whole text where that cannot be told. */
  offsetPlace(path: YamlPath, start: number, end: number): Place
  /** Whether a text stands without quotes: `3` is a position where `"3"` is a header called 3. */
  isBare(path: YamlPath): boolean
  /** False for a document that stands in no file. */
  readonly isWritten: boolean
}

type PlaceAt = (start: number, end: number) => Place

/** Reads one YAML document; undefined when it has errors, all of which are in `found`. */
export function parseYaml(text: string, file: string, found: Diagnostic[]): YamlDocument | undefined {
  const parsed = parseYamlNodes(text, file, found)
  return parsed && documentOf(parsed.root, text, file, parsed.placeAt)
}

/** As `parseYaml`, for whoever works on the text itself: its values with their extents. */
export function parseYamlNodes(
  text: string,
  file: string,
  found: Diagnostic[],
): { readonly root: YamlNode; readonly placeAt: PlaceAt } | undefined {
  if (text.length > MAX_LENGTH) {
    found.push(
      diagnose('SPM3500', `the file has ${text.length} characters; the limit is ${MAX_LENGTH}`, { place: { file } }),
    )
    return undefined
  }
  const lines = new LineCounter()
  const placeAt: PlaceAt = (start, end) => {
    const { line, col } = lines.linePos(Math.min(start, text.length))
    const lineEnd = text.indexOf('\n', start)
    const last = Math.min(end, lineEnd < 0 ? text.length : lineEnd)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), length: Math.max(1, last - start) }
  }
  const before = found.length
  const tokens = readTokens(text, lines, placeAt, found)
  if (!tokens || !checkTokens(tokens, placeAt, found)) return undefined

  const options = {
    schema: 'failsafe',
    keepSourceTokens: true,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
  } as const
  const document = [...new Composer({ ...options, logLevel: 'silent' }).compose(tokens, true, text.length)][0]
  if (document) explainSyntax(document, text, placeAt, found)
  if (found.length > before) return undefined

  const contents = document?.contents
  if (!contents || contents.range![0] === contents.range![1]) {
    found.push(diagnose('SPM3501', 'the file is empty', { place: { file } }))
    return undefined
  }
  const root = composeNode(contents, text, placeAt, found)
  return root && found.length === before ? { root, placeAt } : undefined
}

function documentOf(root: YamlNode, source: string, file: string, placeAt: PlaceAt): YamlDocument {
  const placeOf = (path: YamlPath, target: 'key' | 'value' = 'value'): Place => {
    let node = root
    let key: Extent | undefined
    for (const step of path) {
      const entry = node.kind === 'map' ? node.entries.get(String(step)) : undefined
      const next = childOf(node, step)
      if (!next) return key ? placeAt(key.start, key.end) : placeAt(node.start, node.start + 1)
      node = next
      key = entry?.key ?? { start: node.start, end: node.kind === 'text' ? node.end : node.start + 1 }
    }
    const extent = target === 'key' && key ? key : node
    return placeAt(extent.start, extent.end)
  }

  const offsetPlace = (path: YamlPath, start: number, end: number): Place => {
    const node = nodeAt(root, path)
    const offsets =
      node?.kind === 'text' && alignOffsets(node.value, node.style, source, node.inner.start, node.inner.end)
    if (!offsets) return placeOf(path)
    const at = (offset: number): number => offsets[Math.max(0, Math.min(offset, offsets.length - 1))]!
    return placeAt(at(start), Math.max(at(start) + 1, at(end)))
  }

  const isBare = (path: YamlPath): boolean => {
    const node = nodeAt(root, path)
    return node?.kind === 'text' && node.style === 'plain'
  }

  return { file, value: plainValue(root), placeOf, offsetPlace, isBare, isWritten: true }
}

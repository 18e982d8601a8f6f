import { isMap, isScalar, isSeq, Scalar, type Node, type Pair } from 'yaml'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlText } from './node.js'
import type { TextStyle } from './offsets.js'

const STYLES: Readonly<Record<string, TextStyle>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single',
  [Scalar.QUOTE_DOUBLE]: 'double',
  [Scalar.BLOCK_LITERAL]: 'block',
  [Scalar.BLOCK_FOLDED]: 'block',
}

/** Turns the library's nodes into ours and reports what reads without a YAML error but is surely not meant. */
export function composeNode(
  root: Node,
  source: string,
  placeAt: (start: number, end: number) => Place,
  found: Diagnostic[],
): YamlNode | undefined {
  const report = (code: Diagnostic['code'], message: string, start: number, end: number, fix?: string): void =>
    void found.push(diagnose(code, message, { place: placeAt(start, end), fix }))

  const text = (node: Scalar): YamlText => {
    const [start, end] = node.range!
    const style = STYLES[node.type ?? Scalar.PLAIN] ?? 'plain'
    const quote = style === 'single' || style === 'double' ? 1 : 0
    const header = style === 'block' ? source.indexOf('\n', start) + 1 - start : quote
    const value = String(node.value)
    const rest = source.slice(end, source.indexOf('\n', end) < 0 ? source.length : source.indexOf('\n', end))
    if (style === 'plain' && /^\s+#/.test(rest) && value.split('"').length % 2 === 0) {
      report(
        'SPM3508',
        `the text is cut at "#", which begins a comment: ${value}`,
        start,
        end,
        `Put all of it in single quotes, the part after # included.`,
      )
    }
    return { kind: 'text', value, style, start, end, inner: { start: start + header, end: end - quote } }
  }

  const isEmpty = (node: unknown): boolean =>
    node === null || (isScalar(node) && node.source === '' && (node.type === undefined || node.type === Scalar.PLAIN))

  const entry = (pair: Pair, before: string | undefined, inBraces: boolean): [string, YamlEntry] | undefined => {
    const { key, value } = pair
    if (!isScalar(key) || isEmpty(key)) {
      const at = isScalar(key) || isMap(key) || isSeq(key) ? key.range![0] : root.range![0]
      report('SPM3509', 'a key must be plain text', at, at + 1)
      return undefined
    }
    const name = String(key.value)
    const [start, end] = key.range!
    if (isEmpty(value)) {
      if (inBraces && /^\d{3}$/.test(name) && before !== undefined && /\d$/.test(before)) {
        report('SPM3507', `"${lastNumber(before)},${name}" is read as two entries`, start, end)
      } else if (inBraces && value === null) {
        report(
          'SPM3506',
          `"${name}" stands inside braces without a value`,
          start,
          end,
          'Write it as key: value, or quote text that holds a comma.',
        )
      } else {
        report('SPM3506', `"${name}" has no value`, start, end)
      }
      return undefined
    }
    if (name === '<<') {
      report('SPM3504', '"<<" is a YAML merge key', start, end, 'Write the merged keys out.')
      return undefined
    }
    if (name === '__proto__') {
      report('SPM3509', `"${name}" cannot be used as a key`, start, end)
      return undefined
    }
    const child = visit(value as Node)
    return child && [name, { key: { start, end }, value: child }]
  }

  const visit = (node: Node): YamlNode | undefined => {
    if (isScalar(node)) return text(node)
    const [start, end] = node.range!
    if (isSeq(node)) {
      const items: YamlNode[] = []
      for (const item of node.items) {
        if (isEmpty(item)) {
          const at = isScalar(item) ? item.range![0] : start
          report('SPM3506', 'a list item has no value', Math.min(at, source.length), at + 1)
          continue
        }
        const child = visit(item as Node)
        if (child) items.push(child)
      }
      if (node.flow) reportThousands(items)
      return { kind: 'list', items, start, end } satisfies YamlList
    }
    if (!isMap(node)) return undefined
    const entries = new Map<string, YamlEntry>()
    let before: string | undefined
    for (const pair of node.items as Pair[]) {
      const made = entry(pair, before, node.flow === true)
      before = isScalar(pair.value) ? String(pair.value.value) : undefined
      if (!made) continue
      const [name, { key }] = made
      const earlier = entries.get(name)
      if (earlier) {
        found.push(
          diagnose('SPM3505', `"${name}" is given twice`, {
            place: placeAt(key.start, key.end),
            related: [{ message: 'first given here', place: placeAt(earlier.key.start, earlier.key.end) }],
          }),
        )
        continue
      }
      entries.set(name, made[1])
    }
    return { kind: 'map', entries, start, end } satisfies YamlMap
  }

  /** `[20,000, 5]`: digits, then exactly three digits right after the comma, without a blank between. */
  const reportThousands = (items: readonly YamlNode[]): void => {
    items.forEach((item, i) => {
      const previous = items[i - 1]
      if (item.kind !== 'text' || previous?.kind !== 'text' || item.style !== 'plain' || previous.style !== 'plain')
        return
      if (/^\d{3}$/.test(item.value) && /^-?\d{1,3}$/.test(previous.value) && item.start === previous.end + 1) {
        report(
          'SPM3507',
          `"${previous.value},${item.value}" is read as two items`,
          previous.start,
          item.end,
          'Write the number without a comma; write a space after a comma that separates items.',
        )
      }
    })
  }

  return visit(root)
}

function lastNumber(text: string): string {
  return /\d+$/.exec(text)?.[0] ?? text
}

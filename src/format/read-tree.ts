import type { Extent, YamlList, YamlMap, YamlNode, YamlText } from '../yaml/node.js'
import { readGap, type Piece } from './gaps.js'
import { quoted } from './quotes.js'
import type { Entry, Group, Leaf, Odd, Part, Tree } from './tree.js'

type Path = readonly (string | number)[]

/** Gives every comment and blank line of a text to the value that it is about. The values are read already: `root`. */
export function readTree(source: string, root: YamlNode): Tree | Odd {
  const comments: string[] = []
  let odd: Odd | undefined
  let pos = 0
  /** The entry on whose line a gap begins. */
  let last: Entry | undefined

  const gapTo = (to: number, signs: string): readonly Piece[] => {
    const pieces = readGap(source, pos, to)
    pos = to
    for (const piece of pieces) {
      if (piece.kind === 'comment') comments.push(piece.text)
      if (piece.kind === 'sign' && !signs.split(' ').includes(piece.text)) {
        odd ??= { offset: piece.offset, what: piece.text }
      }
    }
    return pieces
  }

  /** A comment at the end of the last line stays there; one further in than what follows goes to the block it stands in. */
  const leadOf = (pieces: readonly Piece[], column: number, before: Part | undefined): string[] => {
    const lead: string[] = []
    let blank = false
    for (const piece of pieces) {
      if (piece.kind === 'blank') blank = true
      if (piece.kind !== 'comment') continue
      if (!piece.ownLine && last && last.trail === undefined) {
        last.trail = piece.text
        continue
      }
      const inner = lead.length === 0 && piece.column > column ? innermost(before, piece.column) : undefined
      const lines = inner?.tail ?? lead
      if (blank) lines.push('')
      lines.push(piece.text)
      blank = false
    }
    if (blank) lead.push('')
    return lead
  }

  const readText = ({ start, end, inner, style }: YamlText): Leaf => {
    pos = end
    if (style !== 'block') {
      const [first = '', ...rest] = source.slice(start, end).split('\n')
      return {
        kind: 'leaf',
        lines: rest.length === 0 ? [quoted(first)] : [first, ...rest.map((line) => line.trimStart())],
      }
    }
    const header = source.slice(start, inner.start).trimEnd()
    // The text says how far it is indented, so it cannot be moved.
    if (/^[|>][+-]?\d/.test(header)) odd ??= { offset: start, what: header }
    const lines = source.slice(inner.start, end).split('\n')
    if (lines.at(-1)?.trim() === '') lines.pop()
    // Blank lines below a text belong to what follows, unless the text keeps them.
    if (!header.includes('+')) {
      while (lines.at(-1)?.trim() === '') lines.pop()
      pos = Math.min(inner.start + lines.join('\n').length + 1, end)
    }
    const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')![0].length
    return { kind: 'leaf', header, lines: lines.map((line) => line.slice(indent)) }
  }

  const keyText = ({ start, end }: Extent): string => quoted(source.slice(start, end))

  const readFlow = (node: YamlMap | YamlList, path: Path): Group => {
    // `[a: b]` holds a group without braces of its own.
    const edge = /[[{]/.test(source[node.start]!) ? 1 : 0
    pos = node.start + edge
    last = undefined
    const group: Group = {
      ...groupOf(node, path),
      flow: true,
      broken: source.slice(node.start, node.end).includes('\n'),
    }
    const commentsTo = (to: number): string[] => leadOf(gapTo(to, ','), 0, undefined).filter((line) => line !== '')
    for (const { name, key, value } of childrenOf(node)) {
      const lead = commentsTo((key ?? value).start)
      if (key) {
        pos = key.end
        lead.push(...commentsIn(gapTo(value.start, ':')))
      }
      const part = readPart(value, [...path, name], true, [])
      last = { key: key && keyText(key), name, lead, value: part }
      group.entries.push(last)
    }
    group.tail.push(...commentsTo(node.end - edge))
    pos = node.end
    return group
  }

  const readBlock = (node: YamlMap | YamlList, path: Path, above: readonly string[]): Group => {
    const group: Group = { ...groupOf(node, path), column: node.start - source.lastIndexOf('\n', node.start - 1) - 1 }
    let lead = [...above]
    for (const { name, key, value } of childrenOf(node)) {
      const pieces = gapTo((key ?? value).start, key ? '' : '-')
      const dash = key ? -1 : pieces.findIndex(({ kind }) => kind === 'sign')
      const before = dash < 0 ? pieces : pieces.slice(0, dash)
      lead.push(...leadOf(before, group.column, group.entries.at(-1)?.value))
      if (dash >= 0) lead.push(...commentsIn(pieces.slice(dash)))
      const entry = readEntry(name, key, value, lead, path)
      group.entries.push(entry)
      if (!isBlock(entry.value)) last = entry
      lead = []
    }
    return group
  }

  /** Comments between a key and a block stand beside the key or belong to the block's first line; others go above. */
  const readEntry = (
    name: string | number,
    key: Extent | undefined,
    value: YamlNode,
    lead: string[],
    path: Path,
  ): Entry => {
    if (key === undefined) return { key, name, lead, value: readPart(value, [...path, name], false, []) }
    pos = key.end
    const between = gapTo(value.start, ':').filter((piece) => piece.kind === 'comment')
    const beside = between.find(({ ownLine }) => !ownLine)
    const inner = between.filter(({ ownLine }) => ownLine).map(({ text }) => text)
    const goesIn = isBlockNode(value)
    const part = readPart(value, [...path, name], false, goesIn ? inner : [])
    const entry: Entry = { key: keyText(key), name, lead, value: part }
    if (goesIn && beside) entry.trail = beside.text
    if (!goesIn) lead.push(...(beside ? [beside.text] : []), ...inner)
    return entry
  }

  const isBlockNode = (node: YamlNode): boolean => node.kind !== 'text' && !/[[{]/.test(source[node.start]!)

  const readPart = (node: YamlNode, path: Path, inFlow: boolean, above: readonly string[]): Part => {
    if (node.kind === 'text') return readText(node)
    return inFlow || !isBlockNode(node) ? readFlow(node, path) : readBlock(node, path, above)
  }

  const top = gapTo(root.start, '---').map((piece) => (piece.kind === 'blank' ? '' : piece.text))
  const part = readPart(root, [], false, [])
  const rest = leadOf(gapTo(source.length, ''), -1, part)
  return odd ?? { top, root: part, rest: rest.filter((line) => line !== ''), comments }
}

interface Child {
  readonly name: string | number
  readonly key: Extent | undefined
  readonly value: YamlNode
}

function childrenOf(node: YamlMap | YamlList): readonly Child[] {
  if (node.kind === 'list') return node.items.map((value, name) => ({ name, key: undefined, value }))
  return [...node.entries].map(([name, { key, value }]) => ({ name, key, value }))
}

function groupOf({ kind }: YamlMap | YamlList, path: Path): Group {
  return { kind: 'group', of: kind, flow: false, broken: false, column: 0, path, entries: [], tail: [] }
}

function commentsIn(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => (piece.kind === 'comment' ? [piece.text] : []))
}

export function isBlock(part: Part): part is Group {
  return part.kind === 'group' && !part.flow
}

/** The innermost of the blocks that end here in which a comment at the column may stand. */
function innermost(part: Part | undefined, column: number): Group | undefined {
  if (part === undefined || !isBlock(part)) return undefined
  return innermost(part.entries.at(-1)?.value, column) ?? (part.column <= column ? part : undefined)
}

import { aligned, inline, isInline, MOST_WIDTH } from './align.js'
import { isBlock } from './read-tree.js'
import type { Entry, Group, Part, Tree } from './tree.js'

/** A tree as text: two spaces a level, one blank line at most, comments one space behind what they are about. */
export function printTree({ top, root, rest }: Tree): string {
  const lines = isBlock(root) ? blockLines(root, 0) : partLines(root, '', 0)
  return [...withoutRepeats([...top, ...lines, ...rest]), ''].join('\n')
}

function blockLines(group: Group, indent: number): string[] {
  const space = ' '.repeat(indent)
  const table = group.of === 'list' ? aligned(group, MOST_WIDTH - indent - 2) : undefined
  const lines = group.entries.flatMap((entry, index) => {
    const own = table ? [`${space}- ${table[index]!}${trailOf(entry)}`] : entryLines(entry, indent)
    return [...leadLines(entry, space, index === 0), ...own]
  })
  return [...lines, ...group.tail.map((line) => line && space + line)]
}

function leadLines({ key, lead, value }: Entry, space: string, isFirst: boolean): string[] {
  // Above the first key of a list's item there is no place: the dash stands on its line.
  const all = key === undefined ? [...lead, ...commentsOfFirst(value)] : lead
  const from = isFirst ? all.findIndex((line) => line !== '') : 0
  return from < 0 ? [] : all.slice(from).map((line) => line && space + line)
}

function commentsOfFirst(value: Part): string[] {
  const first = isBlock(value) ? value.entries[0] : undefined
  if (first === undefined) return []
  return [...first.lead.filter((line) => line !== ''), ...(first.key === undefined ? commentsOfFirst(first.value) : [])]
}

/** The lines of an entry from its key or dash on. */
function entryLines(entry: Entry, indent: number): string[] {
  const { key, value } = entry
  const space = ' '.repeat(indent)
  if (!isBlock(value))
    return withTrail(partLines(value, `${space}${key === undefined ? '-' : `${key}:`} `, indent), entry)
  const inner = blockLines(key === undefined ? withoutFirstLead(value) : value, indent + 2)
  if (key !== undefined) return [`${space}${key}:${trailOf(entry)}`, ...inner]
  const [first = '', ...others] = inner
  return [`${space}- ${first.slice(indent + 2)}`, ...others]
}

function withoutFirstLead(group: Group): Group {
  const [first, ...others] = group.entries
  return first === undefined ? group : { ...group, entries: [{ ...first, lead: [] }, ...others] }
}

/** @param start of the first line, up to the value */
function partLines(value: Part, start: string, indent: number): string[] {
  const space = ' '.repeat(indent + 2)
  if (value.kind === 'group') {
    return isInline(value) ? [`${start}${inline(value)}`] : brokenLines(value, start, indent)
  }
  const { header, lines } = value
  if (header !== undefined) return [`${start}${header}`, ...lines.map((line) => line && space + line)]
  const [first = '', ...others] = lines
  return [`${start}${first}`, ...others.map((line) => line && space + line)]
}

/** Over several lines, an entry a line; YAML wants all of it further in than the key. */
function brokenLines({ of, entries, tail }: Group, start: string, indent: number): string[] {
  const space = ' '.repeat(indent + 4)
  const [open, close] = of === 'map' ? '{}' : '[]'
  const inner = entries.flatMap((entry) => {
    const { key, lead, value } = entry
    const lines = partLines(value, `${space}${key === undefined ? '' : `${key}: `}`, indent + 4)
    const [end = '', ...before] = lines.toReversed()
    return [...lead.map((line) => space + line), ...before.toReversed(), `${end},${trailOf(entry)}`]
  })
  return [`${start}${open}`, ...inner, ...tail.map((line) => space + line), `${' '.repeat(indent + 2)}${close}`]
}

function withTrail(lines: readonly string[], entry: Entry): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${trailOf(entry)}`]
}

function trailOf({ trail }: Entry): string {
  return trail === undefined ? '' : ` ${trail}`
}

function withoutRepeats(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line !== '')
  const kept = lines.slice(start)
  while (kept.at(-1) === '') kept.pop()
  return kept
}

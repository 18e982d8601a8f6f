import type { TextStyle } from './offsets.js'

/** A checked YAML value with its extent in the file, as offsets [start, end). */
export type YamlNode = YamlText | YamlList | YamlMap

export interface Extent {
  readonly start: number
  readonly end: number
}

export interface YamlText extends Extent {
  readonly kind: 'text'
  readonly value: string
  readonly style: TextStyle
  /** Where the characters themselves begin and end: inside the quotes, after a block's header. */
  readonly inner: Extent
}

export interface YamlList extends Extent {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}

export interface YamlEntry {
  readonly key: Extent
  readonly value: YamlNode
}

export interface YamlMap extends Extent {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, YamlEntry>
}

/** Plain data: texts, arrays, and objects without a prototype, so that a key called `constructor` is only a key. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue }

export function plainValue(node: YamlNode): YamlValue {
  if (node.kind === 'text') return node.value
  if (node.kind === 'list') return node.items.map(plainValue)
  const object = Object.create(null) as Record<string, YamlValue>
  for (const [key, entry] of node.entries) object[key] = plainValue(entry.value)
  return object
}

/** The value at a path, as far as the path leads. */
export function nodeAt(root: YamlNode, path: readonly (string | number)[]): YamlNode | undefined {
  let node: YamlNode | undefined = root
  for (const step of path) node = node && childOf(node, step)
  return node
}

export function childOf(node: YamlNode, step: string | number): YamlNode | undefined {
  if (node.kind === 'map') return node.entries.get(String(step))?.value
  return node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined
}

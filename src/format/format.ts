import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { parseYamlNodes, type YamlPath } from '../yaml/document.js'
import { plainValue, type YamlNode, type YamlValue } from '../yaml/node.js'
import { printTree } from './print-tree.js'
import { isBlock, readTree } from './read-tree.js'
import type { Group, Part, Tree } from './tree.js'

/** The order of the keys at a path of a value; undefined where they have none. */
export type OrderOf = (path: YamlPath, value: YamlValue) => readonly string[] | undefined

/**
 * A YAML text in our format: keys in order, rows in columns, the same meaning. Comments, blank lines between groups, line
 * ends and byte order mark are kept. Undefined where the text has errors or something that cannot be kept; then `found`
 * says why.
 */
export function formatYaml(text: string, file: string, orderOf: OrderOf, found: Diagnostic[]): string | undefined {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const source = text.slice(mark.length).replaceAll('\r\n', '\n')
  const read = parseYamlNodes(source, file, found)
  if (read === undefined) return undefined
  const tree = readTree(source, read.root)
  if ('what' in tree) {
    const place = read.placeAt(tree.offset, tree.offset + tree.what.length)
    found.push(diagnose('SPM3760', `"${tree.what}" is not formatted: the file is left as it is`, { place }))
    return undefined
  }
  const value = plainValue(read.root)
  const formatted = printTree(arranged(tree, value, orderOf))
  if (!isSame(tree, read.root, formatted)) {
    const message = 'the file is left as it is: formatted, it would not say the same'
    found.push(diagnose('SPM3760', message, { place: { file } }))
    return undefined
  }
  const ends = text.slice(0, text.indexOf('\n')).endsWith('\r') ? formatted.replaceAll('\n', '\r\n') : formatted
  return mark + ends
}

/** The tree with keys in order. What stands at the very top stays there, up to the last blank line. */
function arranged(tree: Tree, value: YamlValue, orderOf: OrderOf): Tree {
  const { root } = tree
  if (isBlock(root) && root.entries[0]) {
    const cut = tree.top.findLastIndex((line) => line === '' || line === '---') + 1
    const header = cut === 0 ? tree.top : tree.top.slice(0, cut)
    root.entries[0].lead.unshift(...tree.top.slice(header.length))
    arrange(root, value, orderOf)
    return { ...tree, top: header }
  }
  arrange(root, value, orderOf)
  return tree
}

function arrange(part: Part, value: YamlValue, orderOf: OrderOf): void {
  if (part.kind === 'leaf') return
  for (const each of part.entries) arrange(each.value, value, orderOf)
  const order = part.of === 'map' ? orderOf(part.path, value) : undefined
  if (order === undefined) return
  const rank = ({ name }: Group['entries'][number]): number => {
    const index = order.indexOf(String(name))
    return index < 0 ? order.length : index
  }
  part.entries.sort((a, b) => rank(a) - rank(b))
}

/** Reads what was written once more: the same values, bare where they were bare, and every comment. */
function isSame(tree: Tree, root: YamlNode, formatted: string): boolean {
  const after = parseYamlNodes(formatted, '', [])
  if (after === undefined) return false
  const again = readTree(formatted, after.root)
  const commentsOf = ({ comments }: Tree): string => [...comments].sort().join('\n')
  return 'comments' in again && commentsOf(tree) === commentsOf(again) && said(root) === said(after.root)
}

/** Every value with whether it is bare, whatever the order of keys. */
function said(node: YamlNode): string {
  if (node.kind === 'text') return `${node.style === 'plain' ? 'bare' : 'quoted'} ${JSON.stringify(node.value)}`
  if (node.kind === 'list') return `[${node.items.map(said).join()}]`
  const entries = [...node.entries].map(([name, { value }]) => `${JSON.stringify(name)}:${said(value)}`)
  return `{${entries.sort().join()}}`
}

import { Document, Scalar, YAMLMap, YAMLSeq, type Node } from 'yaml'
import type { YamlDocument, YamlPath } from './document.js'
import type { YamlValue } from './node.js'

/**
 * Writes a document's value as YAML in block style: its keys in the given order, texts quoted where they were. Reading
 * it gives the same values again; comments are not kept.
 */
export function printYaml(doc: YamlDocument, keys: readonly string[]): string {
  const nodeOf = (value: YamlValue, path: YamlPath): Node => {
    if (typeof value === 'string') {
      const scalar = new Scalar(value)
      scalar.type = doc.isBare(path) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
      return scalar
    }
    if (Array.isArray(value)) {
      const list = new YAMLSeq()
      list.items = value.map((each: YamlValue, index) => nodeOf(each, [...path, index]))
      return list
    }
    const entries = value as Readonly<Record<string, YamlValue>>
    const map = new YAMLMap()
    const names = path.length > 0 ? Object.keys(entries) : keys.filter((key) => Object.hasOwn(entries, key))
    for (const name of names) map.add({ key: new Scalar(name), value: nodeOf(entries[name]!, [...path, name]) })
    return map
  }
  const document = new Document(null, { schema: 'failsafe' })
  document.contents = nodeOf(doc.value, []) as typeof document.contents
  return document.toString({ lineWidth: 0 })
}

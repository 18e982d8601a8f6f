import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { YamlDocument } from '../yaml/document.js'

type Node = { [key: string]: unknown }

function isMap(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A settings document with values from the command line laid over it: `fx.credit=period_end` is the key `credit` under
 * `fx`. What a value may be is checked with the rest of the settings.
 */
export function withOverrides(doc: YamlDocument, overrides: readonly string[], found: Diagnostic[]): YamlDocument {
  if (overrides.length === 0) return doc
  const value = structuredClone(doc.value) as unknown as Node
  for (const override of overrides) {
    const [, path, text] = /^([^=]+)=(.*)$/su.exec(override) ?? []
    if (path === undefined || text === undefined || text.trim() === '' || path.split('.').includes('__proto__')) {
      found.push(diagnose('SPM1004', `--set "${override}" is not key=value`))
      continue
    }
    const keys = path.trim().split('.')
    const last = keys.pop()!
    let node = value
    for (const key of keys) {
      const inner = Object.hasOwn(node, key) ? node[key] : undefined
      // A path given as text is the short form of `{path: …}`.
      const next: Node = isMap(inner) ? inner : inner === undefined ? {} : { path: inner }
      node[key] = next
      node = next
    }
    node[last] = text.trim()
  }
  return { ...doc, value: value as unknown as YamlDocument['value'] }
}

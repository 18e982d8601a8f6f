import type { ASTNode } from '@marcbachmann/cel-js'
import type { Absent } from './typed.js'

/** The names at the roots of all references inside a part, `deal`, `rep`, `quota`, and the functions it calls. */
export function mentionsOf(node: ASTNode): ReadonlySet<string> {
  const roots = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each)
    else if (isNode(value)) {
      if (value.op === 'id') roots.add(value.args)
      if (value.op === 'call') roots.add(value.args[0])
      walk(value.args)
    }
  }
  walk(node)
  return roots
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value
}

/** Whose lack it is when a part has no answer; undefined where the window must be known first. */
export function rootOfLack(node: ASTNode): Absent['root'] {
  const roots = mentionsOf(node)
  if (['quota', 'attainment', 'attainment_of'].some((name) => roots.has(name))) return undefined
  return roots.has('deal') ? 'deal' : roots.has('rep') ? 'rep' : 'name'
}

/** The column, where the part is one column and nothing else. */
export function columnOf(node: ASTNode): string | undefined {
  if (node.op === '.') return node.args[0].op === 'id' ? node.args[1] : undefined
  if (node.op !== '[]') return undefined
  const [of, key] = node.args
  return of.op === 'id' && key.op === 'value' && typeof key.args === 'string' ? key.args : undefined
}

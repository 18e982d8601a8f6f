import type { ASTNode } from '@marcbachmann/cel-js'
import { operandsOf } from './expression.js'
import { columnOf } from './mentions.js'
import { parseExpression } from './parse.js'

/** An expression as far as it can be told in words; `other` is what is left as it is written. */
export type Outline = Part & {
  /** As written. */
  readonly text: string
}

type Part =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Outline[] }
  | { readonly kind: 'not'; readonly part: Outline }
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Outline; readonly right: Outline }
  | { readonly kind: 'in'; readonly value: Outline; readonly list: readonly Outline[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Outline[] }
  | { readonly kind: 'column'; readonly of: 'deal' | 'rep'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number' | 'other' }

export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>='

/** Undefined where it is no expression. Nothing is checked: columns and types are for the compiler. */
export function outlineOf(text: string): Outline | undefined {
  const ast = parseExpression(text, () => undefined)
  return ast && outline(ast, text)
}

function outline(node: ASTNode, text: string): Outline {
  const written = text.slice(node.start, node.end)
  return { ...partOf(node, written, text), text: written }
}

function partOf(node: ASTNode, written: string, text: string): Part {
  const of = (each: ASTNode): Outline => outline(each, text)
  switch (node.op) {
    case '&&':
      return { kind: 'all', parts: operandsOf(node).map(of) }
    case '||':
      return { kind: 'any', parts: eitherOf(node).map(of) }
    case '!_':
      return { kind: 'not', part: of(node.args) }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { kind: 'compare', by: node.op, left: of(node.args[0]), right: of(node.args[1]) }
    case 'in':
      if (node.args[1].op !== 'list') break
      return { kind: 'in', value: of(node.args[0]), list: node.args[1].args.map(of) }
    case 'call':
      return { kind: 'call', name: node.args[0], args: node.args[1].map(of) }
    case '.':
    case '[]': {
      const root = /^(deal|rep)\b/.exec(written)?.[1] as 'deal' | 'rep' | undefined
      const name = columnOf(node) ?? (node.op === '.' ? /^(?:deal|rep)\.([a-z0-9_.]+)$/.exec(written)?.[1] : undefined)
      if (root !== undefined && name !== undefined) return { kind: 'column', of: root, name }
      break
    }
    case 'id':
      return { kind: 'name', name: node.args }
    case 'value':
      if (typeof node.args === 'string') return { kind: 'string', value: node.args }
      if (typeof node.args !== 'boolean') return { kind: 'number' }
  }
  return { kind: 'other' }
}

function eitherOf(node: ASTNode): readonly ASTNode[] {
  return node.op === '||' ? node.args.flatMap(eitherOf) : [node]
}

import type { ASTNode } from '@marcbachmann/cel-js'
import { compilePart, operandsOf, type Expression, type ExpressionScope } from './expression.js'
import { parseExpression } from './parse.js'

/** One of the conditions that a condition joins by `&&`. */
export interface Conjunct {
  readonly condition: Expression
  /** It is `deal.x == rep.y`, either way round. */
  readonly matches: boolean
}

/** Takes a condition apart at the `&&` that join all of it; whole where a part does not stand alone. */
export function conjunctsOf(whole: Expression, scope: ExpressionScope): readonly Conjunct[] {
  const { text } = whole
  const ast = parseExpression(text, () => undefined)
  const parts = ast && operandsOf(ast).map((node) => conjunctOf(node, text, scope))
  return parts?.every((part) => part !== undefined) ? parts : [{ condition: whole, matches: false }]
}

function conjunctOf(node: ASTNode, text: string, scope: ExpressionScope): Conjunct | undefined {
  const condition = compilePart(node, text, scope)
  return condition && { condition, matches: matchesRows(node) }
}

function matchesRows(node: ASTNode): boolean {
  if (node.op !== '==') return false
  const roots = new Set(node.args.map(rootOf))
  return roots.has('deal') && roots.has('rep')
}

function rootOf(node: ASTNode): string | undefined {
  let at = node
  while (at.op === '.' || at.op === '[]') at = at.args[0]
  return at.op === 'id' ? at.args : undefined
}

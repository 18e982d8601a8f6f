import type { ASTNode } from '@marcbachmann/cel-js'
import type { Compiler, Typed } from './typed.js'

export interface Call {
  readonly node: ASTNode
  readonly name: string
  readonly args: readonly ASTNode[]
  readonly compiler: Compiler
}

export interface FunctionSpec {
  /** How to write it, for messages and documentation. */
  readonly form: string
  readonly takes: { readonly from: number; readonly to: number }
  /** Whether `x.name(…)` is the same as `name(x, …)`. */
  readonly method?: boolean
  compile(call: Call): Typed | undefined
}

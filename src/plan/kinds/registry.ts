import type { Compiler } from '../compiler.js'
import type { Component } from '../component.js'
import type { ComponentKind, ComponentShape, ShapeOf } from '../component-shapes.js'
import { compileDeals } from './deals.js'
import type { ComponentDraft } from './draft.js'
import { compileBonus, compileMbo, compilePool, compileRank } from './once.js'

type CompileKind<K extends ComponentKind> = (
  compiler: Compiler,
  draft: ComponentDraft<ShapeOf<K>>,
) => Component | undefined

/** Every kind of component. To add one: its shape in component-shapes.ts, a line here, a line in engine/kinds/registry.ts. */
const kinds: { readonly [K in ComponentKind]: CompileKind<K> } = {
  commission: compileDeals,
  spiff: compileDeals,
  override: compileDeals,
  bonus: compileBonus,
  mbo: compileMbo,
  pool: compilePool,
  rank: compileRank,
}

export function compileComponent(compiler: Compiler, draft: ComponentDraft): Component | undefined {
  const compile = kinds[draft.shape.kind] as CompileKind<ComponentShape['kind']>
  return compile(compiler, draft)
}

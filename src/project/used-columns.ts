import type { Columns } from '../model/table.js'
import type { Expression } from '../expression/expression.js'
import { expressionsOfMinimum } from '../plan/minimum.js'
import type { PayeeRule, Plan } from '../plan/plan.js'

function expressionsOf(plan: Plan): readonly Expression[] {
  const measures = [...plan.measures.values()].flatMap(({ where, amount, date }) => [where, amount, date])
  const components = plan.components.flatMap(({ expressions }) => expressions)
  const minimums = [plan.guarantee, plan.draw].flatMap(expressionsOfMinimum)
  return [plan.assign, ...minimums, ...measures, ...components].filter((each) => typeof each === 'object')
}

/** Columns that components name outside of expressions. */
function columnsIn({ components }: Plan): { readonly deal: readonly string[]; readonly rep: readonly string[] } {
  return {
    deal: components.flatMap(({ cap }) => cap?.perGroup?.column ?? []),
    rep: components.flatMap((component) => (component.kind === 'pool' ? (component.per?.column ?? []) : [])),
  }
}

function rulesOf({ measures }: Plan): readonly PayeeRule[] {
  return [...measures.values()].flatMap(({ credit }) => (credit === 'direct' ? [] : credit.payees))
}

const TERRITORY_COLUMNS = { deal: ['territory_id'], rep: ['territory', 'role'] } as const

/**
 * The columns whose cells must be kept. Texts that no plan asks for are dropped; numbers, dates and booleans are always
 * read, so that a bad cell is found even where no plan looks today.
 */
export function usedColumns(plans: readonly Plan[], table: 'deal' | 'rep', columns: Columns): ReadonlySet<string> {
  return new Set([
    ...columns.list.filter(({ type }) => type !== 'text').map(({ name }) => name),
    ...askedColumns(plans, table),
  ])
}

/** The columns that plans ask for by name. */
export function askedColumns(plans: readonly Plan[], table: 'deal' | 'rep'): ReadonlySet<string> {
  const used = new Set<string>()
  for (const plan of plans) {
    for (const { uses } of [...expressionsOf(plan), ...rulesOf(plan)]) for (const name of uses[table]) used.add(name)
    for (const name of columnsIn(plan)[table]) used.add(name)
    const byTerritory = [...plan.measures.values()].some(
      ({ credit }) => typeof credit === 'object' && credit.territories.length > 0,
    )
    if (byTerritory) for (const name of TERRITORY_COLUMNS[table]) used.add(name)
  }
  return used
}

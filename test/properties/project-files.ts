import { monthsOf, type TestProject } from '../support/project.js'
import type { NaiveProject } from './naive-model.js'
import { planText } from './plan-text.js'

function table(header: string, rows: readonly (readonly (string | undefined)[])[]): string {
  return `${[header, ...rows.map((cells) => cells.map((cell) => cell ?? '').join(','))].join('\n')}\n`
}

const ROWS: Readonly<Record<number, (index: number) => string>> = {
  1: () => '2026',
  4: (index) => `2026-Q${index + 1}`,
  12: (index) => monthsOf('2026')[index]!,
}

// A plan that pays nobody by month makes the months the rhythm of runs, so that quarters accrue.
const MONTHLY = `plan: nobody
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
measures: { money: { amount: deal.amount, date: deal.close_date, credit: direct } }
components: [{ id: none, kind: commission, measure: money, window: deal, rate: { kind: flat, rate: 1% } }]
`

/** The project as the files of a user. */
export function filesOf({ month, plans, reps, deals, splits, byWeight, quotas }: NaiveProject): TestProject {
  const part = byWeight ? 'weight' : 'percent'
  return {
    plans: [...plans.map(planText), MONTHLY],
    settings: 'inputs: { deals: { types: { margin: number } } }\n',
    period: monthsOf('2026')[month - 1]!,
    reps: table(
      'payee_id,name,hire_date,end_date,effective_from,effective_to,plan,title,role,manager_id,territory',
      reps.flatMap(({ id, hired, left, rows }) =>
        rows.map(({ from, to, plan, title, role, manager, territory }) => {
          return [id, id, hired, left, from, to, plan, title, role, manager, territory]
        }),
      ),
    ),
    deals: table(
      'deal_id,payee_id,amount,close_date,quantity,stage,product,type,margin,territory_id',
      deals.map(({ id, owner, amount, date, quantity, won, product, type, margin, territory }) => {
        return [id, owner, amount, date, quantity, won ? 'Won' : 'Lost', product, type, margin, territory]
      }),
    ),
    splits:
      splits.length === 0
        ? undefined
        : table(
            `deal_id,payee_id,${part},type`,
            splits.map((row) => [row.deal, row.payee, row.part, row.overlay ? 'overlay' : 'revenue']),
          ),
    quotas: table(
      'payee_id,measure,period,amount',
      quotas.flatMap(({ payee, measure, amounts }) =>
        amounts.map((each, index) => [payee, measure, ROWS[amounts.length]!(index), each]),
      ),
    ),
  }
}

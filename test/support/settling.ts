import { ClosingProject } from './closing.js'

/** 10 % of each deal in the month of its date. */
export function plan(terms: string): string {
  return `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
proration: days
negative: carry
${terms}
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`
}

/** @param earned by month, what ana earns in it */
export function project(terms: string, earned: readonly number[], rep = 'ana,Ana,ae,,'): ClosingProject {
  const deals = earned.map((amount, index) => `D${index + 1},ana,${amount * 10},2026-0${index + 1}-15`)
  return new ClosingProject({
    'plans/ae.yaml': terms,
    'data/reps.csv': `payee_id,name,plan,hire_date,end_date\n${rep}\n`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date\n${deals.join('\n')}\n`,
  })
}

/** What payroll pays; of one payee. */
export const payable = async (each: ClosingProject, period: string): Promise<string> =>
  (await each.rows(period, 'payouts.csv', ['payable']))[0]![0]!

export const balances = async (each: ClosingProject, period: string): Promise<readonly string[]> =>
  (await each.rows(period, 'balances.csv', ['kind', 'opening', 'added', 'taken', 'forgiven', 'closing'])).map((cells) =>
    cells.join(' '),
  )

/** Closes the months from January on, and gives what each of them pays. */
export async function closeAll(each: ClosingProject, months: number): Promise<readonly string[]> {
  const paid: string[] = []
  for (let month = 1; month <= months; month += 1) {
    const period = `2026-0${month}`
    await each.close(period)
    paid.push(await payable(each, period))
  }
  return paid
}

/** Some cells of each line, in order of their text. */
export async function paid(each: ClosingProject, period: string, ...columns: string[]): Promise<readonly string[]> {
  const lines = await each.lines(period, ...(columns.length > 0 ? columns : ['kind', 'amount']))
  return lines.map((cells) => cells.join(' ')).toSorted()
}

/** Deals of ana: id, month, what she earns on it. */
export function deals(...rows: readonly (readonly [string, number, number])[]): string {
  const lines = rows.map(([id, month, earned]) => `${id},ana,${earned * 10},2026-0${month}-15\n`)
  return `deal_id,payee_id,amount,close_date\n${lines.join('')}`
}

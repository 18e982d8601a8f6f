import type { TableName } from '../input/table-spec.js'

/** `Sales Person ID`, `sales_person_id` and `SalesPersonID` are the same words. */
export function wordsOf(header: string): string {
  return header
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ')
}

const PERSON =
  'payee, owner, owner id, deal owner, opportunity owner, opportunity owner id, rep, rep id, sales rep, sales rep id, agent, agent id, ' +
  'sales agent, sales agent id, salesperson, salesperson id, sales person, sales person id, account executive, seller, seller id, ' +
  'employee id, user id'
const DEAL =
  'deal, order, id, record id, deal number, deal no, order id, order number, order no, sales order id, opportunity number, contract id, ' +
  'contract number, invoice id, invoice number'

/**
 * Headers that people write for our columns. They are no aliases: only `spm inspect` and `spm init` look at them, and what
 * they propose for them is called a guess.
 */
const HINTS: Readonly<Partial<Record<TableName, Readonly<Record<string, string>>>>> = {
  deals: {
    deal_id: DEAL,
    payee_id: PERSON,
    amount:
      'value, close value, deal value, deal amount, order amount, order total, order value, net amount, total, total amount, total due, subtotal, ' +
      'sub total, price, sales price, revenue, contract value, tcv, acv, arr, bookings, booking amount',
    close_date:
      'date, closed, closed date, closed on, won date, won on, won time, order date, booking date, booked on, sale date, sales date, ' +
      'transaction date, contract date',
    currency: 'currency code, amount currency, deal currency',
    stage: 'sales stage, opportunity stage',
    status: 'deal status, order status',
    product: 'product name, sku, item',
    quantity: 'qty, units, seats',
    account: 'customer, customer name, client, company, company name, organization',
    margin: 'gross margin, gross profit',
    territory_id: 'territory',
  },
  reps: {
    payee_id: `${PERSON}, id, employee, employee number, employee no, personnel number, business entity id, username`,
    name: 'full name, employee name, rep name, sales rep, sales agent, salesperson, sales person, agent, employee, seller',
    hire_date: 'start date, hired, hired on, date hired, joined',
    end_date: 'leave date, last day, left on',
    manager_id: 'manager, manager name, reports to, supervisor',
    region: 'office, regional office, region name',
    team: 'department, sales team, team name',
    email: 'email address, e mail, mail',
    title: 'position, job',
    plan: 'comp plan, commission plan, plan name',
    base_salary: 'salary, base',
    target_incentive: 'target variable, variable target, incentive target',
  },
  quotas: {
    payee_id: PERSON,
    period: 'month, quarter, year, period name',
    amount: 'target, goal, sales quota, sales target',
  },
  splits: {
    deal_id: DEAL,
    payee_id: `${PERSON}, participant, split owner, split owner id`,
    percent: 'split, share, pct, percentage',
  },
  fx: {
    date: 'currency rate date',
    from: 'from currency code, source currency, base currency',
    to: 'to currency code, target currency, quote currency',
    rate: 'fx rate, average rate, end of day rate',
  },
}

const SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(HINTS).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, words]) => [`${table} ${column}`, new Set(words.split(', '))] as const),
  ),
)

/** Whether a header may well be a column of a table, by what people write. */
export function isHint(table: TableName, column: string, header: string): boolean {
  return SETS.get(`${table} ${column}`)?.has(wordsOf(header)) === true
}

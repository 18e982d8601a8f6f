/** A plan's parts; what is left out is the plainest there is. */
export interface PlanParts {
  readonly id?: string
  readonly currency?: string
  readonly from?: string
  readonly to?: string
  readonly pays?: string
  /** Undefined: everybody; '' leaves it out. */
  readonly assign?: string
  /** More plan keys: `['negative: owed', 'proration: days']`. */
  readonly keys?: readonly string[]
  /** YAML flow maps by measure id. Unless given, `won` counts every deal's amount. */
  readonly measures?: Readonly<Record<string, string>>
  /** Components as YAML flow maps without braces: `id: c, window: year, rate: {…}`; kind and measure have defaults. */
  readonly components: readonly string[]
}

export const WON = 'amount: deal.amount, date: deal.close_date, credit: direct'

/** The YAML of a plan for a test, with only what the test is about written out. */
export function plan({
  id = 'p',
  currency = 'USD',
  from = '2026-01-01',
  to = '2026-12-31',
  ...rest
}: PlanParts): string {
  const { pays = 'month', assign = '"true"', keys = [], measures = { won: WON }, components } = rest
  return [
    `plan: ${id}`,
    `currency: ${currency}`,
    `effective: { from: ${from}, to: ${to} }`,
    `pays: ${pays}`,
    ...(assign === '' ? [] : [`assign: ${assign}`]),
    ...keys,
    'measures:',
    ...Object.entries(measures).map(([name, map]) => `  ${name}: { ${map} }`),
    'components:',
    ...components.map((each) => {
      const own = /\bkind: (commission|spiff|override|bonus|mbo|pool|rank)\b/.exec(each)?.[1]
      const kind = own ? '' : 'kind: commission, '
      const measure = own === 'mbo' || /(?<!gate: \{ )\bmeasure:/.test(each) ? '' : 'measure: won, '
      return `  - { ${kind}${measure}${each} }`
    }),
    '',
  ].join('\n')
}

/** Rows of space-separated cells as CSV; `-` is a blank cell. */
export function csv(header: string, ...rows: readonly string[]): string {
  const line = (text: string): string =>
    text
      .trim()
      .split(/\s+/)
      .map((cell) => (cell === '-' ? '' : cell))
      .join(',')
  return `${[header, ...rows].map(line).join('\n')}\n`
}

export const DEALS = 'deal_id payee_id amount close_date'
/** One rep, `ana`, there all the time. */
export const ANA = csv('payee_id name', 'ana Ana')

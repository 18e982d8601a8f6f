import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseDecimal, sum } from '../../src/base/decimal.js'
import { formatMoney } from '../../src/base/money.js'
import type { Description, WordTable } from '../../src/describe/description.js'
import { plainText } from '../../src/describe/say.js'
import { describeProject } from '../support/described.js'
import { plan as planText } from '../support/plan.js'
import { calculate, type TestProject } from '../support/project.js'

const PLANS = join(import.meta.dirname, '../../plans')

interface Case {
  readonly plan: string
  readonly component: string
  /** The section's title. */
  readonly title: string
  readonly period: string
  /** The one payee, and who is above. */
  readonly reps: string
  /** One deal of an amount. */
  readonly deal: (amount: string) => string
  readonly quota?: string
  readonly more?: Partial<TestProject>
  /** Kinds of lines that come after the rate: caps, gates. */
  readonly without?: RegExp
}

const CLOSED = 'deal_id,payee_id,amount,close_date,stage,type\n'
const closed = (date: string, type: string) => (amount: string) =>
  `${CLOSED}D1,ana,${amount},${date},Closed Won,${type}\n`
const rep = (title: string): string => `payee_id,name,title,hire_date\nana,Ana,${title},2020-01-01\n`

const cases: readonly Case[] = [
  {
    plan: 'saas-accelerators',
    component: 'new_business',
    title: 'New business',
    period: '2026-03',
    reps: rep('Account Executive'),
    deal: (amount) => `${closed('2026-03-05', 'New')(amount).replace('type\n', 'type,quantity\n').trim()},0\n`,
    quota: 'payee_id,period,amount\nana,2026,100000\n',
  },
  {
    plan: 'retroactive-by-amount',
    component: 'volume',
    title: 'Volume',
    period: '2026-02',
    reps: rep('Inside Sales'),
    deal: closed('2026-02-05', 'New'),
  },
  {
    plan: 'deal-size-tiers',
    component: 'by_size',
    title: 'By size',
    period: '2026-02',
    reps: rep('Channel Manager'),
    deal: closed('2026-02-05', 'New'),
  },
  {
    plan: 'flat-ten-percent',
    component: 'commission',
    title: 'Commission',
    period: '2026-02',
    reps: rep('Anybody'),
    deal: closed('2026-02-05', 'New'),
  },
  {
    plan: 'customer-success',
    component: 'retention',
    title: 'Retention',
    period: '2026-Q1',
    reps: rep('Customer Success Manager'),
    deal: closed('2026-02-05', 'Renewal'),
    quota: 'payee_id,period,measure,amount\nana,2026-Q1,retained_arr,100000\n',
  },
  {
    plan: 'customer-success',
    component: 'expansion',
    title: 'Expansion',
    period: '2026-Q1',
    reps: rep('Customer Success Manager'),
    deal: closed('2026-02-05', 'Expansion'),
    quota: 'payee_id,period,measure,amount\nana,2026-Q1,retained_arr,100000\n',
    without: /gate/,
  },
  {
    plan: 'sales-development',
    component: 'pipeline_bonus',
    title: 'Pipeline bonus',
    period: '2026-03',
    reps: rep('SDR'),
    deal: (amount) =>
      `deal_id,payee_id,amount,close_date,type,status\nD1,ana,${amount},2026-02-05,Opportunity,Accepted\n`,
    quota: 'payee_id,period,measure,amount\nana,2026-Q1,pipeline,100000\n',
  },
  {
    plan: 'sales-development',
    component: 'per_meeting',
    title: 'Per meeting',
    period: '2026-02',
    reps: rep('SDR'),
    // As many meetings as the example says.
    deal: (count) =>
      [
        'deal_id,payee_id,amount,close_date,type,status',
        ...Array.from({ length: Number.parseInt(count, 10) }, (_, index) => `D${index},ana,0,2026-02-05,Meeting,Held`),
        '',
      ].join('\n'),
    quota: 'payee_id,period,measure,amount\nana,2026-Q1,pipeline,100000\n',
  },
  {
    plan: 'sales-manager-override',
    component: 'team',
    title: 'Team',
    period: '2026-03',
    reps: 'payee_id,name,title,manager_id\nana,Ana,Seller,mia\nmia,Mia,Sales Manager,\n',
    deal: closed('2026-03-05', 'New'),
    quota: 'payee_id,period,measure,amount\nmia,2026-Q1,team,100000\nmia,2026-Q1,team_new,100000\n',
    without: /gate/,
  },
  {
    plan: 'recruiting-draw',
    component: 'commission',
    title: 'Commission',
    period: '2026-02',
    reps: rep('Recruiter'),
    deal: (amount) => `deal_id,payee_id,amount,close_date,status\nD1,ana,${amount},2026-02-05,Placed\n`,
  },
  {
    plan: 'medical-device',
    component: 'devices',
    title: 'Devices',
    period: '2026-Q1',
    reps: rep('Device Specialist'),
    // The example's first column of pay is for implants.
    deal: (amount) =>
      `deal_id,payee_id,amount,close_date,invoice_date,product,price_match\nD1,ana,${amount},2026-02-05,2026-02-06,HIP,no\n`,
    quota: 'payee_id,period,amount\nana,2026-Q1,100000\n',
    more: {
      settings: `inputs: { deals: { types: { price_match: boolean } } }
lookups: [{ onto: deals, key: product, path: products.csv, as: product_info, types: { launch: boolean } }]
`,
      files: { 'products.csv': 'product,family,launch\nHIP,Implant,no\n' },
    },
  },
]

/** The table of the component's example. */
function exampleOf({ sections }: Description, title: string): WordTable {
  const { parts } = sections.find((section) => section.title === title)!
  return parts.find((part): part is WordTable => part.kind === 'table' && part.caption.startsWith('An example'))!
}

it.each(cases)('the example of $plan, $component, is what the engine pays', async (each) => {
  const { plan, component, title, period, reps, deal, quota, more = {}, without = /_cap$/ } = each
  const plans = readFileSync(join(PLANS, `${plan}.yaml`), 'utf8')
  const description = await describeProject({ plans, reps, deals: deal('1'), ...more })
  const { columns, rows } = exampleOf(description, title)
  const pays = columns.findIndex(({ name }) => name.startsWith('Pays'))
  expect(rows.length).toBe(3)
  for (const row of rows) {
    const amount = plainText(row[pays - 1]!).replaceAll(/,| USD/g, '')
    const run = await calculate({ plans, reps, deals: deal(amount), quotas: quota, period, ...more })
    expect(run.found.filter(({ severity }) => severity === 'error')).toEqual([])
    const lines = run.lines.filter((line) => line['component_id'] === component && !without.test(line['kind']!))
    const paid = formatMoney(sum(lines.map((line) => parseDecimal(line['amount']!)!)), 'USD')
    expect({ amount, pays: plainText(row[pays]!).replaceAll(',', '') }).toEqual({ amount, pays: `${paid} USD` })
  }
})

/** The cells of pay in the example of the one component of a plan. */
async function payOf(component: string, measure = 'amount: deal.amount'): Promise<readonly string[]> {
  const measures = {
    won: `${measure}, date: deal.close_date, credit: direct`,
    all: 'amount: deal.amount, date: deal.close_date, credit: direct',
  }
  const description = await describeProject({ plans: planText({ measures, components: [`id: c, ${component}`] }) })
  const { parts } = description.sections.find(({ title }) => title === 'C')!
  const table = parts.find((part): part is WordTable => part.kind === 'table' && part.caption.startsWith('An example'))
  return table?.rows.map((row) => plainText(row.at(-1)!)) ?? []
}

it('tells a rate by the tier that another measure reaches', async () => {
  const rate =
    'kind: tiered, by: attainment, of: all, mode: retroactive, tiers: [{ from: 0%, rate: 2% }, { from: 100%, rate: 3% }]'
  const pay = await payOf(`window: period, rate: { ${rate} }`)
  expect(pay).toEqual(['2 % of what is paid on', '3 % of what is paid on', '3 % of what is paid on'])
})

it('tells a sum for each deal by the tier reached', async () => {
  const tiers = 'tiers: [{ from: 0%, amount: 100 }, { above: 100%, amount: 150 }]'
  const pay = await payOf(
    `window: period, rate: { kind: tiered, by: attainment, mode: retroactive, per: deal, split: whole, ${tiers} }`,
  )
  expect(pay).toEqual(['100.00 USD for each deal', '100.00 USD for each deal', '150.00 USD for each deal'])
})

it('gives no figures where a deal or a person decides', async () => {
  expect(await payOf('window: deal, rate: { kind: flat, rate: deal.amount / 1000000 }')).toEqual([])
  const tiers = 'tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 2 }]'
  const rate = `kind: tiered, by: attainment, mode: marginal, base_rate: rep.target_incentive / quota, ${tiers}`
  expect(await payOf(`window: period, rate: { ${rate} }`)).toEqual([])
})

it('says by which quota a multiplier goes, though tiers are in money', async () => {
  const multiplier = 'multiplier: { by: attainment, tiers: [{ from: 0%, times: 1 }, { from: 100%, times: 2 }] }'
  const component = `id: c, window: period, ${multiplier}, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 10% }, { from: 50000, rate: 20% }] }`
  const description = await describeProject({ plans: planText({ components: [component] }) })
  const { caption, rows } = exampleOf(description, 'C')
  expect(caption).toContain('with a quota of 100,000 USD for the month')
  // 10 % of 50,000; (5,000 + 20 % of 50,000) x 2; (5,000 + 20 % of 100,000) x 2.
  expect(rows.map((row) => plainText(row.at(-1)!))).toEqual(['5,000.00 USD', '30,000.00 USD', '50,000.00 USD'])
})

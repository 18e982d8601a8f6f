import { describe, expect, it } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const TERMS = `plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: pay
    kind: commission
    measure: won
    window: period
`

/** What no case reaches of a plan with these keys of its one component, when one payee of quota 1,000 has these deals. */
async function missed(component: string, ...deals: readonly string[]): Promise<readonly string[]> {
  const cases = deals.map(
    (deal, index) => `  - name: case ${index + 1}
    given: { deals: [[deal_id, payee_id, amount, close_date, product], [D1, e1, ${deal}]] }
    expect: { warnings: [] }
`,
  )
  const project = new ClosingProject({
    'plans/ae.yaml': `${TERMS}    ${component.trim().replaceAll('\n', '\n    ')}\n`,
    'plans/ae.test.yaml': `period: 2026-03
given:
  reps: [[payee_id, name], [e1, Ada Lind]]
  quotas: [[payee_id, period, amount], [e1, 2026-03, 1000]]
settings: { inputs: { deals: { types: { product: text } } } }
cases:
${cases.join('')}`,
  })
  const { out, err } = await project.spm('test --coverage')
  expect(err).toBe('')
  return [...out.matchAll(/^ {4}plans\/ae\.yaml:\d+:\d+ {2}(.*)$/gm)].map(([, text]) => text!)
}

describe('coverage', () => {
  const TIERS = `rate:
  kind: tiered
  by: attainment
  mode: marginal
  tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }]`

  it('asks for pay in each tier, and for somebody exactly on each boundary', async () => {
    expect(await missed(TIERS, '999.99, 2026-03-05, A')).toEqual([
      'no pay of pay in the tier 100%',
      'nobody who is at 100 % of pay exactly',
    ])
    expect(await missed(TIERS, '1000, 2026-03-05, A')).toEqual(['no pay of pay in the tier 100%'])
    expect(await missed(TIERS, '1000.01, 2026-03-05, A')).toEqual(['nobody who is at 100 % of pay exactly'])
    expect(await missed(TIERS, '1000, 2026-03-05, A', '1000.01, 2026-03-05, A')).toEqual([])
  })

  it('asks for each row of a table, and for otherwise', async () => {
    const table = `rate:
  kind: table
  by: [product]
  match: first
  rows: [{ product: A, rate: 1% }, { product: B, rate: 2% }]
  otherwise: { rate: 0% }`
    expect(await missed(table, '10, 2026-03-05, B')).toEqual([
      'nothing that row 1 of pay fits',
      'nothing for which pay takes `otherwise`',
    ])
    expect(await missed(table, '10, 2026-03-05, A', '10, 2026-03-05, B', '10, 2026-03-05, C')).toEqual([])
  })

  it('asks for a condition to be true and to be false, also where one deal of several decides', async () => {
    const times = 'rate: { kind: flat, rate: 10% }\nmultiplier: { when: deal.product == "A", times: 2 }'
    expect(await missed(times, '10, 2026-03-05, A')).toEqual([
      "nothing for which the multiplier's `when` of pay is false",
    ])
    expect(await missed(times, '10, 2026-03-05, A', '10, 2026-03-05, B')).toEqual([])
  })

  it('asks for a gate open, closed and exactly on its percent', async () => {
    const gate = `rate: { kind: flat, rate: 10% }
gate: { measure: won, at_least: 80%, window: period, else: lost, reclose: keep }`
    const all = [
      'nobody for whom the gate of pay is closed',
      'nobody for whom the gate of pay is open',
      'nobody who is at 80 % of the gate of pay exactly',
    ]
    expect(await missed(gate, '799.99, 2026-03-05, A')).toEqual(all.filter((each) => !each.includes('closed')))
    expect(await missed(gate, '800, 2026-03-05, A')).toEqual(all.slice(0, 1))
    expect(await missed(gate, '800, 2026-03-05, A', '799.99, 2026-03-05, A')).toEqual([])
  })

  it('asks for caps that cut: pay that is just the cap is not cut', async () => {
    const cap = 'rate: { kind: flat, rate: 10% }\ncap: { per_period: 100, excess: lost }'
    expect(await missed(cap, '1000, 2026-03-05, A')).toEqual(['no pay period that the cap of pay cuts'])
    expect(await missed(cap, '1000.10, 2026-03-05, A')).toEqual([])
  })
})

import { schemaLine, type Ground, type Template } from '../template.js'
import { firstMonth, money, planHead, testDays, testDeals, wonMeasure } from './plan-text.js'

const RATE = `components:
  - id: by_size
    kind: commission
    measure: won
    window: deal # each deal stands alone
    rate:
      kind: tiered
      by: amount
      mode: marginal # each rate applies to the part of the amount inside its tier
      tiers:
        - { from: 0, rate: 6% }
        - { from: 25000, rate: 8% }
        - { from: 75000, rate: 10% }
`

function test(ground: Ground): string {
  const { inside } = testDays(ground)
  const deals = [
    { id: 'D1', payee: 'ana', amount: 25000, date: inside },
    { id: 'D2', payee: 'ben', amount: 80000, date: inside },
  ]
  return `${schemaLine('tests')}
#
# spm test plans/sales.test.yaml
plans: sales.yaml
period: ${firstMonth(ground).id}
given:
  reps:
    - [payee_id, name]
    - [ana, Ana Diaz]
    - [ben, Ben Okoro]

cases:
  - name: each part of a deal is paid at the rate of its tier
    given:
      deals:
${testDeals(ground, deals, '        ')}    expect:
      payouts:
        - [payee_id, payable]
        - [ana, ${money(1500, ground)}] # 6 % of 25,000
        - [ben, ${money(6000, ground)}] # 1,500 + 8 % of 50,000 + 10 % of 5,000
`
}

export const dealSize: Template = {
  from: 'deal-size-tiers',
  summary: 'a rate that grows with the size of each deal; no quotas',
  manager: false,
  files: (ground) => {
    const head = planHead(ground, {
      id: 'sales',
      name: 'Rates by size of deal',
      assign: '"true" # everybody in data/reps.csv',
      comment: ['The size of each deal sets its rate: nothing adds up from one deal to the next.'],
    })
    return [
      { path: 'plans/sales.yaml', text: `${head}\nmeasures:\n${wonMeasure('won', ground)}\n${RATE}` },
      { path: 'plans/sales.test.yaml', text: test(ground) },
    ]
  },
  quotas: () => [],
}

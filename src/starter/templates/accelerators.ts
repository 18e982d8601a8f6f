import { schemaLine, type Ground, type Template } from '../template.js'
import { firstMonth, money, planHead, testDays, testDeals, wonMeasure } from './plan-text.js'

/** Until each person's own is written. */
const QUOTA = '100000'

const RATE = `components:
  - id: new_business
    kind: commission
    measure: new_arr
    window: year # the revenue adds up from the start of the year on …
    against: full_quota # … and is held against the quota of the whole year
    rate:
      kind: tiered
      by: attainment
      mode: marginal # each rate applies to the part of the revenue inside its tier
      tiers:
        - { from: 0%, rate: 8% }
        - { from: 100%, rate: 12% } # from: exactly 100 % belongs to this tier
        - { above: 140%, rate: 15% } # above: exactly 140 % belongs to the tier below
`

function test(ground: Ground): string {
  const { inside } = testDays(ground)
  // Quota 100,000: 8 % up to it, 12 % up to 140,000, 15 % beyond.
  const cases = [
    ['e1', 99900, 7992, '8 % of 99,900'],
    ['e2', 100000, 8000, '8 % of 100,000'],
    ['e3', 100100, 8012, '8,000 + 12 % of 100'],
    ['e4', 140000, 12800, '8,000 + 12 % of 40,000'],
    ['e5', 140100, 12815, '12,800 + 15 % of 100'],
  ] as const
  const deals = cases.map(([payee, amount]) => ({ id: `D-${payee}`, payee, amount, date: inside }))
  const each = (line: (row: (typeof cases)[number]) => string): string => cases.map(line).join('')
  return `${schemaLine('tests')}
#
# spm test plans/sales.test.yaml
plans: sales.yaml
period: ${firstMonth(ground).id}
given:
  reps:
    - [payee_id, name]
${each(([payee]) => `    - [${payee}, Rep ${payee.slice(1)}]\n`)}  quotas:
    - [payee_id, period, measure, amount]
${each(([payee]) => `    - [${payee}, ${JSON.stringify(ground.year.id)}, new_arr, 100000]\n`)}
cases:
  - name: each tier, on both sides of its boundary and on it
    given:
      deals:
${testDeals(ground, deals, '        ')}    expect:
      payouts:
        - [payee_id, payable]
${each(([payee, , paid, how]) => `        - [${payee}, ${money(paid, ground)}] # ${how}\n`)}`
}

export const accelerators: Template = {
  from: 'saas-accelerators',
  summary: '8 % up to the year’s quota, 12 % beyond, 15 % beyond 140 %',
  manager: false,
  files: (ground) => {
    const head = planHead(ground, {
      id: 'sales',
      name: 'Account Executive with accelerators',
      assign: '"true" # everybody in data/reps.csv',
      comment: [
        '8 % up to the quota of the year, 12 % beyond it, 15 % beyond 140 %. With a quota of 100,000, a year of 150,000',
        'earns 8,000 + 4,800 + 1,500 = 14,300, whatever the order or the size of the deals.',
      ],
    })
    const rules = `proration: days # a quota is cut to the days somebody was there; commission on a deal never is
negative: owed # a credit memo can make a month negative
`
    return [
      { path: 'plans/sales.yaml', text: `${head}${rules}\nmeasures:\n${wonMeasure('new_arr', ground)}\n${RATE}` },
      { path: 'plans/sales.test.yaml', text: test(ground) },
    ]
  },
  quotas: ({ year }, people) => people.map((payee) => ({ payee, period: year.id, measure: 'new_arr', amount: QUOTA })),
}

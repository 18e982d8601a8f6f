import { schemaLine, type Ground, type Template } from '../template.js'
import { flatFiles } from './flat.js'
import { firstMonth, money, planHead, testDays, testDeals, wonMeasure } from './plan-text.js'

/** Of the team and a quarter, until the real one is written. */
const QUOTA = '500000'

const RATE = `components:
  - id: team # quotas.csv gives the quota of the team under this name
    kind: override
    measure: sold
    of: credits # a percent of what is sold; \`earnings\` would be one of what the sellers earn
    mode: full # on the whole amount, whoever else has a percent of it
    levels: all # everybody below, however far
    window: quarter # the quarter adds up, and is paid month by month
    against: full_quota
    rate:
      kind: tiered
      by: attainment
      mode: marginal
      tiers:
        - { from: 0%, rate: 1% }
        - { from: 100%, rate: 2% }
`

function test(ground: Ground): string {
  const { inside } = testDays(ground)
  const deals = [
    { id: 'D1', payee: 'ana', amount: 300000, date: inside },
    { id: 'D2', payee: 'ben', amount: 240000, date: inside },
  ]
  return `${schemaLine('tests')}
#
# spm test plans/managers.test.yaml
plans: managers.yaml
period: ${firstMonth(ground).id}
given:
  reps:
    - [payee_id, name, title, manager_id]
    - [max, Max Moreau, Sales Manager, ""]
    - [ana, Ana Diaz, Account Executive, max]
    - [ben, Ben Okoro, Account Executive, max]
  quotas:
    - [payee_id, period, measure, amount]
    - [max, ${firstQuarter(ground)}, team, 500000]

cases:
  - name: the manager has one percent up to the quota of the team, two beyond it
    given:
      deals:
${testDeals(ground, deals, '        ')}    expect:
      payouts:
        - [payee_id, payable]
        - [max, ${money(5800, ground)}] # 1 % of 500,000 + 2 % of 40,000
`
}

function firstQuarter({ calendar, year }: Ground): string {
  return calendar.at('quarter', year.start)!.id
}

export const managerOverride: Template = {
  from: 'sales-manager-override',
  summary: 'sellers have 10 %, their manager a percent of the team',
  manager: true,
  files: (ground) => {
    const head = planHead(ground, {
      id: 'managers',
      name: 'Sales Manager',
      assign: 'rep.title == "Sales Manager"',
      comment: [
        'A sales manager has a percent on everything the team sells: 1 % up to the quota of the team for the quarter, 2 %',
        'beyond it. Who is in whose team is the manager_id in data/reps.csv on the day of each deal.',
      ],
    })
    return [
      ...flatFiles(ground, { id: 'sales', assign: 'rep.title == "Account Executive"' }),
      { path: 'plans/managers.yaml', text: `${head}\nmeasures:\n${wonMeasure('sold', ground)}\n${RATE}` },
      { path: 'plans/managers.test.yaml', text: test(ground) },
    ]
  },
  quotas: ({ calendar, year }, _people, manager) =>
    (calendar.within(year, 'quarter') ?? []).map(({ id }) => ({
      payee: manager,
      period: id,
      measure: 'team',
      amount: QUOTA,
    })),
}

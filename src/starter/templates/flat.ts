import { schemaLine, type Ground, type NewFile, type Template } from '../template.js'
import { firstMonth, money, planHead, testDays, testDeals, wonMeasure } from './plan-text.js'

const RATE = `components:
  - id: commission
    kind: commission
    measure: won
    window: deal # each deal stands alone
    rate: { kind: flat, rate: 10% }
`

/** Ten percent of everything: the plan of sellers, alone or below their manager's. */
export function flatFiles(ground: Ground, plan: { readonly id: string; readonly assign: string }): readonly NewFile[] {
  const { inside, after } = testDays(ground)
  const head = planHead(ground, {
    ...plan,
    name: 'Sales commission',
    comment: ['Ten percent of everything won, paid each month.'],
  })
  const rep = `[ana, Ana Diaz, Account Executive]`
  const lost = ground.stage ? [{ id: 'D2', payee: 'ana', amount: 5000, date: inside, lost: true } as const] : []
  const test = `${schemaLine('tests')}
#
# spm test plans/${plan.id}.test.yaml
plans: ${plan.id}.yaml
period: ${firstMonth(ground).id}
given:
  reps:
    - [payee_id, name, title]
    - ${rep}

cases:
  - name: a won deal pays ten percent${ground.stage ? ', a lost one nothing' : ''}
    given:
      deals:
${testDeals(ground, [{ id: 'D1', payee: 'ana', amount: 12000, date: inside }, ...lost], '        ')}    expect:
      payouts:
        - [payee_id, payable]
        - [ana, ${money(1200, ground)}] # 10 % of 12,000

  - name: a deal of the next month is not paid in this one
    given:
      deals:
${testDeals(ground, [{ id: 'D1', payee: 'ana', amount: 12000, date: after }], '        ')}    expect:
      payouts:
        - [payee_id, payable]
        - [ana, ${money(0, ground)}]
`
  return [
    { path: `plans/${plan.id}.yaml`, text: `${head}\nmeasures:\n${wonMeasure('won', ground)}\n${RATE}` },
    { path: `plans/${plan.id}.test.yaml`, text: test },
  ]
}

export const flat: Template = {
  from: 'flat-ten-percent',
  summary: '10 % of every deal won; no quotas',
  manager: false,
  files: (ground) => flatFiles(ground, { id: 'sales', assign: '"true" # everybody in data/reps.csv' }),
  quotas: () => [],
}

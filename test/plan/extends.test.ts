import { describe, expect, test } from 'vitest'
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { ANA, csv, DEALS } from '../support/plan.js'
import { calculate, pick, type TestRun } from '../support/project.js'

const SALES = `plan: sales
template: true
currency: USD
pays: month
constants: { base: 10%, fee: 50 }
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: commission, kind: commission, measure: won, window: period, rate: { kind: flat, rate: base } }
  - { id: fees, kind: commission, measure: won, window: period, rate: { kind: flat, amount: fee, per: deal, split: share } }
`
const YEAR = 'effective: { from: 2026-01-01, to: 2026-12-31 }\n'
const AE = `plan: ae\nextends: sales\n${YEAR}assign: true\n`

async function run(...plans: readonly string[]): Promise<TestRun> {
  return calculate({ plans, reps: ANA, deals: csv(DEALS, 'D1 ana 1000 2026-01-05'), period: '2026-01' })
}

const paid = ({ lines }: TestRun): string[][] => pick(lines, 'plan_id', 'component_id', 'amount')

/** `SPM3001 plan-2.yaml:3:1`, of errors and warnings. */
function places(found: readonly Diagnostic[]): readonly string[] {
  return found.flatMap(({ code, severity, place }) =>
    severity === 'note' ? [] : [`${code} ${place?.file}:${place?.line}:${place?.column}`],
  )
}

describe('a plan takes over what it does not say', () => {
  test('all of it', async () => {
    const found = await run(SALES, AE)
    expect(found.codes).toEqual([])
    // 10 % of 1,000, and 50 for the deal
    expect(paid(found)).toEqual([
      ['ae', 'commission', '100.00'],
      ['ae', 'fees', '50.00'],
    ])
  })

  test('the order of the files changes nothing', async () => {
    const [one, other] = [await run(SALES, AE), await run(AE, SALES)]
    expect(one.files).toEqual(other.files)
  })

  test('a key is replaced whole', async () => {
    const found = await run(SALES, `${AE}currency: JPY\n`)
    expect(pick(found.lines, 'currency', 'amount')[0]).toEqual(['JPY', '100'])
  })

  test('constants and measures are replaced and added by name', async () => {
    const found = await run(
      SALES,
      `${AE}constants: { fee: 60, least: 1000 }\n` +
        'measures:\n  won: { where: deal.amount >= least, amount: deal.amount, date: deal.close_date, credit: direct }\n',
    )
    expect(paid(found)).toEqual([
      ['ae', 'commission', '100.00'],
      ['ae', 'fees', '60.00'],
    ])
  })

  test('a component of a known id is replaced in its place, a new one comes last, one of `without` is gone', async () => {
    const more = (id: string, rate: string): string =>
      `  - { id: ${id}, kind: commission, measure: won, window: period, rate: { kind: flat, rate: ${rate} } }\n`
    const found = await run(SALES, `${AE}components:\n${more('extra', '1%')}${more('commission', '7%')}`)
    expect(paid(found)).toEqual([
      ['ae', 'commission', '70.00'],
      ['ae', 'fees', '50.00'],
      ['ae', 'extra', '10.00'],
    ])
    const without = await run(SALES, `${AE}without: [fees]\ncomponents:\n${more('extra', '1%')}`)
    expect(paid(without)).toEqual([
      ['ae', 'commission', '100.00'],
      ['ae', 'extra', '10.00'],
    ])
  })

  test('of a plan that extends another one', async () => {
    const top = 'plan: top\nextends: ae\neffective: { from: 2026-02-01, to: 2026-12-31 }\nconstants: { base: 20% }\n'
    const found = await calculate({
      plans: [top, AE.replace('assign: true', 'assign: rep.payee_id == "bo"'), SALES],
      reps: csv('payee_id name plan', 'ana Ana top', 'bo Bo -'),
      deals: csv(DEALS, 'D1 ana 1000 2026-02-05', 'D2 bo 1000 2026-02-05'),
      period: '2026-02',
    })
    expect(found.codes).toEqual([])
    expect(paid(found)).toEqual([
      ['top', 'commission', '200.00'],
      ['top', 'fees', '50.00'],
      ['ae', 'commission', '100.00'],
      ['ae', 'fees', '50.00'],
    ])
  })

  test('a version may extend the version before it, by the same id', async () => {
    const whole = SALES.replace('plan: sales\ntemplate: true\n', '')
    const first = `plan: ae\neffective: { from: 2026-01-01, to: 2026-06-30 }\nassign: true\n${whole}`
    const second =
      'plan: ae\nextends: ae\neffective: { from: 2026-07-01, to: 2026-12-31 }\nassign: true\ncontinues: none\nconstants: { base: 12% }\n'
    const found = await calculate({
      plans: [first, second],
      reps: ANA,
      deals: csv(DEALS, 'D1 ana 1000 2026-07-05'),
      period: '2026-07',
    })
    expect(found.codes).toEqual([])
    expect(pick(found.lines, 'amount')).toEqual([['120.00'], ['50.00']])
  })

  test('not who is on it and when: those are its own', async () => {
    const found = await run(SALES, `plan: ae\nextends: sales\nassign: true\n`)
    expect(places(found.found)).toEqual(['SPM3001 plan-2.yaml:1:1'])
    const parent = AE.replace('plan: ae', 'plan: se')
    const child = await run(SALES, parent, `plan: ae\nextends: se\n${YEAR}`)
    // Nobody is on a plan without `assign`, so that Ana is on one plan alone.
    expect(pick(child.lines, 'plan_id')).toEqual([['se'], ['se']])
  })
})

describe('a finding points at the file in which the part is written', () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['an expression of a template', SALES.replace('deal.amount,', 'deal.amuont,'), AE, ['SPM4003 plan-1.yaml:7:23']],
    ['a constant of the plan', SALES, `${AE}constants: { base: 9%, fee: 1 / 0 }\n`, ['SPM3601 plan-2.yaml:5:29']],
    [
      'a component that the plan adds',
      SALES,
      `${AE}components:\n  - { id: x, kind: commission, measure: wonn, window: period, rate: { kind: flat, rate: 1% } }\n`,
      ['SPM3023 plan-2.yaml:6:41'],
    ],
    [
      'a constant of the plan in an expression of the template',
      SALES,
      `${AE}constants: { base: "10%" }\n`,
      ['SPM4004 plan-1.yaml:9:97'],
    ],
    ['a shape', SALES.replace('pays: month', 'pays: month\npaus: 1'), AE, ['SPM3001 plan-1.yaml:5:1']],
    ['what is missing, in the plan', SALES.replace('currency: USD\n', ''), AE, ['SPM3001 plan-2.yaml:1:1']],
  ]
  test.each(cases)('%s', async (_, base, own, wanted) => {
    const found = await run(base, own)
    expect(places(found.found)).toEqual(wanted)
  })

  test('once, however many plans extend it', async () => {
    const other = AE.replace('plan: ae', 'plan: se').replace('assign: true\n', '')
    const expression = await run(SALES.replace('amount: deal.amount,', 'amount: deal.amuont,'), AE, other)
    expect(places(expression.found)).toEqual(['SPM4003 plan-1.yaml:7:23'])
    const constant = await run(SALES.replace('fee: 50', 'fee: EUR 50'), AE, other)
    expect(places(constant.found)).toEqual(['SPM3601 plan-1.yaml:5:30'])
  })
})

describe('what is refused', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['a plan that is not there', [SALES, AE.replace('extends: sales', 'extends: salse')], ['SPM3611 plan-2.yaml:2:10']],
    ['two files of the extended id', [SALES, SALES, AE], ['SPM3612 plan-3.yaml:2:10']],
    ['itself', [AE.replace('sales', 'ae')], ['SPM3613 plan-1.yaml:2:10']],
    [
      'a circle, told once',
      [AE, SALES.replace('template: true', 'template: true\nextends: x'), 'plan: x\ntemplate: true\nextends: sales\n'],
      ['SPM3613 plan-2.yaml:3:10'],
    ],
    ['a component left out that is not there', [SALES, `${AE}without: [fee]\n`], ['SPM3614 plan-2.yaml:5:11']],
    [
      'a component left out and written',
      [
        SALES,
        `${AE}without: [fees]\ncomponents:\n  - { id: fees, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 1% } }\n`,
      ],
      ['SPM3615 plan-2.yaml:5:11'],
    ],
    ['nothing left', [SALES, `${AE}without: [commission, fees]\n`], ['SPM3001 plan-2.yaml:5:1']],
    ['`without` alone', [`${SALES.replace('template: true', 'without: [fees]')}${YEAR}`], ['SPM3616 plan-1.yaml:2:1']],
    [
      'days and people of a template',
      [
        SALES.replace('pays', 'assign: true\ncontinues: none\neffective: { from: 2026-01-01, to: 2026-01-31 }\npays'),
        AE,
      ],
      ['SPM3618 plan-1.yaml:6:1', 'SPM3618 plan-1.yaml:4:1', 'SPM3618 plan-1.yaml:5:1'],
    ],
    ['a run of templates alone', [SALES], ['SPM3011 undefined:undefined:undefined']],
  ]
  test.each(cases)('%s', async (_, plans, wanted) => {
    const found = await run(...plans)
    expect(found.ok).toBe(false)
    expect(places(found.found)).toEqual(wanted)
  })
})

describe('warnings', () => {
  test.each([
    ['a key that repeats what it replaces', 'pays: month\n', ['SPM3617 plan-2.yaml:5:1']],
    ['a constant', 'constants: { fee: 50 }\n', ['SPM3617 plan-2.yaml:5:14']],
    ['a constant with the same letters in quotes is another one', 'constants: { fee: "50" }\n', ['SPM4004']],
    ['a constant of the template that only another plan uses', 'without: [fees]\n', ['SPM3605 plan-1.yaml:5:25']],
  ])('%s', async (_, more, wanted) => {
    const found = await run(SALES, `${AE}${more}`)
    expect(places(found.found).map((each, index) => each.slice(0, wanted[index]?.length))).toEqual(wanted)
  })

  test('a constant of a template is used where one of its plans uses it', async () => {
    const other = AE.replace('plan: ae', 'plan: se').replace('assign: true\n', '')
    const found = await run(SALES, `${AE}without: [fees]\n`, other)
    expect([hasErrors(found.found), found.codes.filter((code) => code.startsWith('SPM36'))]).toEqual([false, []])
  })
})

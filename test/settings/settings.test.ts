import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { defaultSettings, parseSettings, type Settings } from '../../src/project/settings.js'
import { settingsShape } from '../../src/project/settings-shape.js'

function parse(text: string): [Settings | undefined, Diagnostic[]] {
  const found: Diagnostic[] = []
  const settings = parseSettings(text, 'spm.yaml', found)
  expect(settings === undefined).toBe(found.length > 0)
  return [settings, found]
}

const FULL = `
currency: USD
calendar: { fiscal_year_starts: 2 }
inputs:
  deals:
    path: [data/opps-*.csv, data/old.csv]
    delimiter: semicolon
    encoding: windows-1252
    header: false
    columns: { deal_id: 1, payee_id: "2", amount: Deal Value }
    constants: { currency: EUR }
    types: { seats: number, "Go Live": date }
    values: { stage: { Won: Closed Won, "": Open } }
    decimal: ","
    date: DD.MM.YYYY
    null: [NULL, "-"]
    on_bad_row: reject
  reps: data/reps.csv
lookups:
  - { onto: deals, key: product, match: sku, as: product_info, path: data/products.csv, on_missing: blank }
plans: plans/*.yaml
first_period: 2026-02
effective_to: exclusive
fx: { credit: deal_date, payout: fixed, fixed_on: 2026-01-01, inverse: true, earlier: 5 }
`

test('every setting arrives with its type', () => {
  const settings = parse(FULL)[0]!
  expect(settings).toMatchObject({
    currency: 'USD',
    fiscalYearStarts: 2,
    plans: ['plans/*.yaml'],
    runs: 'runs',
    firstPeriod: '2026-02',
    effectiveTo: 'exclusive',
    fx: { credit: 'deal_date', payout: 'fixed', fixedOn: '2026-01-01', inverse: true, earlier: 5 },
    inputs: { reps: { path: ['data/reps.csv'] } },
  })
  const { placeOf, ...deals } = settings.inputs.deals!
  expect(placeOf?.(['delimiter'])).toMatchObject({ file: 'spm.yaml' })
  expect(deals).toEqual({
    path: ['data/opps-*.csv', 'data/old.csv'],
    delimiter: 'semicolon',
    encoding: 'windows-1252',
    header: false,
    columns: { deal_id: 1, payee_id: '2', amount: 'Deal Value' },
    constants: { currency: 'EUR' },
    types: { seats: 'number', 'Go Live': 'date' },
    values: { stage: { Won: 'Closed Won', '': 'Open' } },
    decimal: ',',
    date: 'DD.MM.YYYY',
    null: ['NULL', '-'],
    on_bad_row: 'reject',
  })
  expect(settings.lookups).toMatchObject([
    {
      onto: 'deals',
      key: 'product',
      match: 'sku',
      as: 'product_info',
      path: ['data/products.csv'],
      on_missing: 'blank',
    },
  ])
})

test('without settings there are defaults', () => {
  expect(parse('')[0]).toEqual(defaultSettings)
  expect(parse('# currency: USD\n\n')[0]).toEqual(defaultSettings)
  expect(defaultSettings).toMatchObject({ fiscalYearStarts: 1, runs: 'runs', effectiveTo: 'inclusive', fx: undefined })
})

test('a calendar of periods is an input like others', () => {
  expect(parse('calendar: { periods: { path: p.csv, date: MM/DD/YYYY } }\n')[0]!.inputs.periods).toMatchObject({
    path: ['p.csv'],
    date: 'MM/DD/YYYY',
  })
})

describe('a mistake is found with its place', () => {
  test.each<[string, string, number, number]>([
    ['curency: USD\n', 'SPM1001', 1, 1],
    ['currency: usd\n', 'SPM1001', 1, 11],
    ['currency: USX\n', 'SPM1003', 1, 11],
    ['calendar: { fiscal_year_starts: 13 }\n', 'SPM1001', 1, 33],
    ['calendar: { fiscal_year_starts: 2, periods: p.csv }\n', 'SPM1002', 1, 13],
    ['inputs:\n  deal: x.csv\n', 'SPM1001', 2, 3],
    ['inputs:\n  deals: { file: x.csv }\n', 'SPM1001', 2, 12],
    ['inputs:\n  deals: { delimiter: ";;" }\n', 'SPM2003', 2, 23],
    ['inputs:\n  deals: { encoding: latin }\n', 'SPM2003', 2, 22],
    ['inputs:\n  deals: { date: MM/DD }\n', 'SPM2003', 2, 18],
    ['inputs:\n  deals: { types: { seats: numbr } }\n', 'SPM1001', 2, 28],
    ['inputs:\n  deals: { header: no }\n', 'SPM1001', 2, 20],
    ['inputs:\n  deals: { on_bad_row: skip }\n', 'SPM1001', 2, 24],
    ['lookups:\n  - { onto: deals, key: a, as: x }\n', 'SPM1001', 2, 5],
    ['lookups:\n  - { onto: deal, key: a, as: x, path: y }\n', 'SPM1001', 2, 13],
    [
      'lookups:\n  - { onto: deals, key: a, as: x, path: y }\n  - { onto: deals, key: b, as: x, path: z }\n',
      'SPM1002',
      3,
      32,
    ],
    ['fx: { credit: fixed, payout: period_end }\n', 'SPM1002', 1, 15],
    ['fx: { credit: deal_date, payout: period_end, fixed_on: 2026-01-01 }\n', 'SPM1002', 1, 46],
    ['fx: { credit: deal_date, payout: deal_date }\n', 'SPM1001', 1, 34],
    ['checks: { cliff: { severity: off, reason: x } }\n', 'SPM1001', 1, 11],
    ['checks: { SPM3801: { severity: of, reason: x } }\n', 'SPM1001', 1, 32],
    ['checks: { SPM9999: { severity: off, reason: x } }\n', 'SPM1070', 1, 11],
    ['checks: { SPM5010: { severity: warning, reason: x } }\n', 'SPM1071', 1, 11],
    ['checks: { SPM5010: { severity: error } }\n', 'SPM1071', 1, 11],
    ['checks: { SPM6035: { severity: off, reason: x } }\n', 'SPM1071', 1, 11],
    ['checks: { SPM3802: { severity: note } }\n', 'SPM1072', 1, 32],
    ['checks: { SPM3801: { severity: off } }\n', 'SPM1072', 1, 32],
  ])('%j', (text, code, line, column) => {
    expect(parse(text)[1].map((each) => [each.code, each.place?.line, each.place?.column])).toEqual([
      [code, line, column],
    ])
  })

  test('all mistakes in one run', () => {
    expect(parse('currency: x\ninputs: { deals: { types: { a: b }, header: x } }\n')[1]).toHaveLength(3)
  })
})

test('an editor can be given a JSON Schema of the settings', () => {
  const schema = z.toJSONSchema(settingsShape, { target: 'draft-7', io: 'input' })
  expect(Object.keys(schema.properties ?? {})).toContain('currency')
})

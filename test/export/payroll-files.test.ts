import { describe, expect, test } from 'vitest'
import { cells, exported, pay, posted, type Exported, type ExportOptions, type Row } from './source.js'

const ADP = `
exports:
  adp: { currency: USD, company_code: ABC, batch_id: COMM, file_number: rep.no, codes: { bonus: BON, other: COM } }
`
const people = (numbers: Readonly<Record<string, string>>): ExportOptions => ({
  reps: Object.fromEntries(Object.entries(numbers).map(([payee, no]) => [payee, { no }])),
})
const adp = (
  rows: readonly Row[],
  options: ExportOptions = people({ ana: '1', bo: '2' }),
  settings = ADP,
): Promise<Exported> => exported('adp', settings, [posted('2026-03', { 'payouts.csv': rows })], options)

describe('ADP', () => {
  test('a payee is a row of his codes; what he does not have stays empty, never 0', async () => {
    const { files, told } = await adp([
      pay('ana', '120.50', { commission: '100.00', bonus: '20.50' }),
      pay('bo', '7.00'),
    ])
    expect(told).toEqual([])
    expect(cells(files[0]!).slice(1)).toEqual([
      ['ABC', 'COMM', '000001', 'BON', '20.50', 'COM', '100.00'],
      ['ABC', 'COMM', '000002', '', '', 'COM', '7.00'],
    ])
  })

  test('who is paid nothing has no row; who owes has none and is named', async () => {
    const { files, told } = await adp([pay('ana', '0.00'), pay('bo', '-30.00')])
    expect(told).toEqual(['SPM1051 "bo" owes 30.00 USD and is paid nothing: the file does not hold it'])
    expect(files.flatMap(cells)).toEqual([])
  })

  test('a code below zero is refused, one cent above is sent', async () => {
    const below = await adp([pay('ana', '99.99', { commission: '100.00', bonus: '-0.01' })])
    expect(below.told).toEqual(['SPM1049 "ana" would be sent -0.01 USD under "BON" (bonus)'])
    const above = await adp([pay('ana', '100.01', { commission: '100.00', bonus: '0.01' })])
    expect(above.told).toEqual([])
  })

  test('groups of one code are netted: a clawback of 30 beside a commission of 100 sends 70', async () => {
    const { files, told } = await adp([pay('ana', '70.00', { commission: '100.00', clawbacks: '-30.00' })])
    expect(told).toEqual([])
    expect(cells(files[0]!)[1]!.slice(3)).toEqual(['', '', 'COM', '70.00'])
  })

  test('an amount of seven digits before the point is carried, one of eight is not', async () => {
    expect((await adp([pay('ana', '9999999.99')])).told).toEqual([])
    expect((await adp([pay('ana', '10000000.00')])).told).toEqual([
      'SPM1047 10000000.00 USD of "ana" cannot stand in an earnings amount: it takes 7 digits before the point',
    ])
  })

  test('a file number of six digits is carried, one of seven is not, and 7 is 000007', async () => {
    expect((await adp([pay('ana', '1.00')], people({ ana: '123456' }))).told).toEqual([])
    expect((await adp([pay('ana', '1.00')], people({ ana: '1234567' }))).told).toEqual([
      'SPM1046 "1234567" cannot stand in File #: it must be a number of at most six digits',
    ])
    expect(cells((await adp([pay('ana', '1.00')], people({ ana: '7' }))).files[0]!)[1]![2]).toBe('000007')
  })

  test('all that is wrong is told in one run', async () => {
    const rows = [pay('ana', '1.00'), pay('bo', '2.00'), pay('cy', '3.00')]
    const { told } = await adp(rows, people({ ana: 'x', bo: '' }))
    expect(told.map((each) => each.slice(0, 7))).toEqual(['SPM1046', 'SPM1045', 'SPM1045'])
  })

  test('1 and 01 are the same number for ADP', async () => {
    const { told } = await adp([pay('ana', '1.00'), pay('bo', '2.00')], people({ ana: '1', bo: '01' }))
    expect(told).toEqual(['SPM1048 "ana" and "bo" both have Co Code and File # "ABC 000001"'])
  })

  test('three codes fit a row, four do not', async () => {
    const codes = (more: string): string => ADP.replace('bonus: BON', `bonus: BON, override: OVR${more}`)
    expect((await adp([pay('ana', '1.00')], undefined, codes(''))).told).toEqual([])
    const { files, told } = await adp([pay('ana', '1.00')], undefined, codes(', adjustment: ADJ'))
    expect(told).toEqual(['SPM1046 paydata takes 3 earnings codes a row, and OVR, BON, ADJ, COM are 4'])
    expect(files).toEqual([])
  })

  test('each company code has its own file, one of two signs is filled up', async () => {
    const settings = ADP.replace('ABC', 'rep.co')
    const reps = { ana: { no: '1', co: 'AB' }, bo: { no: '1', co: 'XYZ' } }
    const { files, told } = await adp([pay('ana', '1.00'), pay('bo', '2.00')], { reps }, settings)
    expect(told).toEqual([])
    expect(files.map(({ name }) => name)).toEqual(['PRAB_EPI.csv', 'PRXYZEPI.csv'])
  })

  test('a draft does not bear the name that ADP looks for', async () => {
    const { files } = await adp([pay('ana', '1.00')], { ...people({ ana: '1' }), isDraft: true })
    expect(files[0]!.name).toBe('DRAFT-PRABCEPI.csv')
  })

  test('what is paid in another currency is named by its total', async () => {
    const rows = [pay('ana', '1.00'), pay('bo', '2.50', { currency: 'EUR' }), pay('cy', '3.00', { currency: 'EUR' })]
    const { files, told } = await adp(rows)
    expect(told).toEqual(['SPM1050 2 payees are paid 5.50 EUR in all, which is not in this file'])
    expect(files[0]!.rows).toBe(1)
  })
})

describe('Gusto', () => {
  const GUSTO = `
exports:
  gusto: { currency: USD, last_name: rep.last, first_name: rep.first, employee_id: rep.id, codes: { bonus: bonus, other: commission } }
`
  const gusto = (reps: Readonly<Record<string, Row>>): Promise<Exported> =>
    exported(
      'gusto',
      GUSTO,
      [posted('2026-03', { 'payouts.csv': Object.keys(reps).map((each) => pay(each, '1.00')) })],
      { reps },
    )

  test('two people of one name need ids', async () => {
    const twins = { ana: { last: 'Diaz', first: 'Ana', id: '' }, bo: { last: 'DIAZ', first: 'ana', id: '' } }
    expect((await gusto(twins)).told).toEqual(['SPM1048 "ana" and "bo" both have the name "ana diaz"'])
    const told = { ana: { ...twins.ana, id: 'AAAAA1' }, bo: { ...twins.bo, id: 'AAAAA2' } }
    expect((await gusto(told)).told).toEqual([])
  })

  test('a name that a spreadsheet would compute is refused', async () => {
    const { told } = await gusto({ ana: { last: '=1+1', first: 'Ana', id: '' } })
    expect(told).toEqual(['SPM1046 "=1+1" cannot stand in last_name: it begins like a formula'])
  })
})

describe('Paychex', () => {
  test('each pay component is a row, and the amount its eleventh cell', async () => {
    const settings = `
exports:
  paychex: { currency: USD, client_id: "0012", worker_id: rep.no, header: false, codes: { bonus: Bonus, other: Commission } }
`
    const rows = [pay('ana', '120.50', { commission: '100.00', bonus: '20.50' })]
    const { files, told } = await exported(
      'paychex',
      settings,
      [posted('2026-03', { 'payouts.csv': rows })],
      people({ ana: 'W1' }),
    )
    expect(told).toEqual([])
    expect(cells(files[0]!).map((row) => [row[0], row[1], row[4], row[10], row.length])).toEqual([
      ['0012', 'W1', 'Commission', '100.00', 39],
      ['0012', 'W1', 'Bonus', '20.50', 39],
    ])
  })
})

describe('a payroll file by template', () => {
  const template = (columns: string, more = ''): string => `exports:\n  payroll:\n    columns: [${columns}]\n${more}`
  const payroll = (settings: string, rows: readonly Row[], options: ExportOptions = {}): Promise<Exported> =>
    exported('payroll', settings, [posted('2026-03', { 'payouts.csv': rows })], options)

  test('writes amounts as payroll wants them', async () => {
    const settings = template(
      '{header: A, value: payable}, {header: B, value: payable, decimal: ","}, {header: C, value: payable, unit: minor}, {header: D, value: payable, unit: minor, pad: 8}',
      '    delimiter: pipe\n',
    )
    const { files } = await payroll(settings, [pay('ana', '1234.50'), pay('bo', '0.05')])
    expect(files[0]!.text).toBe('A|B|C|D\r\n1234.50|1234,50|123450|00123450\r\n0.05|0,05|5|00000005\r\n')
  })

  test('writes the days of the period by pattern', async () => {
    const settings = template('{header: A, value: period_start}, {header: B, value: period_end, date: D.M.YYYY}')
    const { files } = await payroll(settings, [pay('ana', '1.00')])
    expect(cells(files[0]!)[1]).toEqual(['2026-03-01', '31.3.2026'])
  })

  test('keeps who is paid nothing where that is asked for', async () => {
    const rows = [pay('ana', '1.00'), pay('bo', '0.00')]
    expect((await payroll(template('{header: A, value: payee_id}'), rows)).files[0]!.rows).toBe(1)
    expect((await payroll(template('{header: A, value: payee_id}', '    zero: keep\n'), rows)).files[0]!.rows).toBe(2)
  })

  test('a group below zero is not sent as a number of its own', async () => {
    const rows = [pay('ana', '70.00', { commission: '100.00', clawbacks: '-30.00' })]
    const { told } = await payroll(template('{header: Back, value: clawbacks}'), rows)
    expect(told).toEqual(['SPM1049 "ana" would be sent -30.00 USD in Back'])
  })

  test('yen have no cents to be mixed up with those of dollars', async () => {
    const rows = [pay('ana', '1200', { currency: 'JPY' })]
    const { told } = await payroll(template('{header: A, value: payable, unit: minor}'), rows)
    expect(told[0]).toContain('SPM1047 1200 JPY of "ana"')
  })

  test('a text as long as the column is carried, a longer one is not cut', async () => {
    const settings = template('{header: Name, value: name, most: 3}')
    expect((await payroll(settings, [pay('ana', '1.00')])).told).toEqual([])
    expect((await payroll(settings, [pay('anna', '1.00')])).told).toEqual([
      'SPM1046 "ANNA" of "anna" cannot stand in Name: it has 4 characters; it takes 3',
    ])
  })

  test('a sign that the encoding lacks is refused', async () => {
    const settings = template('{header: Name, value: name}', '    encoding: windows-1252\n')
    expect((await payroll(settings, [pay('ana', '1.00', { name: 'Zoë – €' })])).told).toEqual([])
    const { told } = await payroll(settings, [pay('ana', '1.00', { name: 'Łukasz' })])
    expect(told).toEqual([
      'SPM1046 "Łukasz" of "ana" cannot stand in Name: it must be in the characters of windows-1252',
    ])
  })

  test('a column that there is not is named with the nearest', async () => {
    const { told } = await payroll(template('{header: A, value: payble}'), [pay('ana', '1.00')])
    expect(told).toEqual(['SPM1044 there is no "payble". Did you mean "payable"?'])
    expect((await payroll(template('{header: A, value: code}'), [])).told[0]).toContain('without rows: code')
    expect((await payroll(template('{header: A}'), [])).told[0]).toContain('either value or text')
  })

  test('says whether it is a draft where a column asks', async () => {
    const settings = template('{header: A, value: status}, {header: B, value: run}')
    const { files } = await payroll(settings, [pay('ana', '1.00')], { isDraft: true })
    expect(cells(files[0]!)[1]).toEqual(['draft', 'abcdef012345'])
  })
})

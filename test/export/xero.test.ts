import { describe, expect, test } from 'vitest'
import { sum, type Decimal } from '../../src/base/decimal.js'
import { parseDecimal } from '../../src/base/decimal.js'
import { cells, exported, line, pay, posted, type Exported } from './source.js'

const settings = (more = ''): string => `
exports:
  journal:
    accounts: {expense: "400", payable: "800"}
${more}
  xero: {currency: USD, tax_rate: Tax Exempt}
`

/** A period of so many lines of 1.00; each is a debit and a credit. */
function lines(count: number, text = settings()): Promise<Exported> {
  const each = Array.from({ length: count }, (_, n) =>
    line('ana', 'commission', '1.00', { deal_id: `D${n}`, component_id: `c${n}` }),
  )
  const files = { 'payout-lines.csv': each, 'payouts.csv': [pay('ana', `${count}.00`)] }
  return exported('xero', text, [posted('2026-03', files)])
}

/** Amounts of a file; its cells hold commas in quotes before them only. */
function amounts(file: Exported['files'][number]): readonly Decimal[] {
  return cells(file)
    .slice(1)
    .map((row) => parseDecimal(row.at(-1)!)!)
}

describe('Xero', () => {
  test('300 lines are one file', async () => {
    const { files } = await lines(150)
    expect(files.map(({ name, rows }) => [name, rows])).toEqual([['xero-2026-03.csv', 300]])
  })

  test('one more pair is a second file, and each balances by itself', async () => {
    const { files } = await lines(151)
    expect(files.map(({ name, rows }) => [name, rows])).toEqual([
      ['xero-2026-03-1.csv', 300],
      ['xero-2026-03-2.csv', 2],
    ])
    for (const file of files) expect(sum(amounts(file)).toFixed(2)).toBe('0.00')
    expect(files[1]!.text).toContain('Commissions of 2026-03, run abcdef012345 (2 of 2)')
  })

  test('SPM1053: lines that balance only together are not parted', async () => {
    // 299 components with accounts of their own and what is payable: 300 rows fit, 301 do not.
    const accounts = (count: number): string =>
      `    detail: payee\n    expense_by: {${Array.from({ length: count }, (_, n) => `c${n}: "${5000 + n}"`).join(', ')}}`
    expect((await lines(299, settings(accounts(299)))).told).toEqual([])
    expect((await lines(300, settings(accounts(300)))).told).toEqual([
      'SPM1053 301 lines that balance only together do not fit into a file of 300',
    ])
  })

  test('dates are days first, and debits above zero', async () => {
    const { files } = await lines(1)
    expect(
      cells(files[0]!)
        .slice(1)
        .map((row) => row.slice(-6)),
    ).toEqual([
      [' run abcdef012345"', '31/03/2026', '"commission D0', ' ana"', '400', 'Tax Exempt', '1.00'].slice(-6),
      [' run abcdef012345"', '31/03/2026', '"commission D0', ' ana"', '800', 'Tax Exempt', '-1.00'].slice(-6),
    ])
  })

  test('two tracking categories are carried, a third is refused', async () => {
    const dimensions = (names: string): string =>
      settings(
        `    dimensions: {${names
          .split(' ')
          .map((name) => `${name}: rep.team`)
          .join(', ')}}`,
      )
    expect((await lines(1, dimensions('Region Team Unit'))).told[0]).toContain(
      'SPM1046 Xero takes 2 tracking categories',
    )
  })
})

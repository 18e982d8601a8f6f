import { describe, expect, test } from 'vitest'
import { cells, exported, line, posted, type Exported, type Files, type Row } from './source.js'

const policy = (more: string, expedient = 'false', rest = ''): string => `
exports:
  asc340:
    capitalise: [{id: new, components: [base], starts: period, when_cancelled: write_off, ${more}}]
    practical_expedient: ${expedient}
${rest}
`

const period = (id: string, lines: readonly Row[], more: Files = {}) =>
  posted(id, { 'payout-lines.csv': lines, ...more })
const rolls = ({ files }: Exported): readonly (readonly string[])[] => cells(files[0]!).slice(1)

describe('ASC 340-40', () => {
  test('a benefit period of twelve months is expensed under the practical expedient, one of thirteen is not', async () => {
    const lines = [line('ana', 'commission', '130.00', { deal_id: 'D1' })]
    const run = (months: number, expedient: string): Promise<Exported> =>
      exported('asc340', policy(`months: ${months}`, expedient), [period('2026-01', lines)])
    expect(rolls(await run(12, 'true'))).toEqual([])
    expect(rolls(await run(13, 'true'))).toEqual([
      ['2026-01', 'new', 'USD', '0.00', '130.00', '10.00', '0.00', '0.00', '120.00', '0.00'],
    ])
    // 130 / 12 = 10.8333…: 10.84 in the first month.
    expect(rolls(await run(12, 'false'))).toEqual([
      ['2026-01', 'new', 'USD', '0.00', '130.00', '10.84', '0.00', '0.00', '119.16', '0.00'],
    ])
  })

  test('what waits for its release is a cost when it is earned; balances are none', async () => {
    const lines = [
      line('ana', 'commission', '100.00', { deal_id: 'D1' }),
      line('ana', 'accrued_withheld', '-40.00', { deal_id: 'D1' }),
      line('ana', 'draw_paid', '500.00', { component_id: '' }),
    ]
    const come = await exported('asc340', policy('months: 20'), [
      period('2026-01', lines),
      period('2026-02', [line('ana', 'accrued_released', '40.00', { deal_id: 'D1' })]),
    ])
    expect(rolls(come).map((row) => row.slice(3))).toEqual([
      ['0.00', '100.00', '5.00', '0.00', '0.00', '95.00', '0.00'],
      ['95.00', '0.00', '5.00', '0.00', '0.00', '90.00', '0.00'],
    ])
  })

  test('a line of several deals is divided by its slices, to the cent', async () => {
    // 10.00 of which a third belongs to each of three deals: 3.34, 3.33, 3.33.
    const whole = line('ana', 're_rating', '10.00')
    const slices = ['D1', 'D2', 'D3'].map((deal) => ({
      line_id: whole['line_id']!,
      deal_id: deal,
      pay: '3.333333333333',
    }))
    const { files } = await exported('asc340', policy('months: 1'), [
      period('2026-01', [whole], { 'slices.csv': slices }),
    ])
    expect(
      cells(files[1]!)
        .slice(1)
        .map((row) => [row[4], row[9]]),
    ).toEqual([
      ['D1', '3.34'],
      ['D2', '3.33'],
      ['D3', '3.33'],
    ])
  })

  test('a later change of a line of several deals is divided as that was', async () => {
    // 10.00 for D1 and D2 as 6 : 4, of which 5.00 are taken back: 3.00 and 2.00.
    const whole = line('ana', 're_rating', '10.00')
    const slices = ['6', '4'].map((pay, n) => ({ line_id: whole['line_id']!, deal_id: `D${n + 1}`, pay }))
    const { files } = await exported('asc340', policy('months: 10'), [
      period('2026-01', [whole], { 'slices.csv': slices }),
      period('2026-02', [
        line('ana', 'true_up', '-5.00', { changes_line: whole['line_id']!, source_period: '2026-01' }),
      ]),
    ])
    expect(
      cells(files[1]!)
        .slice(1)
        .map((row) => [row[4], row[9], row[10]]),
    ).toEqual([
      ['D1', '6.00', '3.00'],
      ['D2', '4.00', '2.00'],
    ])
  })

  test('the accrual of a quarter is capitalised once, whatever months show it', async () => {
    const accrued = { deal_id: 'D1', status: 'accrued', source_period: '2026-Q1' }
    const come = await exported('asc340', policy('months: 10'), [
      period('2026-01', [line('ana', 'commission', '100.00', accrued)]),
      period('2026-02', [line('ana', 'commission', '100.00', accrued)]),
      period('2026-03', [line('ana', 'commission', '100.00', { ...accrued, status: 'payable' })]),
    ])
    expect(rolls(come).map((row) => [row[4], row[8]])).toEqual([
      ['100.00', '90.00'],
      ['0.00', '80.00'],
      ['0.00', '70.00'],
    ])
  })

  test('a true-up of a deal of January that comes in February is amortised to the end of the same benefit period', async () => {
    const come = await exported('asc340', policy('months: 3'), [
      period('2026-01', [line('ana', 'commission', '10.00', { deal_id: 'D0' })]),
      period('2026-02', [line('ana', 'true_up', '20.00', { deal_id: 'D1', source_period: '2026-01' })]),
    ])
    // D1 has two of its three months left.
    expect(
      cells(come.files[1]!)
        .slice(1)
        .map((row) => [row[4], row[6], row[8], row[11], row[13]]),
    ).toEqual([
      ['D0', '', '1', '6.67', '3.33'],
      ['D1', '2026-01', '1', '10.00', '10.00'],
    ])
  })

  test('what is left of a deal that was cancelled altogether is an impairment', async () => {
    const dealPay = [{ payee_id: 'ana', plan_id: 'ae', component_id: 'base', deal_id: 'D1', cancelled: '1' }]
    const come = await exported('asc340', policy('months: 10'), [
      period('2026-01', [line('ana', 'commission', '100.00', { deal_id: 'D1' })]),
      period('2026-02', [line('ana', 'clawback', '-30.00', { deal_id: 'D1' })], { 'deal-pay.csv': dealPay }),
    ])
    expect(rolls(come)[1]!.slice(3)).toEqual(['90.00', '0.00', '0.00', '30.00', '60.00', '0.00', '0.00'])
  })

  test('a component that nobody names is refused, and one that two plans have can be told apart', async () => {
    const lines = [line('ana', 'commission', '10.00'), line('bo', 'commission', '10.00', { plan_id: 'se' })]
    const both = await exported('asc340', policy('months: 10', 'false', '    expense: [se/base]'), [
      period('2026-01', lines),
    ])
    expect(both.told).toEqual([])
    expect(rolls(both)[0]![4]).toBe('10.00')
    const other = [
      line('ana', 'spiff', '10.00', { component_id: 'extra' }),
      line('bo', 'spiff', '5.00', { component_id: 'extra' }),
    ]
    const { told } = await exported('asc340', policy('months: 10'), [period('2026-01', other)])
    expect(told).toEqual(['SPM1055 "extra" of plan ae is neither capitalised nor expensed.'])
  })

  test('months of a calendar of one’s own have numbers and no dates', async () => {
    const lines = [line('ana', 'commission', '2.00', { deal_id: 'D1' })]
    const run = (ownCalendar: boolean) =>
      exported('asc340', policy('months: 2'), [period('2026-12', lines)], { ownCalendar })
    const planned = ({ files }: Exported) => cells(files[2]!).at(-1)!.slice(6)
    expect(planned(await run(false))).toEqual(['planned', '', '1', '2027-01-01', '1.00'])
    expect(planned(await run(true))).toEqual(['planned', '', '1', '', '1.00'])
  })
})

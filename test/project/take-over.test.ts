import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const PLAN = `
plan: ae
currency: USD
effective: {from: 2026-01-01, to: 2026-12-31}
pays: month
negative: carry
measures:
  bookings: {amount: deal.amount, date: deal.close_date, credit: direct}
components:
  - {id: base, kind: commission, measure: bookings, window: deal, rate: {kind: flat, rate: 10%}}
`

const HEAD = 'payee_id,kind,name,amount,date,currency\n'

function project(rows: string, settings = 'first_period: 2026-03\n'): ClosingProject {
  return new ClosingProject({
    'spm.yaml': settings,
    'plans/ae.yaml': PLAN,
    'data/reps.csv': 'payee_id,name,plan\nE1,Ann,ae\n',
    'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,E1,1500,2026-03-10\nD2,E1,1500,2026-04-10\n',
    'data/opening.csv': `${HEAD}${rows}`,
  })
}

const balances = (of: ClosingProject, period: string) =>
  of.rows(period, 'balances.csv', ['kind', 'currency', 'opening', 'added', 'taken', 'closing'])
const payable = (of: ClosingProject, period: string) => of.rows(period, 'payouts.csv', ['payable'])

describe('a balance from before the first period', () => {
  test('is taken from pay until nothing is left, and is not brought in twice', async () => {
    // 200.00 owed. March earns 10 % of 1,500 = 150.00: pays 0, 50.00 stay. April earns 150.00: pays 150 - 50 = 100.00.
    const year = project('E1,balance,negative,200,,\n')
    await year.close('2026-03')
    expect(await payable(year, '2026-03')).toEqual([['0.00']])
    expect(await balances(year, '2026-03')).toEqual([['negative', 'USD', '200.00', '0.00', '150.00', '50.00']])
    await year.close('2026-04')
    expect(await payable(year, '2026-04')).toEqual([['100.00']])
    expect(await balances(year, '2026-04')).toEqual([['negative', 'USD', '50.00', '0.00', '50.00', '0.00']])
  })

  test('one cent either side of what March earns', async () => {
    const less = project('E1,balance,negative,149.99,,USD\n')
    await less.calc('2026-03')
    expect(await payable(less, '2026-03')).toEqual([['0.01']])
    const more = project('E1,balance,Negative,150.01,2026-02-28,USD\n')
    await more.calc('2026-03')
    expect(await payable(more, '2026-03')).toEqual([['0.00']])
    expect(await balances(more, '2026-03')).toEqual([['negative', 'USD', '150.01', '0.00', '150.00', '0.01']])
  })

  test('comes into the first period alone: a provisional April before it brings none', async () => {
    const year = project('E1,balance,negative,200,,\n')
    await year.calc('2026-04')
    expect(await payable(year, '2026-04')).toEqual([['150.00']])
    expect(await balances(year, '2026-04')).toEqual([])
  })

  test('comes in again when the first period was reopened', async () => {
    const year = project('E1,balance,negative,200,,\n')
    await year.close('2026-03')
    expect((await year.spm('reopen --period 2026-03 --reason x', 'bob')).exit).toBe(0)
    year.write({ 'data/opening.csv': `${HEAD}E1,balance,negative,100,,\n` })
    await year.close('2026-03')
    // 150 - 100
    expect(await payable(year, '2026-03')).toEqual([['50.00']])
  })

  test('cannot be changed or added once the first period is closed, but its row may go', async () => {
    const year = project('E1,balance,negative,200,,\n')
    await year.close('2026-03')
    year.write({ 'data/opening.csv': `${HEAD}E1,balance,negative,200.01,,\n` })
    const changed = await year.spm('calc --period 2026-04')
    expect(changed.codes).toEqual(['SPM6078'])
    expect(changed.err).toContain('2026-03, which is closed, took over 200.00 USD of kind negative for "E1"')
    year.write({ 'data/opening.csv': HEAD })
    await year.calc('2026-04')
    expect(await payable(year, '2026-04')).toEqual([['100.00']])
  })

  test('added after the first close is refused', async () => {
    const year = project('')
    await year.close('2026-03')
    year.write({ 'data/opening.csv': `${HEAD}E1,balance,negative,200,,\n` })
    const { codes, err } = await year.spm('calc --period 2026-04')
    expect(codes).toEqual(['SPM6078'])
    expect(err).toContain('took over none')
  })

  test.each([
    ['an unknown kind', 'E1,balance,negativ,200,,', ['SPM6075']],
    ['an amount below zero', 'E1,balance,negative,-0.01,,', ['SPM6076']],
    ['nothing', 'E1,balance,negative,0,,', ['SPM6076']],
    ['part of a cent', 'E1,balance,negative,0.005,,', ['SPM6076']],
    ['a currency that no plan pays', 'E1,balance,negative,200,,EUR', ['SPM6077']],
    ['a day of the first period', 'E1,balance,negative,200,2026-03-01,', ['SPM5050']],
    ['one balance twice', 'E1,balance,negative,200,,\nE1,balance,negative,200,,USD', ['SPM5050']],
    ['a credit in another currency', 'E1,credit,bookings,200,,EUR', ['SPM5050']],
    ['one credit twice', 'E1,credit,bookings,200,,\nE1,credit,bookings,200,,USD', ['SPM5050']],
  ])('refuses %s, also in validate', async (_, rows, codes) => {
    const wrong = project(`${rows}\n`)
    expect((await wrong.spm('calc --period 2026-03')).codes).toEqual(codes)
    expect((await wrong.spm('validate')).codes).toEqual(codes)
  })

  test('needs the currency where the payee is on no plan any more', async () => {
    const files = {
      'data/reps.csv': 'payee_id,name,plan,effective_to\nE1,Ann,ae,2026-01-31\n',
      'data/deals.csv': 'deal_id,payee_id,amount,close_date\n',
    }
    const gone = project('E1,balance,negative,200,,\n')
    gone.write(files)
    expect((await gone.spm('calc --period 2026-03')).codes).toEqual(['SPM6077'])
    const named = project('E1,balance,negative,200,,USD\n')
    named.write(files)
    await named.calc('2026-03')
    expect(await balances(named, '2026-03')).toEqual([['negative', 'USD', '200.00', '0.00', '0.00', '200.00']])
  })
})

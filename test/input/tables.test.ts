import { describe, expect, it } from 'vitest'
import type { PlainDate } from '../../src/base/date.js'
import { formatDecimal } from '../../src/base/decimal.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { groupPayees } from '../../src/input/group-payees.js'
import { tables } from '../../src/input/tables.js'
import { Columns } from '../../src/model/table.js'
import { places, read, source } from './source.js'

const DEALS = 'deal_id,payee_id,amount,close_date'

describe('deals', () => {
  it('become records with id, owner, currency and the place they stand at', async () => {
    const { rows, codes } = await read(
      tables.deals,
      `${DEALS},currency\nD1,P1,100.50,2026-01-31,eur\nD2,P2,-1,2026-02-01,\n`,
    )
    expect(codes).toEqual([])
    expect(rows.map(({ id, owner, currency, file, record }) => [id, owner, currency, file, record])).toEqual([
      ['D1', 'P1', 'EUR', 'file.csv', 2],
      ['D2', 'P2', undefined, 'file.csv', 3],
    ])
  })

  it('report every bad cell of every row, with record and field', async () => {
    const { found, codes } = await read(
      tables.deals,
      `${DEALS}\nD1,,abc,2026-13-01\nD2,P1,1e5,2026-01-01\n,P1,1,01/02/2026\n`,
    )
    expect([...codes].sort()).toEqual(['SPM2012', 'SPM2012', 'SPM2013', 'SPM2013', 'SPM2015', 'SPM2016'])
    expect(places(found).sort()).toEqual(['2:1', '2:2', '2:3', '3:2', '4:0', '4:3'])
    expect(found.every((each) => each.severity === 'error')).toBe(true)
  })

  it('may have a blank amount or date: using it is what rejects the row', async () => {
    const { rows, codes } = await read(tables.deals, `${DEALS}\nD1,P1,,\n`)
    expect(codes).toEqual([])
    expect(rows[0]!.cells).toEqual(['D1', 'P1', undefined, undefined])
  })

  it('with a currency code in the amount need the same one in the currency column', async () => {
    const text = `${DEALS},currency\nD1,P,EUR 5,2026-01-01,EUR\nD2,P,EUR 5,2026-01-01,USD\nD3,P,€5,2026-01-01,USD\nD4,P,5 EUR,2026-01-01,\nD5,P,€5,2026-01-01,\nD6,P,$5,2026-01-01,CAD\n`
    const { found, codes } = await read(tables.deals, text)
    expect(codes).toEqual(['SPM2032', 'SPM2032', 'SPM2032'])
    expect(places(found)).toEqual(['3:2', '4:2', '5:2'])
  })

  it('with a repeated deal_id are an error naming both rows, across files too (F46)', async () => {
    const files = [
      source(`${DEALS}\nD1,P1,1,2026-01-01\n`, 'a.csv'),
      source(`${DEALS}\nD2,P1,1,2026-01-01\n D1,P1,2,2026-01-01\n`, 'b.csv'),
    ]
    const { found, codes } = await read(tables.deals, files)
    expect(codes).toEqual(['SPM2020'])
    expect(found[0]!.place).toMatchObject({ file: 'b.csv', record: 3, field: 0 })
    expect(found[0]!.related![0]!.place).toEqual({ file: 'a.csv', record: 2 })
  })

  it('of an unknown payee are bad rows, with the nearest name as a hint', async () => {
    const context = {
      payees: new Map([
        ['P-100', 1],
        ['constructor', 1],
        ['__proto__', 1],
      ]),
    }
    const { found, codes } = await read(
      tables.deals,
      `${DEALS}\nD1,P-10O,1,2026-01-01\nD2,constructor,1,2026-01-01\nD3,__proto__,1,2026-01-01\nD4,toString,1,2026-01-01\n`,
      {},
      { context },
    )
    expect(codes).toEqual(['SPM2021', 'SPM2021'])
    expect(found[0]!.message).toContain('"P-100"')
  })

  it('called constructor or __proto__ are as good as any other', async () => {
    const { rows, codes } = await read(tables.deals, `${DEALS}\nconstructor,P,1,2026-01-01\n__proto__,P,1,2026-01-01\n`)
    expect(codes).toEqual([])
    expect(rows.map((row) => row.id)).toEqual(['constructor', '__proto__'])
  })
})

describe('bad rows under on_bad_row: reject', () => {
  const settings = { on_bad_row: 'reject' } as const

  it('are warnings, listed with key and reason, and counted; the good ones stay', async () => {
    const result = await read(tables.deals, `${DEALS}\nD1,P1,x,2026-01-01\nD2,P1,5,2026-01-01\nD3,P1\n`, settings)
    expect(result.rows.map((row) => row.id)).toEqual(['D2'])
    expect(result.found.map((each) => each.severity)).toEqual(['warning', 'warning'])
    expect(result.rejected.map(({ record, key, code }) => [record, key, code])).toEqual([
      [2, 'D1', 'SPM2013'],
      [4, 'D3', 'SPM2006'],
    ])
    expect(result.files[0]).toMatchObject({ rows: 3, accepted: 1, rejected: 2 })
  })

  it('reject all rows of a repeated id: which one is meant must not depend on row order', async () => {
    const rows = ['D1,P1,1,2026-01-01', 'D1,P1,2,2026-01-01', 'D1,P1,3,2026-01-01', 'D2,P1,4,2026-01-01']
    for (const order of [rows, rows.toReversed()]) {
      const result = await read(tables.deals, [DEALS, ...order].join('\n'), settings)
      expect(result.rows.map((row) => row.id)).toEqual(['D2'])
      expect(result.rejected).toHaveLength(3)
      expect(result.files[0]).toMatchObject({ rows: 4, accepted: 1, rejected: 3 })
    }
  })

  it('do not make a repeated id right by being bad themselves', async () => {
    const result = await read(tables.deals, `${DEALS}\nD1,P1,x,2026-01-01\nD1,P1,2,2026-01-01\n`, settings)
    expect(result.rows).toEqual([])
    expect(result.rejected.map((each) => each.code)).toEqual(['SPM2013', 'SPM2020'])
  })

  it('never cover a broken quote: the rest of the file would be lost unseen', async () => {
    const result = await read(tables.deals, `${DEALS}\nD1,P1,1,2026-01-01\n"D2,P1,1,2026-01-01\n`, settings)
    expect(result.found.map((each) => [each.code, each.severity])).toEqual([['SPM2005', 'error']])
  })

  it('keep a thousand findings of a kind and count the others, but list each rejected row', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) => `D${index},P1,x,2026-01-01`)
    const result = await read(tables.deals, [source([DEALS, ...lines].join('\n'), 'a.csv', 5000)], settings)
    expect(result.found).toHaveLength(1001)
    expect(result.found.at(-1)!.message).toContain('200 more')
    expect(result.rejected).toHaveLength(1200)
  })
})

describe('rows', () => {
  it('with too few or too many cells are reported one by one, blank ones passed over', async () => {
    const { found, codes, files } = await read(
      tables.deals,
      `${DEALS}\nD1,P1,1\n\nD2,P1,1,2026-01-01,x\n,,,\nD3,P1,1,2026-01-01\n`,
    )
    expect(codes).toEqual(['SPM2006', 'SPM2006'])
    expect(places(found)).toEqual(['2:2', '4:3'])
    expect(files[0]!.rows).toBe(3)
  })

  it('are counted, hashed and summed per file; the total is what a spreadsheet would add up', async () => {
    const files = [
      source(`${DEALS}\nD1,P1,0.10,2026-01-01\nD2,P1,"1,000.20",2026-01-01\n`, 'a.csv'),
      source(`${DEALS}\n`, 'b.csv'),
    ]
    const result = await read(tables.deals, files)
    expect(result.files.map((file) => [file.name, file.rows, file.accepted, formatDecimal(file.total!)])).toEqual([
      ['a.csv', 2, 2, '1000.3'],
      ['b.csv', 0, 0, '0'],
    ])
    expect(result.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('reps', () => {
  const HEAD = 'payee_id,name,effective_from,effective_to,hire_date,end_date'

  it('keep their history in order of days; a blank end is open', async () => {
    const { rows } = await read(tables.reps, `${HEAD}\nP1,Ann,2026-04-01,,,\nP1,Ann,,2026-03-31,2025-01-01,\n`)
    const found: Diagnostic[] = []
    const payee = [...groupPayees(rows, found).values()][0]!
    expect(found).toEqual([])
    expect(payee.rows.map((row) => [row.from, row.to, row.record])).toEqual([
      ['0001-01-01', '2026-03-31', 3],
      ['2026-04-01', '9999-12-31', 2],
    ])
  })

  it('in force twice on one day are an error naming both rows (F38)', async () => {
    const { rows } = await read(tables.reps, `${HEAD}\nP1,Ann,2026-01-01,2026-03-31,,\nP1,Ann,2026-03-31,,,\n`)
    const found: Diagnostic[] = []
    groupPayees(rows, found)
    expect(found.map((each) => each.code)).toEqual(['SPM2026'])
    expect(found[0]!.place!.record).toBe(3)
    expect(found[0]!.related![0]!.place.record).toBe(2)
  })

  it('with an exclusive end do not overlap on that day', async () => {
    const context = { effectiveTo: 'exclusive' } as const
    const { rows, codes } = await read(
      tables.reps,
      `${HEAD}\nP1,Ann,2026-01-01,2026-03-31,,\nP1,Ann,2026-03-31,,,\n`,
      {},
      { context },
    )
    const found: Diagnostic[] = []
    groupPayees(rows, found)
    expect([codes, found]).toEqual([[], []])
    expect(rows[0]!.to).toBe('2026-03-30')
  })

  it('that end before they start are bad rows', async () => {
    const { found, codes } = await read(
      tables.reps,
      `${HEAD}\nP1,Ann,2026-02-01,2026-01-31,,\nP2,Bob,,,2026-02-01,2026-01-01\n`,
    )
    expect(codes).toEqual(['SPM2025', 'SPM2025'])
    expect(places(found)).toEqual(['2:3', '3:5'])
  })

  it('of several files have a role in all of them where a plan reads it', async () => {
    const files = [source('payee_id,name,role\nP1,Ann,AE\n', 'a.csv'), source('payee_id,name\nP2,Bob\n', 'b.csv')]
    const columns = new Columns([{ name: 'role', type: 'text', slot: 0 }])
    expect((await read(tables.reps, files)).codes).toEqual([])
    expect((await read(tables.reps, files, {}, { columns })).codes).toEqual(['SPM2030'])
  })

  it('without a name are bad rows', async () => {
    expect((await read(tables.reps, `${HEAD}\nP1,,,,,\n`)).codes).toEqual(['SPM2012'])
  })
})

describe('quotas', () => {
  it('need payee or role, period and amount in each row', async () => {
    const { codes } = await read(tables.quotas, 'payee_id,period,amount\n,2026-Q1,5\nP1,,5\nP1,2026-Q1,\n')
    expect(codes).toEqual(['SPM2040', 'SPM2012', 'SPM2012'])
    const roles = await read(tables.quotas, 'payee_id,role,period,amount\n,AE,2026,5\nP1,,2026,5\nP1,AE,2027,5\n')
    expect(places(roles.found)).toEqual(['4:1'])
    expect(roles.rows.map(({ payee, role }) => [payee, role])).toEqual([
      [undefined, 'AE'],
      ['P1', ''],
    ])
  })

  it('may stand once for each role and first day in force too', async () => {
    const head = 'role,period,amount,effective_from\n'
    const { codes } = await read(tables.quotas, `${head}AE,2026,5,\nSDR,2026,5,\nAE,2026,5,2026-07-01\n`)
    expect(codes).toEqual([])
    const twice = await read(tables.quotas, `${head}AE,2026,5,\nAE,2026,6,\n`)
    expect(twice.found.map(({ message }) => message)).toEqual(['period "2026", role "AE" stands on row 2 already.'])
  })

  it('may stand once for each payee, period and measure', async () => {
    const head = 'payee_id,period,measure,amount\n'
    const { codes } = await read(tables.quotas, `${head}P1,2026,,5\nP1,2026,arr,5\nP1,2026-Q1,,5\nP1,2026,,6\n`)
    expect(codes).toEqual(['SPM2020'])
  })
})

describe('splits', () => {
  const HEAD = 'deal_id,payee_id,percent,type'

  it('take 33.33 and 33.33% as percents, and a blank type as revenue', async () => {
    const { rows } = await read(tables.splits, `${HEAD}\nD1,P1,33.33,\nD1,P2,66.67%,Revenue\nD1,P3,150,overlay\n`)
    expect(rows.map((row) => [row.share?.toFixed(), row.weight, row.type])).toEqual([
      ['0.3333', undefined, 'revenue'],
      ['0.6667', undefined, 'revenue'],
      ['1.5', undefined, 'overlay'],
    ])
  })

  it('are above 0, revenue ones at most 100 (F33)', async () => {
    const { codes } = await read(tables.splits, `${HEAD}\nD1,P1,0,\nD1,P2,-5,overlay\nD1,P3,100.01,\nD1,P4,100,\n`)
    expect(codes).toEqual(['SPM2023', 'SPM2023', 'SPM2023'])
  })

  it('have percents or weights, the same for the whole file', async () => {
    const head = 'deal_id,payee_id,percent,weight\n'
    expect((await read(tables.splits, `${head}D1,P1,,1\nD1,P2,,2\n`)).rows.map((row) => row.weight!.toFixed())).toEqual(
      ['1', '2'],
    )
    expect((await read(tables.splits, `${head}D1,P1,,1\nD1,P2,50,\nD1,P3,5,5\nD1,P4,,\n`)).codes).toEqual([
      'SPM2024',
      'SPM2024',
      'SPM2012',
    ])
  })

  it('of an unknown type are bad rows', async () => {
    expect((await read(tables.splits, `${HEAD}\nD1,P1,5,bonus\n`)).codes).toEqual(['SPM2022'])
  })
})

describe('fx, periods and opening balances', () => {
  it('read rates by date or by period, above 0, once for each pair', async () => {
    const { rows } = await read(
      tables.fx,
      'period,from,to,rate\n2026-03,eur,USD,1.08\n2026-03-31 00:00:00,EUR,USD,1.09\n',
    )
    expect(rows.map((row) => [row.on, row.from, row.rate.toFixed()])).toEqual([
      ['2026-03', 'EUR', '1.08'],
      ['2026-03-31', 'EUR', '1.09'],
    ])
    const bad = await read(tables.fx, 'date,from,to,rate\n2026-03,EUR,USD,0\n2026-04,EUR,USD,1\n2026-04,EUR,USD,1\n')
    expect(bad.codes).toEqual(['SPM2023', 'SPM2020'])
  })

  it('read fx dates by the declared format', async () => {
    const { rows } = await read(tables.fx, 'date,from,to,rate\n31.03.2026,EUR,USD,1.08\n', { date: 'DD.MM.YYYY' })
    expect(rows[0]!.on).toBe('2026-03-31')
  })

  it('refuse a period that does not end after its start', async () => {
    const { rows, codes } = await read(
      tables.periods,
      'period_id,start,end\nA,2026-01-01,2026-02-01\nB,2026-02-01,2026-02-01\n',
    )
    expect(codes).toEqual(['SPM2025'])
    expect(rows.map((row) => [row.id, row.level, row.end])).toEqual([['A', 'period', '2026-02-01']])
  })

  it('fill a blank opening date with the day given, and refuse it without one', async () => {
    const text = 'payee_id,kind,name,amount,date\nP1,Credit,arr,5,\nP1,paid,base,5,2025-12-01\n'
    const context = { openingDate: '2025-12-31' as PlainDate }
    const { rows } = await read(tables.opening, text, {}, { context })
    expect(rows.map((row) => [row.kind, row.date])).toEqual([
      ['credit', '2025-12-31'],
      ['paid', '2025-12-01'],
    ])
    expect((await read(tables.opening, text)).codes).toEqual(['SPM2012'])
    expect((await read(tables.opening, 'payee_id,kind,name,amount,date\nP1,debt,x,5,2026-01-01\n')).codes).toEqual([
      'SPM2022',
    ])
  })
})

describe('events and holds', () => {
  const event = (type: string, amount: string): string =>
    `event_id,deal_id,date,type,amount\nE1,D1,2026-01-05,${type},${amount}\n`
  const hold = (names: string, until: string): string =>
    `hold_id,payee_id,deal_id,component,from,until,reason\nH1,${names},2026-01-05,${until},why\n`

  it.each([
    ['cancel', '', []],
    ['Non-Payment', '', []],
    ['refund', '0.01', []],
    ['refund', '0.00', ['SPM2061']],
    ['refund', '-0.01', ['SPM2061']],
    ['Cancelled', '', ['SPM2060']],
  ])('an event %s of "%s" gives %j', async (type, amount, wanted) => {
    expect((await read(tables.events, event(type, amount))).codes).toEqual(wanted)
  })

  it.each([
    [',D1,', '', []],
    [',,base', '', []],
    [',,', '', ['SPM2062']],
    [',D1,', '2026-01-06', []],
    [',D1,', '2026-01-05', ['SPM2063']],
    [',D1,', '2026-01-04', ['SPM2063']],
  ])('a hold on "%s" until "%s" gives %j: it holds something, for a day at least', async (names, until, wanted) => {
    expect((await read(tables.holds, hold(names, until))).codes).toEqual(wanted)
  })

  it('an event of a word near a known one asks for that', async () => {
    const { found } = await read(tables.events, event('Cancelled', ''))
    expect(found[0]?.message).toContain('Did you mean "cancel"?')
  })
})

import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { columnsWithoutFile, narrowColumns, openTable } from '../../src/input/open-table.js'
import { readLookup } from '../../src/input/read-lookup.js'
import { readTable } from '../../src/input/read-table.js'
import type { LookupSettings, SourceFile, TableSettings } from '../../src/input/table-settings.js'
import { tables } from '../../src/input/tables.js'
import { read, source } from './source.js'

async function open(
  content: string | readonly SourceFile[],
  settings: TableSettings = {},
  lookups: Parameters<typeof openTable>[3] = [],
) {
  const found: Diagnostic[] = []
  const files = typeof content === 'string' ? [source(content)] : content
  const opened = await openTable(tables.deals, settings, files, lookups, found)
  return { opened, found, codes: found.map((each) => each.code) }
}
const types = (list: readonly { name: string; type: string }[]): string[] =>
  list.map(({ name, type }) => `${name}:${type}`)

describe('headers', () => {
  it('match without case, spaces, underscores and hyphens; aliases too', async () => {
    const { opened, found } = await open(
      'Opportunity ID,PAYEE ID,Amount,close-date,StageName\nD1,P1,1,2026-01-01,Won\n',
    )
    expect(found).toEqual([])
    expect(opened!.columns.names).toEqual(['deal_id', 'payee_id', 'amount', 'close_date', 'stage'])
  })

  it('that nothing takes are extra columns under their exact text, listed in one note', async () => {
    const { opened, found } = await open('deal_id,payee_id,amount,close_date,arr,Seats Sold,vip\n', {
      types: { 'Seats Sold': 'number', vip: 'boolean' },
    })
    expect(types(opened!.columns.list.slice(4))).toEqual(['arr:text', 'Seats Sold:number', 'vip:boolean'])
    expect(opened!.unmapped).toEqual(['arr'])
    expect(found.map((each) => [each.code, each.severity])).toEqual([['SPM2010', 'note']])
  })

  it('are mapped explicitly before they match by themselves', async () => {
    const { opened } = await open('deal_id,Rep,amount,ARR,close_date\nD1,P1,1,2,2026-01-01\n', {
      columns: { payee_id: 'rep', amount: 'ARR' },
    })
    const found: Diagnostic[] = []
    const { rows } = await readTable(opened!, {}, found)
    expect(rows[0]!.owner).toBe('P1')
    expect(String(rows[0]!.cells[opened!.columns.get('amount')!.slot])).toBe('2')
    expect(opened!.unmapped).toEqual(['amount'])
  })

  it('that a needed column lacks are an error with what is free', async () => {
    const { found, codes, opened } = await open('deal_id,owner,amount,closed\n')
    expect(opened).toBeUndefined()
    expect(codes).toContain('SPM2007')
    expect(found.find((each) => each.code === 'SPM2007')!.fix).toContain('closed')
  })

  it('in one cell get advice on the delimiter', async () => {
    const { found } = await open('deal_id;payee_id;amount;close_date\n')
    expect(found.find((each) => each.code === 'SPM2007')!.fix).toContain('semicolon')
  })

  it('mapped but absent, twice there, or two for one column are errors', async () => {
    const head = 'deal_id,payee_id,amount,close_date'
    expect((await open(head, { columns: { stage: 'Stagge' } })).codes).toContain('SPM2008')
    expect((await open(head, { columns: { stage: 9 } })).codes).toContain('SPM2008')
    expect((await open(`${head},X,X`, { columns: { stage: 'X' } })).codes).toContain('SPM2009')
    expect((await open(`${head},Deal ID`)).codes).toContain('SPM2009')
    expect((await open(head, { columns: { stage: 3, Stage: 4 } })).codes).toContain('SPM2009')
  })

  it('that are empty or doubled do no harm while nothing needs them', async () => {
    const { opened, codes } = await open('deal_id,payee_id,amount,close_date,,X,X\n')
    expect(codes).toEqual(['SPM2010'])
    expect(opened!.columns.get('X')).toBeUndefined()
  })

  it('named in types or values but absent are errors; fixed types stay', async () => {
    const head = 'deal_id,payee_id,amount,close_date,seats'
    expect((await open(head, { types: { seat: 'number' } })).codes).toContain('SPM2011')
    expect((await open(head, { values: { seatz: { a: 'b' } } })).codes).toContain('SPM2011')
    expect((await open(head, { types: { deal_id: 'number' } })).codes).toContain('SPM2011')
    expect((await open(`${head},margin`, { types: { margin: 'text' } })).codes).toEqual(['SPM2010'])
  })

  it('may be missing: then positions are columns', async () => {
    const settings: TableSettings = {
      header: false,
      delimiter: 'tab',
      columns: { deal_id: 1, payee_id: '2', amount: 3, close_date: 4, note: 5 },
    }
    const { rows, codes, found } = await read(
      tables.deals,
      'D1\tP1\t5\t2026-01-01\thi\t-\nD2\tP1\t5\t2026-01-01\tho\t-\n',
      settings,
    )
    expect(codes).toEqual([])
    expect(rows.map((row) => [row.id, row.cells[4], row.record])).toEqual([
      ['D1', 'hi', 1],
      ['D2', 'ho', 2],
    ])
    expect(found[0]!.message).toMatch(/1 column unmapped$/)
  })

  it('of a column given as constant are not needed', async () => {
    const { rows } = await read(tables.deals, 'deal_id,amount,close_date\nD1,5,2026-01-01\n', {
      constants: { payee_id: 'house', currency: 'usd' },
    })
    expect(rows[0]).toMatchObject({ owner: 'house', currency: 'USD' })
    expect(
      (await read(tables.deals, 'deal_id,amount,close_date\n', { constants: { payee_id: 'h', currency: 'dollar' } }))
        .codes,
    ).toEqual(['SPM2019'])
  })

  it('differ from file to file, each with its own mapping; a used column must be in all', async () => {
    const files = [
      source('deal_id,payee_id,amount,close_date,seats\nD1,P1,1,2026-01-01,3\n', 'a.csv'),
      source('amount,Close Date,payee_id,deal_id\n2,2026-01-02,P2,D2\n', 'b.csv'),
    ]
    const { opened } = await open(files)
    const found: Diagnostic[] = []
    const unused = await readTable(opened!, { columns: narrowColumns(opened!.columns, new Set(['amount'])) }, found)
    expect(unused.rows.map((row) => [row.id, String(row.cells[0])])).toEqual([
      ['D1', '1'],
      ['D2', '2'],
    ])
    expect(found).toEqual([])
    await readTable(opened!, { columns: narrowColumns(opened!.columns, new Set(['seats'])) }, found)
    expect(found.map((each) => each.code)).toEqual(['SPM2030'])
    const all: Diagnostic[] = []
    const { rows } = await readTable(opened!, {}, all)
    expect(all).toEqual([])
    expect(rows[1]!.cells[opened!.columns.get('seats')!.slot]).toBe('')
  })

  it('may not change between opening and reading', async () => {
    let times = 0
    const file: SourceFile = {
      name: 'x.csv',
      open: () =>
        source(
          ['deal_id,payee_id,amount,close_date\n', 'payee_id,deal_id,amount,close_date\nD1,P1,1,2026-01-01\n'][
            times++
          ]!,
        ).open(),
    }
    expect((await read(tables.deals, [file])).codes).toEqual(['SPM2031'])
  })

  it('are needed even where rows are not: an empty file is an error, a header alone is fine', async () => {
    expect((await open('')).codes).toEqual(['SPM2004'])
    expect((await read(tables.deals, 'deal_id,payee_id,amount,close_date')).codes).toEqual([])
  })
})

describe('columns', () => {
  it('that nothing uses are neither stored nor checked, but for the needed ones', async () => {
    const text = 'deal_id,payee_id,amount,close_date,margin,seats\nD1,P1,5,2026-01-01,high,7\n'
    const { opened } = await open(text, { types: { seats: 'number' } })
    const narrow = narrowColumns(opened!.columns, new Set(['seats']))
    const found: Diagnostic[] = []
    const { rows } = await readTable(opened!, { columns: narrow }, found)
    expect(found).toEqual([])
    expect(rows[0]!.cells.map(String)).toEqual(['7'])
    expect((await read(tables.deals, text)).codes).toEqual(['SPM2013'])
  })

  it('are known without a file from the spec and the settings', () => {
    const lookup: LookupSettings = {
      onto: 'deals',
      key: 'product',
      as: 'info',
      types: { price: 'number' },
      columns: { series: 'Series' },
    }
    const columns = columnsWithoutFile(
      tables.deals,
      { types: { seats: 'number', margin: 'text' }, columns: { arr: 'ARR' } },
      [lookup],
    )
    const wanted = ['amount', 'close_date', 'seats', 'arr', 'margin', 'info.price', 'info.series', 'info.product']
    expect(wanted.map((name) => columns.get(name)?.type)).toEqual([
      'number',
      'date',
      'number',
      'text',
      'text',
      'number',
      'text',
      'text',
    ])
    expect(columns.list.map((column) => column.slot)).toEqual(columns.list.map((_, index) => index))
  })
})

describe('format settings', () => {
  it('that mean nothing are errors', async () => {
    const head = 'deal_id,payee_id,amount,close_date'
    for (const settings of [{ delimiter: 'semi' }, { encoding: 'utf-9' }, { date: 'MM/YYYY' }, { delimiter: '"' }]) {
      expect((await open(head, settings)).codes).toEqual(['SPM2003'])
    }
  })

  it('apply together: UTF-16 with tabs, decimal comma, dates with points, NULL for blank', async () => {
    const text = 'deal_id\tpayee_id\tamount\tclose_date\tseats\r\nD1\tJörg\t1.234,50\t31.01.2026\tNULL\r\n'
    const settings: TableSettings = {
      delimiter: 'tab',
      encoding: 'utf-16le',
      decimal: ',',
      date: 'DD.MM.YYYY',
      null: ['NULL'],
      types: { seats: 'number' },
    }
    const { rows, codes } = await read(tables.deals, [source(Buffer.from(text, 'utf16le'))], settings)
    expect(codes).toEqual([])
    expect(rows[0]!.owner).toBe('Jörg')
    expect(rows[0]!.cells.slice(2).map(String)).toEqual(['1234.5', '2026-01-31', 'undefined'])
  })
})

describe('lookups', () => {
  const DEALS = 'deal_id,payee_id,amount,close_date,product'
  const settings: LookupSettings = { onto: 'deals', key: 'product', as: 'info', types: { price: 'number' } }
  const products = 'Product,series,price\nGTX Pro,GTX,4821\nMG,MG,55\n'
  const lookup = async (content = products, own: Partial<LookupSettings> = {}) => {
    const found: Diagnostic[] = []
    return { found, value: await readLookup({ ...settings, ...own }, [source(content, 'products.csv')], found) }
  }

  it('join their columns by key, after value maps; a blank key gives blanks', async () => {
    const { value, found } = await lookup()
    expect(found).toEqual([])
    const text = `${DEALS}\nD1,P,1,2026-01-01,GTXPro\nD2,P,1,2026-01-01,\nD3,P,1,2026-01-01,MG\n`
    const { rows, codes } = await read(tables.deals, text, { values: { product: { GTXPro: 'GTX Pro' } } }, {}, [value!])
    expect(codes).toEqual([])
    expect(rows.map((row) => row.cells.slice(4).map(String))).toEqual([
      ['GTX Pro', 'GTX Pro', 'GTX', '4821'],
      ['', '', '', 'undefined'],
      ['MG', 'MG', 'MG', '55'],
    ])
  })

  it('without the key are bad rows, or blank where that is said', async () => {
    const text = `${DEALS}\nD1,P,1,2026-01-01,XYZ\n`
    const strict = await read(tables.deals, text, {}, {}, [(await lookup()).value!])
    expect(strict.codes).toEqual(['SPM2027'])
    expect(strict.found.find((each) => each.code === 'SPM2027')!.place).toMatchObject({ record: 2, field: 4 })
    const lenient = await read(tables.deals, text, {}, {}, [(await lookup(products, { on_missing: 'blank' })).value!])
    expect([lenient.codes, lenient.rows[0]!.cells.slice(5)]).toEqual([[], ['', '', undefined]])
  })

  it('with a key that stands twice name both rows', async () => {
    const { value, found } = await lookup(`${products}MG,XX,5\n`)
    expect(value).toBeUndefined()
    expect(found.map((each) => each.code)).toEqual(['SPM2020'])
    expect(found[0]!.related![0]!.place.record).toBe(3)
  })

  it('find their key under another header by match', async () => {
    const { value } = await lookup('SKU,series,price\nMG,MG,1\n', { match: 'SKU' })
    expect(value!.columns.map((column) => column.name)).toEqual(['SKU', 'series', 'price'])
    expect((await lookup('SKU,series,price\nMG,MG,1\n')).found.map((each) => each.code)).toEqual(['SPM2007'])
  })

  it('by a column that the table lacks are an error', async () => {
    const { value } = await lookup()
    expect((await read(tables.deals, 'deal_id,payee_id,amount,close_date\n', {}, {}, [value!])).codes).toContain(
      'SPM2028',
    )
  })

  it('can fill a known column, read as its type', async () => {
    const { value } = await lookup('product,close,owner\nMG,2026-05-01,P7\n', { types: {} })
    const { rows, codes } = await read(
      tables.deals,
      'deal_id,amount,product\nD1,1,MG\n',
      { columns: { payee_id: 'info.owner', close_date: 'info.close' } },
      {},
      [value!],
    )
    expect(codes).toEqual([])
    expect(rows[0]!.owner).toBe('P7')
    expect(rows[0]!.cells).toContain('2026-05-01')
  })
})

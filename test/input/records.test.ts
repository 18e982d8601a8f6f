import { Buffer } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateCells } from '../../src/input/locate.js'
import { readRecords } from '../../src/input/read-records.js'
import { sha256 } from '../../src/base/hash.js'
import { source } from './source.js'

const FORMAT = { delimiter: undefined, encoding: undefined }

async function records(content: string | Uint8Array, format: Partial<typeof FORMAT> | object = {}, chunk = 5) {
  const rows: string[][] = []
  const numbers: number[] = []
  const result = await readRecords(source(content, 'file.csv', chunk), { ...FORMAT, ...format }, (fields, record) => {
    rows.push(fields)
    numbers.push(record)
  })
  return { rows, numbers, ...result, code: result.problem?.code, record: result.problem?.place?.record }
}

function utf16(text: string, bom: boolean): Uint8Array {
  return Buffer.from((bom ? '\ufeff' : '') + text, 'utf16le')
}

describe('decoding', () => {
  it('drops a byte order mark and lets it decide the encoding', async () => {
    expect((await records('\ufeffa,b\n')).rows).toEqual([['a', 'b']])
    expect((await records(utf16('a\tü\r\n1\t2\r\n', true), { delimiter: '\t' })).rows).toEqual([
      ['a', 'ü'],
      ['1', '2'],
    ])
    const swapped = Buffer.from(utf16('a,ü\n', true)).swap16()
    expect((await records(swapped, { encoding: 'windows-1252' })).rows).toEqual([['a', 'ü']])
  })

  it('reads a declared encoding, characters cut by chunks included', async () => {
    expect((await records(Buffer.from('caf\xe9,1\n', 'latin1'), { encoding: 'windows-1252' })).rows).toEqual([
      ['café', '1'],
    ])
    expect((await records(utf16('a,é\n', false), { encoding: 'utf-16le' }, 3)).rows).toEqual([['a', 'é']])
    expect((await records('é€😀,1\n', {}, 1)).rows).toEqual([['é€😀', '1']])
  })

  it('stops at the row whose bytes are not UTF-8, for any size of chunk', async () => {
    const bytes = Buffer.concat([Buffer.from('name,x\nAnné,1\n'), Buffer.from('Ren\xe9e,2\nBob,3\n', 'latin1')])
    for (let chunk = 1; chunk <= bytes.length; chunk += 1) {
      const result = await records(bytes, {}, chunk)
      expect([result.code, result.record]).toEqual(['SPM2002', 3])
      expect(result.rows).toEqual([
        ['name', 'x'],
        ['Anné', '1'],
      ])
    }
  })

  it('finds a character cut off at the end of the file', async () => {
    expect((await records(Buffer.from([0x61, 0x0a, 0xc3]))).code).toBe('SPM2002')
  })

  it('recognises a workbook, a web page and UTF-16 without a mark', async () => {
    expect((await records(Buffer.from('504b030414000600', 'hex'))).code).toBe('SPM2001')
    expect((await records(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).code).toBe('SPM2001')
    expect((await records('<html><body><table>', {}, 64)).code).toBe('SPM2001')
    expect((await records(utf16('deal_id,amount\n', false))).code).toBe('SPM2002')
  })
})

describe('splitting', () => {
  it('ends lines at CRLF, LF and CR alike, mixed too, with and without quotes', async () => {
    const rows = [
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]
    for (let chunk = 1; chunk < 8; chunk += 1) {
      expect((await records('a,b\r\n1,2\n3,4\r5,6', {}, chunk)).rows).toEqual(rows)
      expect((await records('a,b\r\n"1",2\n3,4\r"5","6"\r\n', {}, chunk)).rows).toEqual(rows)
      expect((await records('a,b\r\n1,2\n3,4\r"5",6', {}, chunk)).rows).toEqual(rows)
    }
  })

  it('keeps delimiters, line ends and doubled quotes inside quotes', async () => {
    const { rows } = await records('a,b\n"x, ""y""\r\nz",2\n')
    expect(rows[1]).toEqual(['x, "y"\r\nz', '2'])
  })

  it('numbers records as a spreadsheet does: header and blank lines count', async () => {
    expect((await records('a\n\n1\n')).numbers).toEqual([1, 2, 3])
    expect((await records('sep=;\r\na;b\r\n1;2\r\n')).rows[0]).toEqual(['a', 'b'])
    expect((await records('sep=;\r\na;b\r\n1;2\r\n', {}, 6)).numbers).toEqual([2, 3])
  })

  it('reports a broken quote at its row and keeps the rows before it', async () => {
    const open = await records('a,b\n1,2\n3,"x\n5,6\n')
    expect([open.code, open.record, open.rows.length]).toEqual(['SPM2005', 3, 2])
    const behind = await records('a,b\n"x"y,2\n5,6\n')
    expect([behind.code, behind.record]).toEqual(['SPM2005', 2])
    const middle = await records('a,b\n1,2\n5" disk,2\n5,6\n')
    expect([middle.code, middle.record]).toEqual(['SPM2005', 3])
  })

  it('hashes and counts the raw bytes', async () => {
    const result = await records('\ufeffa,b\r\n1,2\r\n')
    expect(result.bytes).toBe(13)
    expect(result.sha256).toBe(sha256('\ufeffa,b\r\n1,2\r\n'))
  })

  it('agrees with csv-parse on any well-formed text, however it is cut', async () => {
    const field = fc.stringMatching(/^[a-c ",\n\ré]{0,5}$/)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (rows, quotes, chunk) => {
          const write = (text: string): string =>
            quotes ? `"${text.replaceAll('"', '""')}"` : text.replaceAll(/[",\r\n]/g, '')
          const text = rows.map((row) => row.map(write).join(',')).join('\r\n') + '\r\n'
          const expected = parse(text, {
            relax_column_count: true,
            record_delimiter: ['\r\n', '\n', '\r'],
          }) as string[][]
          expect((await records(text, {}, chunk)).rows).toEqual(expected)
        },
      ),
    )
  })
})

describe('locating', () => {
  const text = 'id,name\r\n1,"two\r\nlines"\r\n\r\n2,"x",y\n3,z'
  const locate = (record: number, field: number, chunk = 3) =>
    locateCells(source(text, 'file.csv', chunk).open(), FORMAT, [{ record, field }]).then((found) => {
      const at = found[0]
      return at && `${at.line}:${at.column}`
    })

  it('gives line and column of a cell, counting lines inside quotes', async () => {
    expect(await locate(1, 1)).toBe('1:4')
    expect(await locate(2, 1)).toBe('2:3')
    expect(await locate(4, 0)).toBe('5:1')
    expect(await locate(4, 2)).toBe('5:7')
    expect(await locate(5, 1)).toBe('6:3')
  })

  it('gives the last cell of a row that is too short, and nothing past the end', async () => {
    expect(await locate(5, 9)).toBe('6:3')
    expect(await locate(9, 0)).toBeUndefined()
  })

  it('answers many questions in the order asked, in one pass', async () => {
    const found = await locateCells(source(text).open(), FORMAT, [
      { record: 5, field: 0 },
      { record: 2, field: 0 },
      { record: 2, field: 0 },
    ])
    expect(found.map((at) => at?.line)).toEqual([6, 2, 2])
  })

  it('gives the line to show, and how long the cell is in it, quotes included', async () => {
    for (const chunk of [1, 3, 100]) {
      const found = await locateCells(source(text, 'file.csv', chunk).open(), FORMAT, [
        { record: 1, field: 1 },
        { record: 2, field: 1 },
        { record: 4, field: 1 },
        { record: 5, field: 1 },
      ])
      expect(found.map((at) => [at?.text, at?.length])).toEqual([
        ['id,name', 4],
        ['1,"two', undefined],
        ['2,"x",y', 3],
        ['3,z', 1],
      ])
    }
  })

  it('counts a sep= line as the first', async () => {
    const found = await locateCells(source('sep=;\na;b\n1;2').open(), FORMAT, [{ record: 3, field: 1 }])
    expect(found[0]).toEqual({ line: 3, column: 3, length: 1, text: '1;2' })
  })
})

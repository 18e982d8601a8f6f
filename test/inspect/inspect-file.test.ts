import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { inspectFile } from '../../src/inspect/inspect-file.js'
import { source } from '../input/source.js'

async function inspect(content: string | Uint8Array, chunk = 7) {
  const found: Diagnostic[] = []
  const inspection = await inspectFile(source(content, 'file.csv', chunk), found)
  return { inspection, codes: found.map(({ code }) => code) }
}

async function textOf(content: string | Uint8Array, chunk?: number) {
  const { encoding, encodingBy, delimiter, delimiterBy, lineEnds } = (await inspect(content, chunk)).inspection!.text
  return { encoding, encodingBy, delimiter, delimiterBy, lineEnds }
}

describe('the text of a file', () => {
  it.each([1, 2, 3, 100])('has its line ends counted outside quotes, in pieces of %d bytes', async (chunk) => {
    const { lineEnds } = await textOf('a,b\r\n"x\ny",2\r\n"say ""hi""\r\n",3\n4,5\r6,7\n', chunk)
    expect(lineEnds).toEqual({ CRLF: 2, LF: 2, CR: 1 })
  })

  it.each([
    ['a,b\n1,2\n', ',', 'guess'],
    ['a;b\n"1,5,6";2\n', ';', 'guess'],
    ['a\tb, c\n1\t2\n3\t4, 5\n', '\t', 'guess'],
    ['a|b\n1|2\n', '|', 'guess'],
    ['sep=;\na;b\n1;2\n', ';', 'sep'],
    ['a\n1\n', ',', 'none'],
  ])('%j is parted by %j', async (content, delimiter, delimiterBy) => {
    expect(await textOf(content)).toMatchObject({ delimiter, delimiterBy })
  })

  it('is ASCII, UTF-8 by its bytes, by a mark, or another encoding by a guess', async () => {
    expect(await textOf('a,b\n1,2\n')).toMatchObject({ encoding: 'utf-8', encodingBy: 'ascii' })
    expect(await textOf('a,b\nJürgen,2\n')).toMatchObject({ encoding: 'utf-8', encodingBy: 'bytes' })
    expect(await textOf('\ufeffa,b\n1,2\n')).toMatchObject({ encoding: 'utf-8', encodingBy: 'mark' })
    const utf16 = Buffer.from('\ufeffa,b\nJürgen,2\n', 'utf16le')
    expect(await textOf(utf16)).toMatchObject({ encoding: 'utf-16le', encodingBy: 'mark' })
    expect(await textOf(utf16.subarray(2))).toMatchObject({ encoding: 'utf-16le', encodingBy: 'guess' })
    expect(await textOf(Buffer.from('a,b\nJürgen,2\n', 'latin1'))).toMatchObject({
      encoding: 'windows-1252',
      encodingBy: 'guess',
    })
  })

  it('that is guessed shows a place where it can be seen', async () => {
    const { inspection } = await inspect(Buffer.from('a,b\nx,1\nJürgen,2\n', 'latin1'), 1000)
    expect(inspection!.text.beyondAscii).toBe('Jürgen,2')
  })
})

describe('the rows of a file', () => {
  it('are counted without header, blank lines and what is written below them', async () => {
    const { inspection } = await inspect('\na,b\n1,2\n\n3,4\n\nTotal of all\n"by, me"\n')
    expect(inspection).toMatchObject({ headerRecord: 2, rows: 2, blankLines: 3, footer: ['Total of all', 'by, me'] })
  })

  it('of other lengths are counted and named, and their cells taken for no column', async () => {
    const { inspection } = await inspect('a,b\n1,2\n1,2,3\n4\n')
    expect(inspection!.ragged).toEqual({
      rows: 2,
      first: [
        { record: 3, cells: 3 },
        { record: 4, cells: 1 },
      ],
    })
    expect(inspection!.columns.map(({ filled }) => filled)).toEqual([1, 1])
  })

  it('begin with the first line where that holds numbers or dates', async () => {
    const { inspection } = await inspect('274\tNULL\t2011-05-31\n275\t5\t2011-06-30\n')
    expect(inspection).toMatchObject({ header: undefined, rows: 2 })
    // A year in a header makes it no data.
    expect((await inspect('account,2025,owner,region\nx,1,y,z\n')).inspection!.header).toHaveLength(4)
  })

  it.each([
    ['', 'SPM2004'],
    ['PK\u0003\u0004', 'SPM2001'],
    ['a,b\n1,"2\n', 'SPM2005'],
  ])('%j cannot be read: %s', async (content, code) => {
    expect(await inspect(content)).toEqual({ inspection: undefined, codes: [code] })
  })
})

import { describe, expect, test } from 'vitest'
import { renderBar } from '../../src/render/bar.js'
import { noColour } from '../../src/render/colour.js'
import { renderSections, type TableColumn } from '../../src/render/table.js'
import { displayWidth } from '../../src/render/width.js'

const columns: readonly TableColumn[] = [
  { name: 'region', align: 'left', keep: 'key' },
  { name: 'name', align: 'left' },
  { name: 'quota', align: 'right' },
  { name: 'bar', align: 'left', keep: 'extra' },
]
const row = ['Americas East', 'Bartholomew Featherstonehaugh', '1,000,000.00', '##########']
const sections = [{ heading: 'one', rows: [row], total: ['total', '1 payee', '1,000,000.00', ''], remark: undefined }]
const at = (width: number, isTTY = true): string =>
  renderSections({ columns, sections }, { isTTY, width, chalk: noColour })

describe('sections of a table', () => {
  test('in a pipe have everything, whatever the width', () => {
    expect(at(20, false)).toContain('Americas East  Bartholomew Featherstonehaugh  1,000,000.00  ##########')
  })

  test('on a terminal cut names, then leave out extras, and never cut numbers', () => {
    for (const width of [70, 60, 50, 42, 36]) {
      const text = at(width)
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(text).toContain('1,000,000.00')
    }
    expect(at(60)).toContain('##########')
    expect(at(42)).not.toContain('#')
    expect(at(42)).toContain('Americas East')
  })

  test('show 500 rows at most on a terminal and say how many more there are', () => {
    const many = Array.from({ length: 400 }, () => row)
    const two = [1, 2].map((n) => ({ heading: `s${n}`, rows: many, total: undefined, remark: undefined }))
    const text = renderSections({ columns, sections: two }, { isTTY: true, width: 100, chalk: noColour })
    expect(text.match(/Americas/g)).toHaveLength(500)
    expect(text).toContain('… and 300 more rows')
  })
})

test.each([
  ['', ''],
  ['-12.50', '..........'],
  ['0.00', '..........'],
  ['9.99', '..........'],
  ['10.00', '#.........'],
  ['99.99', '#########.'],
  ['100.00', '##########'],
  ['100.01', '#########+'],
  ['12345.00', '#########+'],
])('a bar of %s %% is "%s": full from 100 %% on and not before', (percent, bar) => {
  expect(renderBar(percent, noColour)).toBe(bar)
})

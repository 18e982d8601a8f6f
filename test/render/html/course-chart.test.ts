import { expect, test } from 'vitest'
import { parseDecimal, type Decimal } from '../../../src/base/decimal.js'
import { courseChart } from '../../../src/render/html/course-chart.js'
import { renderPage } from '../../../src/render/html/page.js'
import { accessProblems } from '../../support/page.js'

const d = (text: string): Decimal => parseDecimal(text)!
const points = [
  { x: d('0'), y: d('0') },
  { x: d('100'), y: d('8000') },
  { x: d('150'), y: d('14000.005') },
]

test('a pay curve says its corners and where somebody stands, in words', async () => {
  const chart = courseChart({
    title: 'New business',
    unit: '% of quota',
    pays: 'USD',
    lines: [{ label: '', points }],
    mark: { x: d('112.5'), y: d('9500'), label: 'You <are> here' },
  })
  expect(chart.html).toContain(
    'aria-label="New business. 0.00 USD at 0 % of quota, 8,000.00 USD at 100 % of quota, 14,000.01 USD at 150 % of ' +
      'quota. You &lt;are&gt; here: 9,500.00 USD at 112.5 % of quota."',
  )
  // Of nine ticks every second one has its text, so that a phone can show them.
  expect(chart.html).toContain('>120 %<')
  expect(chart.html).not.toContain('>140 %<')
  expect(chart.html).toContain('>14,000<')
  expect(await accessProblems(renderPage({ title: 'Pay', body: chart }))).toEqual([])
})

test('several cases of a component are lines of their own, and pay may fall below zero', async () => {
  const chart = courseChart({
    title: 'By product',
    unit: 'USD',
    pays: 'USD',
    xLabel: 'sold in the year, USD',
    lines: [
      { label: 'Cloud', points },
      { label: 'Licence', points: [...points.slice(0, 2), { x: d('150'), y: d('-200') }] },
    ],
  })
  expect(chart.html).toContain('Licence: 0.00 USD at 0.00 USD')
  expect(chart.html).toContain('sold in the year, USD')
  expect(chart.html).toContain('>-2,000<')
  expect(await accessProblems(renderPage({ title: 'Pay', body: chart }))).toEqual([])
})

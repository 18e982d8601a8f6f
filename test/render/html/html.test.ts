import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { formatDecimal, parseDecimal, type Decimal } from '../../../src/base/decimal.js'
import { goalBar, shareBar, sparkBars } from '../../../src/render/html/bars.js'
import { lineChart } from '../../../src/render/html/line-chart.js'
import { html } from '../../../src/render/html/markup.js'
import { facts, renderPage } from '../../../src/render/html/page.js'
import { placeOn, roundTicks } from '../../../src/render/html/scale.js'
import { COLOURS } from '../../../src/render/html/style.js'
import { htmlTable } from '../../../src/render/html/table.js'
import { accessProblems } from '../../support/page.js'

const d = (text: string): Decimal => parseDecimal(text)!
const ticks = (from: string, to: string): string =>
  roundTicks(d(from), d(to), formatDecimal)
    .map(({ text }) => text)
    .join(' ')

const curve = lineChart({
  title: 'Pay by attainment',
  words: 'Nothing at 0 %, 10,000 at 100 %, 16,000 at 150 %.',
  x: { label: 'attainment', ticks: roundTicks(d('0'), d('150'), (at) => `${formatDecimal(at)} %`) },
  y: { label: 'pay', ticks: roundTicks(d('0'), d('16000'), formatDecimal) },
  lines: [
    {
      label: 'new',
      points: [
        { x: d('0'), y: d('0') },
        { x: d('100'), y: d('10000') },
        { x: d('150'), y: d('16000') },
      ],
    },
    {
      label: 'old <2025>',
      points: [
        { x: d('0'), y: d('0') },
        { x: d('150'), y: d('12000') },
      ],
    },
  ],
  marks: [{ x: d('89.11'), y: d('8911'), label: 'Ana & you' }],
})

describe('pages', () => {
  test('of all that the module offers pass the accessibility check, and load and run nothing', async () => {
    const table = htmlTable({
      caption: 'Lines',
      columns: [
        { name: 'deal', kind: 'text' },
        { name: 'pay', kind: 'number' },
        { name: 'bar', kind: 'bar' },
      ],
      rows: [['D1', '1,200.00', goalBar('89.11')]],
      total: ['total', '1,200.00', shareBar('100.00')],
    })
    const spark = sparkBars('credited by month', ['5', '-2', '0', '9.5'].map(d), formatDecimal)
    const body = [facts([['Payable', '1,200.00 USD']]), html`<h2>Lines</h2>`, table, html`<p>${spark}</p>`, curve]
    const page = renderPage({ title: 'Statement', about: 'Ana', body, foot: 'Ask Bo.' })
    expect(await accessProblems(page)).toEqual([])
  })

  test('hold text from files as text, wherever it stands', () => {
    const odd = `</title><script>alert(1)</script>"' onload="x" \u001b[2J\u202e&amp;`
    const page = renderPage({
      title: odd,
      about: odd,
      body: [
        facts([[odd, odd]]),
        htmlTable({ caption: odd, columns: [{ name: odd, kind: 'text' }], rows: [[odd]] }),
        curve,
      ],
      foot: odd,
    })
    const { document } = new JSDOM(page).window
    expect(document.querySelectorAll('script,[onload]')).toHaveLength(0)
    const shown = odd.replace('\u001b', '\\e').replace('\u202e', '\\u{202e}')
    for (const where of ['title', 'h1', 'dt', 'dd', 'caption', 'thead th', 'tbody th', 'footer p'])
      expect([where, document.querySelector(where)!.textContent]).toEqual([where, shown])
    expect(document.querySelector('.scroll')!.getAttribute('aria-label')).toBe(shown)
  })

  test('have colours that stand out from white: text 4.5 to 1, charts 3 to 1 (WCAG 2.1)', () => {
    const channel = (hex: string): number => {
      const share = Number.parseInt(hex, 16) / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    }
    const contrast = (colour: string): number => {
      const [r, g, b] = [1, 3, 5].map((at) => channel(colour.slice(at, at + 2)))
      return 1.05 / (0.2126 * r! + 0.7152 * g! + 0.0722 * b! + 0.05)
    }
    for (const name of ['text', 'muted', 'accent', 'mark'] as const)
      expect(contrast(COLOURS[name])).toBeGreaterThan(4.5)
    expect(contrast(COLOURS.reached)).toBeGreaterThan(3)
    // Muted text also stands on the shade of the figures at the top.
    expect(contrast(COLOURS.muted) / contrast(COLOURS.shade)).toBeGreaterThan(4.5)
  })
})

describe('charts', () => {
  test('have round ticks around their values', () => {
    expect(ticks('0', '150')).toBe('0 20 40 60 80 100 120 140 160')
    expect(ticks('0', '16000')).toBe('0 2000 4000 6000 8000 10000 12000 14000 16000')
    expect(ticks('0', '0.07')).toBe('0 0.01 0.02 0.03 0.04 0.05 0.06 0.07')
    expect(ticks('-30', '100')).toBe('-40 -20 0 20 40 60 80 100')
    expect(ticks('0', '0')).toBe('0 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1')
    expect(placeOn({ label: '', ticks: roundTicks(d('0'), d('200'), formatDecimal) }, d('50'), 400).toFixed()).toBe(
      '100',
    )
  })

  test('draw a bar up to its mark exactly from 100 % on', () => {
    const width = (percent: string): string =>
      /<rect width="(\d+)" height="12" fill="#(?!f3)/.exec(goalBar(percent).html)![1]!
    expect(['0.00', '-5.00', '99.99', '100.00', '149.99', '150.00', '9999.00'].map(width)).toEqual([
      '0',
      '0',
      '99',
      '100',
      '149',
      '150',
      '150',
    ])
    expect(goalBar('150.01').html).toContain('<path')
    expect(goalBar('150.00').html).not.toContain('<path')
    expect(goalBar('').html).toBe('')
  })

  test('say every figure in words', () => {
    const spark = sparkBars('credited', ['5', '-2.5', '0'].map(d), formatDecimal)
    expect(spark.html).toContain('aria-label="credited: 5, -2.5, 0"')
    expect(curve.html).toContain('Nothing at 0 %, 10,000 at 100 %, 16,000 at 150 %.')
    expect(curve.html).toContain('Ana &amp; you')
    expect(curve.html).toContain('old &lt;2025&gt;')
  })
})

import { linkSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { ClosingProject } from '../support/closing.js'
import { accessProblems } from '../support/page.js'
import { reported, REPORTS } from '../support/reported.js'

vi.setConfig({ testTimeout: 60_000 })

const PLAN = `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures: { won: { amount: deal.amount, date: deal.close_date, credit: direct } }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`

/** Formula starts, HTML, Markdown, terminal escapes, text that turns, and XLSX's own escape of a character. */
const NAMES = ['=1+1', `<img src=x onerror="alert(1)">`, 'a|b`c`', '\u001b[2JRed', '\u202eturned', '_x0041_ & co', '-5']

function project(names: readonly string[] = NAMES): ClosingProject {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const ids = names.map((name, index) => quoted(`${name} ${index}`))
  return new ClosingProject({
    'plans/ae.yaml': PLAN,
    'data/reps.csv': `payee_id,name,team\n${ids.map((id) => `${id},${id},${id}\n`).join('')}`,
    'data/quotas.csv': `payee_id,period,amount\n${ids.map((id) => `${id},2026-Q1,300\n`).join('')}`,
    'data/deals.csv': `deal_id,payee_id,amount,close_date\n${ids.map((id) => `${id},${id},123456789.01,2026-03-05\n`).join('')}=x,nobody,1,2026-03-05\n`,
    'spm.yaml': 'inputs: { deals: { on_bad_row: reject } }\n',
  })
}

const partsOf = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(file))).map(([name, part]) => [name, Buffer.from(part).toString('utf8')]),
  )

test('odd names are harmless in every report and format', async () => {
  const { root } = project()
  // oxlint-disable-next-line no-control-regex
  const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/
  for (const report of REPORTS) {
    for (const format of ['table', 'csv', 'json', 'md', 'html']) {
      const { code, out } = await reported(root, `${report} --period 2026-03 --format ${format}`, 80)
      expect([report, format, code, steers.test(out)]).toEqual([report, format, 0, false])
      if (format === 'csv') expect([report, /(?:^|,)"?[=]/m.test(out)]).toEqual([report, false])
      if (format === 'md') expect([report, /(?<!\\)</.test(out)]).toEqual([report, false])
    }
  }
})

test('every report is a page that passes the accessibility check and loads and runs nothing', async () => {
  const { root } = project(['Ana', 'Bo', 'Cy & Co', '<b>Di</b>'])
  for (const report of REPORTS) {
    const { out } = await reported(root, `${report} --period 2026-03 --format html`)
    expect([report, await accessProblems(out)]).toEqual([report, []])
  }
})

test('a workbook has text as text, numbers with their digits, dates as dates, and the same bytes each time', async () => {
  const { root } = project()
  const file = join(root, 'lines.xlsx')
  const run = (): Promise<{ readonly code: number; readonly out: string }> =>
    reported(root, `lines --period 2026-03 --format xlsx --out ${file}`)
  expect(await run()).toMatchObject({ code: 0, out: '' })
  const first = readFileSync(file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await run()
  expect(readFileSync(file).equals(first)).toBe(true)
  const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/styles.xml': styles = '' } = partsOf(file)
  expect(sheet).not.toContain('<f>')
  // Marked (style 3), so that it stays text when the cell is edited.
  expect(sheet).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">=1\+1 0<\/t>/)
  expect(sheet).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">-5 6<\/t>/)
  expect(styles).toContain('quotePrefix="1"')
  expect(sheet).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; 1')
  expect(sheet).toContain('\\e[2JRed 3')
  expect(sheet).toContain('_x005F_x0041_ &amp; co 5')
  // 10 % of 123,456,789.01 is 12,345,678.90 (…78.901).
  expect(sheet).toContain('<v>12345678.90</v>')
  expect(sheet).toContain('<v>12345678.901</v>')
  // March 5, 2026 is day 46086 of a spreadsheet.
  expect(sheet).toContain('<v>46086</v>')
})

test('a number with more digits than a spreadsheet keeps is text, so that none is lost', async () => {
  const each = project(['Ana'])
  each.write({ 'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,Ana 0,123456789012345.67,2026-03-05\n' })
  const file = join(each.root, 'lines.xlsx')
  await reported(each.root, `lines --period 2026-03 --format xlsx --out ${file}`)
  expect(partsOf(file)['xl/worksheets/sheet1.xml']).toContain(
    't="inlineStr"><is><t xml:space="preserve">123456789012345.67</t>',
  )
})

test('what a workbook cannot hold is refused, not cut', async () => {
  const { root } = project(['x'.repeat(32_766)])
  const bad = await reported(root, 'lines --period 2026-03 --format xlsx --out big.xlsx')
  expect([bad.code, bad.err.includes('SPM1033')]).toEqual([1, true])
  expect(readdirSync(root)).not.toContain('big.xlsx')
})

test('a report goes to a file whole, in place of an older one, and is told on stderr', async () => {
  const { root } = project(['Ana'])
  const line = 'payouts --period 2026-03 --format html'
  const written = (err: string): string => err.split('\n').at(-2)!
  const { out } = await reported(root, line)
  for (let time = 0; time < 2; time += 1) {
    const said = await reported(root, `${line} --out report.html`)
    expect([said.code, said.out, written(said.err)]).toEqual([0, '', 'Written: report.html'])
    expect(readFileSync(join(root, 'report.html'), 'utf8')).toBe(out)
  }
  expect(readdirSync(root).filter((name) => name.includes('tmp'))).toEqual([])
  expect((await reported(root, `${line} --out nowhere/report.html`)).code).toBe(5)
})

test('inputs, plans, ledger, runs, log, folders and links to them are never written over', async () => {
  const each = project(['Ana'])
  const { root } = each
  await each.calc('2026-03')
  symlinkSync(join(root, 'data/deals.csv'), join(root, 'link.csv'))
  linkSync(join(root, 'data/reps.csv'), join(root, 'hard.csv'))
  mkdirSync(join(root, 'folder'))
  const before = ['data/deals.csv', 'data/reps.csv', 'plans/ae.yaml', 'spm.yaml', 'audit.jsonl'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  )
  const files = [
    'data/deals.csv',
    './data/../data/quotas.csv',
    'plans/ae.yaml',
    'spm.yaml',
    'audit.jsonl',
    'redact.key',
  ]
  for (const out of [...files, 'link.csv', 'hard.csv', 'folder', 'runs/x.csv', 'ledger/new/x.csv', '/dev/null']) {
    const said = await reported(root, `payouts --period 2026-03 --format csv --out ${out}`)
    expect([out, said.code, said.out, said.err.includes('SPM1030')]).toEqual([out, 1, '', true])
  }
  const after = ['data/deals.csv', 'data/reps.csv', 'plans/ae.yaml', 'spm.yaml', 'audit.jsonl'].map((file) =>
    readFileSync(join(root, file), 'utf8'),
  )
  expect(after).toEqual(before)
})

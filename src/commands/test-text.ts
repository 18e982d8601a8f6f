import type { ChalkInstance } from 'chalk'
import type { Compared } from '../plan-tests/compare.js'
import type { CaseOutcome } from '../plan-tests/run-case.js'
import { safe } from '../render/safe.js'
import { displayWidth, padTo } from '../render/width.js'

const DEEP = '    '

/** What is wrong with a case that failed, but for findings: codes, tables that differ, and why. */
export function outcomeText({ compared, codes, why }: CaseOutcome, chalk: ChalkInstance): string {
  const parts = codes.map(({ of, expected, actual }) => {
    const came = actual.length === 0 ? `no ${of}` : actual.join(', ')
    return `${DEEP}${of}: expected ${expected.length === 0 ? 'none' : expected.join(', ')}, came ${came}\n`
  })
  parts.push(...compared.map((each) => tableText(each, chalk)))
  if (why.length > 0) parts.push(`${DEEP}why:\n${why.map((line) => `${DEEP}  ${safe(line)}\n`).join('')}`)
  return parts.join('')
}

interface ShownRow {
  readonly mark: '' | 'expected' | 'actual' | 'missing' | 'unexpected'
  readonly cells: readonly string[]
  readonly differs: readonly boolean[]
}

/** Rows as expected and as they came, one below the other where they differ; what differs has a `*`. */
function tableText({ output, columns, rows }: Compared, chalk: ChalkInstance): string {
  const shown = rows.flatMap(({ expected, actual, differs }): ShownRow[] => {
    if (expected && actual) {
      if (!differs.includes(true)) return [{ mark: '', cells: expected, differs }]
      return [
        { mark: 'expected', cells: expected, differs },
        { mark: 'actual', cells: actual, differs },
      ]
    }
    const none = differs.map(() => false)
    if (expected) return [{ mark: 'missing', cells: expected, differs: none }]
    return [{ mark: 'unexpected', cells: actual!, differs: none }]
  })
  if (shown.length === 0) return ''
  const texts = shown.map(({ cells, differs }) =>
    cells.map((cell, index) => `${safe(cell) || '""'}${differs[index] ? ' *' : ''}`),
  )
  const widths = columns.map((name, index) =>
    Math.max(displayWidth(name), ...texts.map((cells) => displayWidth(cells[index]!))),
  )
  const line = (mark: string, cells: readonly string[]): string =>
    `${DEEP}  ${padTo(mark, 10, 'left')}  ${cells.map((cell, index) => padTo(cell, widths[index]!, 'left')).join('  ')}`.trimEnd()
  const colours = {
    '': chalk.dim,
    expected: chalk.green,
    missing: chalk.green,
    actual: chalk.red,
    unexpected: chalk.red,
  }
  return [
    `${DEEP}${output}:`,
    chalk.bold(line('', columns)),
    ...shown.map(({ mark }, index) => colours[mark](line(mark, texts[index]!))),
    '',
  ].join('\n')
}

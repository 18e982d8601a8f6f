import { Decimal, formatDecimal, max, ONE, ZERO } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { Description, Part, PayCurve, Section, Signature, WordTable } from '../describe/description.js'
import type { Words } from '../describe/say.js'
import { markdownText } from './markdown.js'
import { safe } from './safe.js'
import { displayWidth } from './width.js'

/** Sentences are broken here, so that they can be read as they are. */
const WIDTH = 80

/** A description as Markdown that also reads well as it is. */
export function descriptionMarkdown({ title, about, facts, sections, signature }: Description): string {
  const told = facts.map(([what, value]) => `- ${markdownText(what)}: ${markdownText(value)}`)
  const blocks = [
    `# ${markdownText(title)}`,
    wrapped(markdownText(about)),
    told.join('\n'),
    ...sections.flatMap((section) => sectionBlocks(section, 2)),
    ...signatureBlocks(signature),
  ]
  return `${blocks.join('\n\n')}\n`
}

function sectionBlocks({ title, parts, sections = [] }: Section, level: number): readonly string[] {
  return [
    `${'#'.repeat(level)} ${markdownText(title)}`,
    ...parts.flatMap(partBlocks),
    ...sections.flatMap((each) => sectionBlocks(each, level + 1)),
  ]
}

function partBlocks(part: Part): readonly string[] {
  switch (part.kind) {
    case 'text':
      return [wrapped(wordsText(part.words))]
    case 'points':
      return [part.points.map((words) => `- ${wrapped(wordsText(words), '  ')}`).join('\n')]
    case 'table':
      return [...(part.headed ? [] : [wrapped(`${markdownText(part.caption)}:`)]), table(part)]
    case 'curve':
      return part.lines.flatMap((line) => curve(part, line))
  }
}

function wordsText(words: Words): string {
  return words.map((piece) => (typeof piece === 'string' ? markdownText(piece) : codeSpan(piece.code))).join('')
}

/** More backticks around it than stand in it. */
function codeSpan(text: string): string {
  const plain = safe(text.replace(/\s+/g, ' ').trim())
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`
}

/** What would begin a list, a heading, a quotation or HTML stays on the line before, in code too. */
const BEGINS = /^(?:[-+*#<>=~|]|`{3}|\d+[.)]$)/
/** Stands for the space before a percent sign, where no line is broken. */
const NARROW = '\u00a0%'

function wrapped(text: string, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.replaceAll(' %', NARROW).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    const fits = displayWidth(longer) + indent.length <= WIDTH
    if (line === '' || fits || BEGINS.test(word)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].join(`\n${indent}`).replaceAll(NARROW, ' %')
}

/** Columns of one width, so that it is a table before it is rendered too. */
function table({ columns, rows }: WordTable): string {
  const cells = rows.map((row) => row.map((words) => wordsText(words).replace(/(?<!\\)\|/g, '\\|')))
  const names = columns.map(({ name }) => markdownText(name))
  const widths = names.map((name, index) =>
    Math.max(3, displayWidth(name), ...cells.map((row) => displayWidth(row[index]!))),
  )
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => padded(cell, widths[index]!, columns[index]!.number)).join(' | ')} |`
  const rule = columns.map(
    ({ number }, index) => `${'-'.repeat(widths[index]! - (number ? 1 : 0))}${number ? ':' : ''}`,
  )
  return [line(names), line(rule), ...cells.map(line)].join('\n')
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return right ? `${space}${text}` : `${text}${space}`
}

/** The corners of a pay curve, with bars: it is straight from one to the next. */
function curve({ title, unit, pays }: PayCurve, { label, points }: PayCurve['lines'][number]): readonly string[] {
  const most = points.reduce((top, { y }) => max(top, y), ONE)
  const bar = (y: Decimal): string => '#'.repeat(max(ZERO, y.times(BAR).dividedBy(most)).toDecimalPlaces(0).toNumber())
  const rows = points.map(({ x, y }) => [numberText(x), bar(y), numberText(y)] as const)
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map(
    ([x, drawn, y]) => `    ${x.padStart(widths[0]!)}  ${drawn.padEnd(widths[1]!)}  ${y.padStart(widths[2]!)}`,
  )
  const what = `${title}${label === '' ? '' : ` of ${label}`}: ${unit}, and what is paid (${pays}); straight from line to line.`
  return [wrapped(markdownText(what)), lines.join('\n')]
}

const BAR = 40

function numberText(value: Decimal): string {
  return grouped(formatDecimal(value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP)))
}

function signatureBlocks({ payee, plan, from, to, sha256 }: Signature): readonly string[] {
  const column = (name: string, width: number): WordTable['columns'][number] => ({
    name: name.padEnd(width),
    number: false,
  })
  return [
    '## Signatures',
    wrapped(
      `Signed for the plan ${markdownText(plan)}, in force from ${from} to ${to}. The figure below is the check sum (SHA-256) of the whole text of the plan: it tells later whether a text is the one that was signed.`,
    ),
    `    ${sha256}`,
    table({
      kind: 'table',
      caption: '',
      columns: [column('Name', 26), column('Date', 12), column('Signature', 26)],
      rows: [
        [[payee ?? ''], [''], ['']],
        [['For the company:'], [''], ['']],
      ],
    }),
  ]
}

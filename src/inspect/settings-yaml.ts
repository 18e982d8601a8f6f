import type { Inspection } from './inspect-file.js'
import type { ProposedTable } from './propose.js'
import { settingsOfOther, type ProposedSettings } from './proposed-settings.js'

const PLAIN = /^[A-Za-z][A-Za-z0-9_]*(?:[ -][A-Za-z0-9_]+)*$/
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'null', 'y', 'n'])

/** What JSON leaves as it is, and no terminal or editor should be handed. */
const INVISIBLE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text as YAML reads it back: bare where that is safe, else in double quotes and escaped. */
export function yamlText(text: string): string {
  if (PLAIN.test(text) && !WORDS.has(text.toLowerCase())) return text
  return JSON.stringify(text).replaceAll(INVISIBLE, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/**
 * The proposed settings of an input as lines of YAML, ready to be pasted. Keys that a person must decide are comments, so that
 * the file is refused until one is chosen.
 */
export function inputYaml(table: ProposedTable, path: string, settings: ProposedSettings): string {
  const { preset } = settings
  const lines = [...(preset ? [`preset: ${preset}`] : []), ...columnLines(settings), ...formatLines(settings)]
  const [parent, key] = table === 'periods' ? ['calendar', 'periods'] : ['inputs', table]
  return block(parent!, key!, path, lines)
}

function block(parent: string, key: string, path: string, lines: readonly string[]): string {
  const pathText = /^[\w./-]+$/.test(path) ? path : yamlText(path)
  return [`${parent}:`, `  ${key}:`, `    path: ${pathText}`, ...lines.map((line) => `    ${line}`)]
    .map((line) => `${line}\n`)
    .join('')
}

const OF_COLUMN = 'columns: '

function columnLines({ columns, open }: ProposedSettings): readonly string[] {
  const doubtful = open.filter(({ key }) => key.startsWith(OF_COLUMN))
  const mark = columns.length > 0 ? '  # ' : '#   '
  return [
    ...(columns.length > 0 ? ['columns:'] : doubtful.length > 0 ? ['# columns:'] : []),
    ...columns.map(({ column, header, said }) => `  ${column}: ${yamlText(header)}${said ? '' : ' # a guess'}`),
    ...doubtful.flatMap(({ key, choices }) =>
      choices.map((choice) => `${mark}${key.slice(OF_COLUMN.length)}: ${yamlText(choice)} # which?`),
    ),
  ]
}

function formatLines({
  delimiter,
  encoding,
  decimal,
  date,
  nulls,
  footer,
  types,
  open,
}: ProposedSettings): readonly string[] {
  const undecided = open.filter(({ key }) => !key.startsWith(OF_COLUMN))
  return [
    ...(delimiter ? [`delimiter: ${delimiter}`] : []),
    ...(encoding ? [`encoding: ${encoding} # a guess`] : []),
    ...(decimal ? [`decimal: "${decimal}"`] : []),
    ...(date ? [`date: ${date.includes(', ') ? JSON.stringify(date) : date}`] : []),
    ...undecided.flatMap(({ key, choices }) =>
      choices.map((choice) => `# ${key}: ${choice} # or the other: no value decides`),
    ),
    ...(nulls.length > 0 ? [`null: [${nulls.map(yamlText).join(', ')}]`] : []),
    ...(footer ? ['footer: true'] : []),
    ...(types.length > 0 ? ['types:'] : []),
    ...types.map(([header, type]) => `  ${yamlText(header)}: ${type}`),
  ]
}

/** What can be written down of a file that is no table of ours: positions without a header, else a table to look into. */
export function otherYaml(inspection: Inspection, path: string): string {
  const { header, columns, file } = inspection
  const format = formatLines(settingsOfOther(inspection))
  if (header === undefined) {
    const map = '# columns: { deal_id: 1, payee_id: 2, amount: 3, close_date: 4 } # which positions?'
    return block('inputs', 'deals', path, ['header: false', map, ...format])
  }
  const base = file.replaceAll(/^.*[/\\]|\.[^.]*$/g, '')
  const name = /^[A-Za-z_]\w*$/.test(base) ? base : 'other'
  const key = columns.find(
    ({ blank, repeated, type }) => blank === 0 && repeated?.cells === 0 && (type === 'id' || type === 'text'),
  )
  const keyLine = key
    ? `key: ${yamlText(key.name)} # a guess: no text stands twice`
    : '# key: a column in which no text stands twice'
  return block('tables', name, path, [keyLine, ...format])
}

/** A line of a story's commands.txt: what somebody does, or what happens to the files. */
export type Step =
  | { readonly take: string }
  | { readonly compare: string }
  | {
      readonly actor: string
      readonly words: readonly string[]
      readonly exit: number
      readonly codes: readonly string[]
    }

/** What a month's commands.txt says. */
export interface Script {
  /** The comment it begins with. */
  readonly title: string
  readonly steps: readonly Step[]
}

const COMMAND = /^(?<actor>\w+): (?<command>.+?)(?:\s+=> (?:exit (?<exit>\d+))?\s*(?<codes>(?:SPM\d{4}\s*)*).*)?$/
const WORD = /"(?<quoted>[^"]*)"|\S+/g

/**
 * Reads a commands.txt: `take FOLDER` lays files over the project, `compare FOLDER` holds what is posted against expected
 * files, `who: command` is a command of spm that somebody gives; `=> exit 4 SPM6053 why` behind it says how it ends where it
 * does not end well.
 */
export function parseScript(text: string): Script {
  const lines = text.split('\n').map((line) => line.trim())
  const [first = ''] = lines
  if (!first.startsWith('# ')) throw new Error('commands.txt begins with a comment that says what happens')
  const steps = lines.filter((line) => line !== '' && !line.startsWith('#')).map(parseStep)
  return { title: first.slice(2), steps }
}

function parseStep(line: string): Step {
  const [verb, folder, ...more] = line.split(' ')
  if (verb === 'take' && folder && more.length === 0) return { take: folder }
  if (verb === 'compare' && folder && more.length === 0) return { compare: folder }
  const found = COMMAND.exec(line)?.groups
  if (!found) throw new Error(`not a step: ${line}`)
  const words = [...found['command']!.matchAll(WORD)].map((word) => word.groups?.['quoted'] ?? word[0])
  const codes = found['codes']?.split(/\s+/).filter(Boolean) ?? []
  return { actor: found['actor']!, words, exit: Number.parseInt(found['exit'] ?? '0', 10), codes }
}

/** The rows that have the same values in some columns as one of the expected ones. */
export function alike(columns: readonly string[], expected: readonly Row[], rows: readonly Row[]): readonly Row[] {
  const valuesOf = (row: Row): string => columns.map((column) => row[column]).join('\n')
  const named = new Set(expected.map(valuesOf))
  return rows.filter((row) => named.has(valuesOf(row)))
}

const NEEDLESS_ZEROS = /^(-?\d+(?:\.\d*?[1-9])?)\.?0*$/

export type Row = Readonly<Record<string, string>>

/**
 * What differs between rows in the columns of the expected ones, whatever their order; blank where nothing does. A row
 * that is expected twice must be there twice. 1200.00 and 1200 are the same amount: spreadsheets write it either way.
 * @param columns of the expected file; one that the other rows lack is told
 */
export function differences(columns: readonly string[], expected: readonly Row[], actual: readonly Row[]): string {
  const lacks = actual[0] ? columns.filter((column) => !(column in actual[0]!)) : []
  if (lacks.length > 0) return `no such column: ${lacks.join(', ')}`
  const textOf = (row: Row): string => columns.map((column) => row[column]!.replace(NEEDLESS_ZEROS, '$1')).join(',')
  const unexpected = actual.map(textOf)
  const missing: string[] = []
  for (const row of expected.map(textOf)) {
    const at = unexpected.indexOf(row)
    if (at < 0) missing.push(row)
    else unexpected.splice(at, 1)
  }
  const told = [
    ...missing.map((row) => `  missing     ${row}`),
    ...unexpected.map((row) => `  unexpected  ${row}`),
  ].sort((a, b) => (a.slice(14) < b.slice(14) ? -1 : 1))
  return told.length === 0 ? '' : [`              ${columns.join(',')}`, ...told].join('\n')
}

import type { ShellCommand, ShellOption, ShellTable } from './shell-table.js'

/** Options that at least so many commands take alike are explained once. */
const SHARED_BY = 8

/** Of a line of the source, before what is escaped. */
const WIDTH = 72

/** The manual of spm in the man macros. */
export function manPage({ version, commands, globals }: ShellTable): string {
  const shared = sharedOptions(commands)
  const lines = [
    `.TH SPM 1 "" "spm ${version}" "spm manual"`,
    '.SH NAME',
    String.raw`spm \- sales commissions from deals, reps and plans`,
    '.SH SYNOPSIS',
    '.B spm',
    String.raw`\fIcommand\fR [\fIoptions\fR] [\fIarguments\fR]`,
    '.SH DESCRIPTION',
    ...text(
      'spm calculates what sellers are paid: from plans written in YAML and exports of deals, people and quotas in CSV. ' +
        'Money is exact, every amount can be explained, and a run can be reproduced byte by byte.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandText(command, shared)),
    '.SH OPTIONS OF MANY COMMANDS',
    ...[...shared.values()].flatMap(optionText),
    '.SH OPTIONS OF EVERY COMMAND',
    ...globals.flatMap(optionText),
    '.SH EXIT STATUS',
    ...EXITS.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, ...text(meaning)]),
    '.SH FILES',
    ...FILES.flatMap(([file, meaning]) => ['.TP', `.I ${escape(file)}`, ...text(meaning)]),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(([name, meaning]) => ['.TP', `.B ${name}`, ...text(meaning)]),
  ]
  return `${lines.join('\n')}\n`
}

const EXITS = [
  ['0', 'It went well.'],
  ['1', 'The command found something wrong with the input, or a test failed.'],
  ['2', 'Wrong usage, or the command could not start.'],
  ['3', 'With --detailed-exitcode: there is a difference.'],
  ['4', 'Refused by the state: locked, closed, not approved, changed.'],
  ['5', 'The machine said no: a full disk, no permission.'],
  ['70', 'A mistake of spm itself.'],
  ['130, 143', 'Stopped by a signal.'],
] as const

const FILES = [
  ['spm.yaml', 'Settings of a project; every key is optional.'],
  ['plans/', 'Plans, and their tests: *.test.yaml.'],
  ['data/', 'Exports: deals.csv, reps.csv, quotas.csv and others.'],
  ['runs/', 'What was computed.'],
  ['ledger/', 'What was posted.'],
  ['audit.jsonl', 'What was done, by whom and when.'],
] as const

const VARIABLES = [
  ['NO_COLOR', 'No colours, unless --color is given.'],
  ['FORCE_COLOR', 'Colours, also where the output is no terminal.'],
  ['SPM_DEBUG', 'Shows where a mistake of spm itself happened.'],
] as const

type Shared = ReadonlyMap<string, ShellOption>

function keyOf(option: ShellOption): string {
  return JSON.stringify(option)
}

function sharedOptions(commands: readonly ShellCommand[]): Shared {
  const counts = new Map<string, number>()
  const all = commands.flatMap(({ options }) => options)
  for (const option of all) counts.set(keyOf(option), (counts.get(keyOf(option)) ?? 0) + 1)
  return new Map(all.filter((each) => counts.get(keyOf(each))! >= SHARED_BY).map((each) => [keyOf(each), each]))
}

function commandText(
  { name, summary, about, options, arguments: args, examples }: ShellCommand,
  shared: Shared,
): string[] {
  const own = options.filter((option) => !shared.has(keyOf(option)))
  const others = options.filter((option) => shared.has(keyOf(option))).map(({ names }) => escape(names[0]!))
  const shown = args.map((each) => ` \\fI${escape(each.name)}\\fR`).join('')
  return [
    `.SS spm ${escape(name)}${shown}`,
    ...text(`${summary}.`),
    ...(about === undefined ? [] : /^ {2}/m.test(about) ? block(about) : ['.PP', ...text(about)]),
    ...args.flatMap((each) => ['.TP', `.I ${escape(each.name)}`, ...text(withChoices(each))]),
    ...own.flatMap(optionText),
    ...(others.length === 0 ? [] : ['.PP', ...text('Options of many commands:'), `${others.join(', ')}.`]),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:', ...block(examples.join('\n'))]),
  ]
}

function optionText(option: ShellOption): string[] {
  const { names, value } = option
  const head = names.toReversed().map((name) => `\\fB${escape(name)}\\fR`)
  return [
    '.TP',
    `${head.join(', ')}${value === undefined ? '' : ` \\fI${escape(value)}\\fR`}`,
    ...text(withChoices(option)),
  ]
}

function withChoices({ summary, completes }: Pick<ShellOption, 'summary' | 'completes'>): string {
  const choices = completes.kind === 'words' && completes.words.length <= 12 ? `: ${completes.words.join(', ')}` : ''
  return `${summary}${choices}.`
}

/** Running text in lines of the source, none of which may look like a macro. */
function text(words: string): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length > WIDTH) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.map((line) => guarded(escape(line)))
}

function block(words: string): string[] {
  return [
    '.PP',
    '.nf',
    '.RS',
    ...words.split('\n').map((line) => (line === '' ? '.sp' : guarded(escape(line)))),
    '.RE',
    '.fi',
  ]
}

/** A backslash begins a request of the formatter, a bare hyphen would become a typographic one, and it reads ASCII. */
function escape(words: string): string {
  const plain = words.replaceAll('\\', String.raw`\e`).replaceAll('-', String.raw`\-`)
  return plain.replaceAll(
    /[^\n -~]/gu,
    (char) => `\\[u${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
  )
}

function guarded(line: string): string {
  return /^[.']/.test(line) ? String.raw`\&${line}` : line
}

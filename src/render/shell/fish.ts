import {
  firstWords,
  secondWords,
  type Completes,
  type ShellCommand,
  type ShellOption,
  type ShellTable,
} from './shell-table.js'

/** Completion for fish 3 and later. */
export function fishCompletion(table: ShellTable): string {
  const { commands, groups, globals } = table
  const names = groups.map(({ name }) => name)
  return `# Completion of spm for fish: spm completion fish > ~/.config/fish/completions/spm.fish

# Whether the command line so far is the command that is named, with the second word of a group.
function __spm_at
    set -l words
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; and continue
        test (count $words) -eq 1; and not contains -- $words[1] ${names.join(' ')}; and break
        test (count $words) -eq 2; and break
        set -a words $word
    end
    test "$words" = "$argv"
end

complete -c spm -f
${[
  ...globals.map((option) => `complete -c spm${optionFlags(option)}`),
  ...firstWords(table).map((word) => line('', ` -a ${word.name}`, word.summary)),
  ...groups.flatMap(({ name }) => secondWords(table, name).map((word) => line(name, ` -a ${word.name}`, word.summary))),
  ...commands.flatMap(commandLines),
].join('\n')}
`
}

function commandLines({ name, options, arguments: args }: ShellCommand): string[] {
  const [argument] = args
  const takes = argument && argument.completes.kind !== 'nothing'
  return [
    ...options.map((option) => `complete -c spm -n ${at(name)}${optionFlags(option)}`),
    ...(takes ? [`complete -c spm -n ${at(name)}${actionOf(argument.completes)}`] : []),
  ]
}

function line(command: string, words: string, summary: string): string {
  return `complete -c spm -n ${at(command)}${words} -d ${quote(summary)}`
}

function at(command: string): string {
  return quote(`__spm_at ${command}`.trim())
}

function optionFlags({ names, value, completes, summary }: ShellOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`))
  return `${flags.join('')}${value === undefined ? '' : ` -r${actionOf(completes)}`} -d ${quote(summary)}`
}

function actionOf(completes: Completes): string {
  switch (completes.kind) {
    case 'words':
      return ` -f -a ${quote(completes.words.join(' '))}`
    case 'files':
      return ' -F'
    case 'folders':
      return " -f -a '(__fish_complete_directories)'"
    case 'nothing':
      return ' -f'
  }
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
}

import {
  firstWords,
  secondWords,
  type Completes,
  type ShellCommand,
  type ShellOption,
  type ShellTable,
} from './shell-table.js'

interface Word {
  readonly name: string
  readonly summary: string
}

/** Completion for zsh: a function of the completion system, to be sourced or to lie in a folder of fpath. */
export function zshCompletion(table: ShellTable): string {
  const { commands, groups, globals } = table
  const groupCases = groups.map(
    ({ name }) => `    ${name})
      if (( CURRENT == 3 )); then
        ${describe(secondWords(table, name))}
        return
      fi
      command="$command $words[3]"
      shift words
      (( CURRENT-- ))
      ;;`,
  )
  return `#compdef spm
# Completion of spm for zsh. In ~/.zshrc, after compinit: source <(spm completion zsh)
# Or write it to a file _spm in a folder of fpath.

_spm() {
  local curcontext=$curcontext context state line command
  local -a spm_words
  typeset -A opt_args
  # What stands before the command are options without values.
  while (( CURRENT > 2 )) && [[ $words[2] == -* ]]; do
    shift words
    (( CURRENT-- ))
  done
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then
      _arguments -s ${globals.flatMap(optionSpecs).join(' ')}
    else
      ${describe(firstWords(table))}
    fi
    return
  fi
  command=$words[2]
  case $command in
${groupCases.join('\n')}
  esac
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map((command) => commandCase(command, globals)).join('\n')}
  esac
}

if [[ $funcstack[1] == _spm ]]; then
  _spm "$@"
else
  compdef _spm spm
fi
`
}

function describe(words: readonly Word[]): string {
  const entries = words.map(({ name, summary }) => quote(`${name}:${summary}`))
  return `spm_words=(${entries.join(' ')}); _describe 'command' spm_words`
}

function commandCase({ name, options, arguments: args }: ShellCommand, globals: readonly ShellOption[]): string {
  const [argument] = args
  const specs = [
    ...[...options, ...globals].flatMap(optionSpecs),
    ...(argument
      ? [quote(`${argument.name.includes('...') ? '*' : '1'}:${label(argument.name)}:${actionOf(argument.completes)}`)]
      : []),
  ]
  return `    ${quote(name)})
      _arguments -s \\
        ${specs.join(' \\\n        ')}
      ;;`
}

function optionSpecs({ names, value, completes, summary, list }: ShellOption): string[] {
  const takes = value === undefined ? '' : `:${label(value)}:${actionOf(completes)}`
  const times = list ? '*' : names.length > 1 ? `(${names.join(' ')})` : ''
  const text = summary.replaceAll(/[[\]\\]/g, String.raw`\$&`)
  // An equals sign: the value may stand behind one too.
  return names.map((name) =>
    quote(`${times}${name}${value !== undefined && name.startsWith('--') ? '=' : ''}[${text}]${takes}`),
  )
}

function label(value: string): string {
  return value.replaceAll(/[<>[\].:]/g, '')
}

function actionOf(completes: Completes): string {
  switch (completes.kind) {
    case 'words':
      return `(${completes.words.join(' ')})`
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'nothing':
      return ' '
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

import { firstWords, secondWords, type Completes, type ShellCommand, type ShellTable } from './shell-table.js'

/** Completion for bash 3.2 and later, without the package bash-completion. */
export function bashCompletion(table: ShellTable): string {
  const { commands, groups, globals } = table
  const globalNames = globals.flatMap(({ names }) => names)
  const singles = firstWords(table).map(({ name }) => `' ${name}'`)
  const pairs = commands.filter(({ name }) => name.includes(' ')).map(({ name }) => `'${name}'`)
  const groupCases = groups.map(({ name }) => {
    const words = secondWords(table, name).map((each) => each.name)
    return `    '${name}') _spm_words '${words.join(' ')}' ;;`
  })
  return `# Completion of spm for bash. In ~/.bashrc: source <(spm completion bash)

_spm_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

# $1: f for files, d for folders
_spm_paths() {
  local path
  while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen -"$1" -- "$cur")
  compopt -o filenames 2>/dev/null
}

_spm() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command='' i
  COMPREPLY=()
  # --option=value comes as three words.
  if [[ $cur == '=' ]]; then
    cur=''
  elif [[ $prev == '=' ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command \${COMP_WORDS[i]}" in
      ${singles.join(' | ')}) command=\${COMP_WORDS[i]} ;;
      ' '[!-]*) command='?' ;;
      ${pairs.join(' | ')}) command="$command \${COMP_WORDS[i]}" ;;
    esac
  done
  case $command in
    '') _spm_words '${[...firstWords(table).map(({ name }) => name), ...globalNames].join(' ')}' ;;
${groupCases.join('\n')}
${commands.map((command) => commandCase(command, globalNames)).join('\n')}
  esac
}

complete -F _spm spm
`
}

function commandCase({ name, options, arguments: args }: ShellCommand, globalNames: readonly string[]): string {
  const valued = options.filter(({ value }) => value !== undefined)
  const cases = new Map<string, string[]>()
  for (const { names, completes } of valued) {
    const action = actionOf(completes)
    cases.set(action, [...(cases.get(action) ?? []), ...names])
  }
  const prev = [...cases].map(([action, names]) => `        ${names.join(' | ')}) ${action}return ;;`)
  const words = [...options.flatMap(({ names }) => names), ...globalNames]
  const [argument] = args
  const positional = argument && actionOf(argument.completes)
  const rest = positional
    ? [`      if [[ $cur == -* ]]; then _spm_words '${words.join(' ')}'; else ${positional}fi`]
    : [`      _spm_words '${words.join(' ')}'`]
  const lines = [...(prev.length > 0 ? ['      case $prev in', ...prev, '      esac'] : []), ...rest]
  return [`    '${name}')`, ...lines, '      ;;'].join('\n')
}

/** A command that ends with `; `, or nothing. */
function actionOf(completes: Completes): string {
  switch (completes.kind) {
    case 'words':
      return `_spm_words '${completes.words.join(' ')}'; `
    case 'files':
      return '_spm_paths f; '
    case 'folders':
      return '_spm_paths d; '
    case 'nothing':
      return ''
  }
}

/** What a shell can complete a word with. */
export type Completes =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'folders' }
  | { readonly kind: 'nothing' }

export interface ShellOption {
  /** `--dry-run`, and `-n` where there is a short name. */
  readonly names: readonly string[]
  /** As the help shows its value: `<file>`; undefined where it has none. */
  readonly value: string | undefined
  readonly completes: Completes
  readonly summary: string
  /** May be given several times. */
  readonly list: boolean
}

export interface ShellArgument {
  readonly name: string
  readonly summary: string
  readonly completes: Completes
}

export interface ShellCommand {
  /** `calc`, or `audit verify` for a command of a group. */
  readonly name: string
  readonly summary: string
  readonly about: string | undefined
  readonly options: readonly ShellOption[]
  readonly arguments: readonly ShellArgument[]
  readonly examples: readonly string[]
}

/** All that a shell needs to know of the command line: the commands, their groups, and the options of all of them. */
export interface ShellTable {
  readonly version: string
  readonly commands: readonly ShellCommand[]
  readonly groups: readonly { readonly name: string; readonly summary: string }[]
  readonly globals: readonly ShellOption[]
}

/** What stands for a word: its choices, or what its placeholder names. */
export function completesOf(placeholder: string, choices: readonly string[] | undefined): Completes {
  if (choices) return { kind: 'words', words: choices }
  if (/\b(?:file|path|paths)\b/.test(placeholder)) return { kind: 'files' }
  return /\bfolder\b/.test(placeholder) ? { kind: 'folders' } : { kind: 'nothing' }
}

/** The words that may follow `spm`: commands and groups, in the order of the table. */
export function firstWords({
  commands,
  groups,
}: ShellTable): readonly { readonly name: string; readonly summary: string }[] {
  const single = commands.filter(({ name }) => !name.includes(' '))
  return [...single, ...groups]
}

/** The commands of a group, by their second word. */
export function secondWords(
  { commands }: ShellTable,
  group: string,
): readonly { readonly name: string; readonly summary: string }[] {
  return commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name, summary }) => ({ name: name.slice(group.length + 1), summary }))
}

import { completesOf, type ShellArgument, type ShellOption, type ShellTable } from '../render/shell/shell-table.js'
import type { ArgumentSpec, CommandLine, OptionSpec } from './command.js'
import { globalOptions } from './global-options.js'

/** The table of commands with all their options: loads every command. */
export async function shellTable(
  commands: readonly CommandLine[],
  groups: Readonly<Record<string, string>>,
  version: string,
): Promise<ShellTable> {
  const loaded = await Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const { command } = await load()
      const { about, examples } = command
      const options = command.options.map(optionOf)
      return { name, summary, about, examples, options, arguments: (command.arguments ?? []).map(argumentOf) }
    }),
  )
  return {
    version,
    commands: loaded,
    groups: Object.entries(groups).map(([name, summary]) => ({ name, summary })),
    globals: Object.values(globalOptions).map(optionOf),
  }
}

function optionOf({ flags, summary, choices, list = false }: OptionSpec): ShellOption {
  const [, value] = / (<.*>|\[.*\])$/.exec(flags) ?? []
  const names = (value === undefined ? flags : flags.slice(0, -value.length - 1)).split(', ').toReversed()
  return { names, value, summary, list, completes: completesOf(value ?? '', choices) }
}

function argumentOf({ name, summary, choices, suggests }: ArgumentSpec): ShellArgument {
  return { name, summary, completes: completesOf(name, choices ?? suggests) }
}

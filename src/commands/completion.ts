import type { Env } from '../io/env.js'
import { bashCompletion } from '../render/shell/bash.js'
import { fishCompletion } from '../render/shell/fish.js'
import { manPage } from '../render/shell/man-page.js'
import type { ShellTable } from '../render/shell/shell-table.js'
import { zshCompletion } from '../render/shell/zsh.js'
import type { Command, OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { shellTable } from './shell-table.js'

const texts: Readonly<Record<string, (table: ShellTable) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  man: manPage,
}

async function run(env: Env, _: OptionValues, [shell = '']: readonly string[]): Promise<number> {
  // The table of commands names this one, so it is not there before it is asked for.
  const { commands, groups } = await import('./index.js')
  env.stdout.write(texts[shell]!(await shellTable(commands, groups, env.version)))
  return EXIT.ok
}

export const command: Command = {
  about:
    'bash: source <(spm completion bash) in ~/.bashrc. zsh: source <(spm completion zsh) in\n~/.zshrc, after compinit. fish: spm completion fish > ~/.config/fish/completions/spm.fish.\nA global installation brings the man page along; man prints it.',
  arguments: [{ name: '<shell>', summary: 'what for', choices: Object.keys(texts) }],
  options: [],
  examples: ['source <(spm completion bash)', 'spm completion fish', 'spm completion man'],
  run,
}

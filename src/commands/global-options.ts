import type { OptionSpec } from './command.js'

/** What every command takes. */
export const globalOptions = {
  help: { flags: '-h, --help', summary: 'print help' },
  version: { flags: '-V, --version', summary: 'print the version' },
  quiet: { flags: '-q, --quiet', summary: 'print results and errors only' },
  colour: { flags: '--color', summary: 'colours also where they are off by themselves; --no-color: none' },
  noColour: { flags: '--no-color', summary: 'no colours' },
} as const satisfies Record<string, OptionSpec>

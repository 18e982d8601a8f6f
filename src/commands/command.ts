import type { Env } from '../io/env.js'

/** An option as data: help, parsing and documentation derive from it. */
export interface OptionSpec {
  /** As commander writes them: `--period <id>`, `-n, --dry-run`. */
  readonly flags: string
  readonly summary: string
  readonly choices?: readonly string[]
  readonly default?: string
  readonly required?: boolean
  /** May be given more than once; its value is then a list. */
  readonly list?: boolean
}

export interface ArgumentSpec {
  /** `<needed>`, `[optional]`, `[several...]`. */
  readonly name: string
  readonly summary: string
  readonly choices?: readonly string[]
  /** What a shell offers where the command itself says what it takes. */
  readonly suggests?: readonly string[]
}

/** Values by the option's long name in camel case. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/**
 * A command's file exports one of these as `command`. Keep heavy imports out of the file's top when `--help` should be
 * quick; `run` returns the exit code.
 */
export interface Command {
  readonly arguments?: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  /** What the help says under the summary, in lines of at most 80. */
  readonly about?: string
  /** Whole command lines, shown under the help. */
  readonly examples: readonly string[]
  run(env: Env, options: OptionValues, args: readonly string[]): Promise<number>
}

/** A line of the command table: all that the top-level help needs, and how to load the rest. */
export interface CommandLine {
  /** `calc`, or `audit verify` for a command of a group. */
  readonly name: string
  readonly summary: string
  load(): Promise<{ readonly command: Command }>
}

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name]
  return typeof value === 'string' ? value : undefined
}

export function listOption(options: OptionValues, name: string): readonly string[] {
  const value = options[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

export function flagOption(options: OptionValues, name: string): boolean {
  return options[name] === true
}

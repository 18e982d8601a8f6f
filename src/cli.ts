import { Argument, Command as Program, CommanderError, Help, InvalidArgumentError, Option } from 'commander'
import type { ArgumentSpec, Command, CommandLine, OptionSpec, OptionValues } from './commands/command.js'
import { EXIT } from './commands/exit-code.js'
import { globalOptions } from './commands/global-options.js'
import { commands, groups } from './commands/index.js'
import { topicsText } from './commands/top-help.js'
import { didYouMean } from './diagnostics/suggest.js'
import { processEnv, type Env } from './io/env.js'
import { cleanUpNow } from './io/interrupt.js'
import { IoFailure, systemCode, systemWords } from './io/io-failure.js'
import { processOutStream } from './io/out-stream.js'
import { safe } from './render/safe.js'

const FIRST_STEPS = '\nFirst steps: spm validate, spm calc --period 2026-03, spm calc --help'

function optionOf(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.summary)
  let given = false
  if (spec.default !== undefined) option.default(spec.default)
  if (spec.required) option.makeOptionMandatory()
  if (spec.choices) option.description = `${spec.summary}: ${spec.choices.join(', ')}`
  if (option.isBoolean() || option.negate) return option
  return option.argParser((value: string, before: unknown): unknown => {
    checkChoice(value, spec.choices)
    if (spec.list) return given ? [...(before as string[]), value] : ((given = true), [value])
    if (value.trim() === '') throw new InvalidArgumentError('It is empty.')
    // Commander would silently take the last one.
    if (given) throw new InvalidArgumentError('It is given twice.')
    given = true
    return value
  })
}

function argumentOf({ name, summary, choices }: ArgumentSpec): Argument {
  if (!choices) return new Argument(name, summary)
  return new Argument(name, `${summary}: ${choices.join(', ')}`).argParser((value: string) => {
    checkChoice(value, choices)
    return value
  })
}

function checkChoice(value: string, choices: readonly string[] | undefined): void {
  if (!choices || choices.includes(value)) return
  throw new InvalidArgumentError(`It must be one of: ${choices.join(', ')}.${didYouMean(value, choices)}`)
}

/** Gives a sub-command its arguments, options and action; only the command that was called is loaded. */
function configure(target: Program, line: CommandLine, command: Command, start: Start): void {
  for (const argument of command.arguments ?? []) target.addArgument(argumentOf(argument))
  for (const option of command.options) target.addOption(optionOf(option))
  if (command.about !== undefined) target.description(`${line.summary}\n\n${command.about}`)
  if (command.examples.length > 0) {
    const examples = command.examples.map((example) => `  ${example}`).join('\n')
    target.addHelpText('after', `\nExamples:\n${examples}`)
  }
  target.showHelpAfterError(`(see spm ${line.name} --help)`)
  target.action(() => start(command, target.opts(), target.args))
}

type Start = (command: Command, options: OptionValues, args: readonly string[]) => Promise<void>

function buildProgram(env: Env, start: Start): Program {
  const program = new Program('spm')
  const lines = new Map<Program, CommandLine>()
  const load = async (_: Program, called: Program): Promise<void> => {
    const line = lines.get(called)
    if (line) configure(called, line, (await line.load()).command, start)
  }
  const print = (stream: 'stdout' | 'stderr') => (text: string) =>
    env[stream].write(text.split('\n').map(safe).join('\n'))
  program
    .description('Sales commissions from deals, reps and plans: exact, explained, reproducible.')
    .version(env.version, globalOptions.version.flags, globalOptions.version.summary)
    .helpOption(globalOptions.help.flags, globalOptions.help.summary)
    .helpCommand(false)
    .option(globalOptions.quiet.flags, globalOptions.quiet.summary)
    .option(globalOptions.colour.flags, globalOptions.colour.summary)
    .addOption(new Option(globalOptions.noColour.flags, globalOptions.noColour.summary).hideHelp())
    .configureOutput({
      writeOut: print('stdout'),
      writeErr: print('stderr'),
      getOutHelpWidth: () => Math.min(env.stdout.columns, 100),
      getErrHelpWidth: () => Math.min(env.stderr.columns, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('(see spm --help)')
    .exitOverride()
    .hook('preSubcommand', load)
  const known = new Set(commands.map(({ name }) => name.split(' ', 1)[0]!))
  program.configureHelp({
    showGlobalOptions: true,
    // The topics stand in place of the list of commands, which no small terminal holds.
    formatHelp: (command, helper) => {
      if (command === program) helper.visibleCommands = () => []
      return Help.prototype.formatHelp.call(helper, command, helper)
    },
  })
  program.addHelpText('after', `\n${topicsText(known)}\n${FIRST_STEPS}`)
  const parents = new Map<string, Program>()
  for (const line of commands) {
    const [first = '', second] = line.name.split(' ')
    if (second === undefined) {
      lines.set(program.command(first).description(line.summary), line)
      continue
    }
    let parent = parents.get(first)
    if (!parent) {
      parent = program
        .command(first)
        .description(groups[first] ?? first)
        .helpCommand(false)
      parent.showHelpAfterError(`(see spm ${first} --help)`)
      parent.hook('preSubcommand', load)
      parents.set(first, parent)
    }
    lines.set(parent.command(second).description(line.summary), line)
  }
  return program
}

function report(env: Env, error: unknown): number {
  if (error instanceof IoFailure || systemCode(error) !== undefined) {
    const message = error instanceof IoFailure ? error.message : systemWords(error)
    env.stderr.write(`spm: ${safe(message)}\n`)
    return EXIT.io
  }
  const message = error instanceof Error ? error.message : String(error)
  const stack = env.vars['SPM_DEBUG'] && error instanceof Error ? `${error.stack ?? ''}\n` : ''
  env.stderr.write(
    `spm: this is a bug in spm: ${safe(message)}\n${stack}` +
      'Nothing was half-written. Please report it with the command you gave; SPM_DEBUG=1 shows where it happened.\n',
  )
  return EXIT.bug
}

/** Runs one command line in a given environment and returns the exit code: what tests call. */
export async function runCli(argv: readonly string[], env: Env): Promise<number> {
  let code: number = EXIT.ok
  const program = buildProgram(env, async (command, options, args) => {
    const { color, quiet } = program.opts<{ color?: boolean; quiet?: boolean }>()
    code = await command.run({ ...env, colour: color, quiet: quiet === true }, options, args)
  })
  // `spm help calc` is `spm calc --help`.
  const args = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.ok : EXIT.usage
    }
    return report(env, error)
  } finally {
    cleanUpNow()
  }
}

/** The program: streams, signals, exit code. Sets no exit itself, because that would cut off pipes. */
export async function main(proc: NodeJS.Process, version: string): Promise<number> {
  const stdout = processOutStream(proc.stdout)
  const stderr = processOutStream(proc.stderr)
  const env = processEnv(proc, version, stdout, stderr)
  const stop = (code: number) => () => {
    cleanUpNow()
    proc.exit(code)
  }
  proc.once('SIGINT', stop(EXIT.interrupted))
  proc.once('SIGTERM', stop(EXIT.terminated))
  proc.once('SIGHUP', stop(129))
  proc.once('uncaughtException', (error) => {
    const code = report(env, error)
    stop(code)()
  })
  const code = await runCli(proc.argv.slice(2), env)
  await stdout.flush()
  await stderr.flush()
  const failure = stdout.failure()
  // A reader that has seen enough (`| head`) is no failure.
  if (!failure || failure.code === 'EPIPE') return code
  stderr.write(`spm: cannot write the output: ${systemWords(failure)}\n`)
  return EXIT.io
}

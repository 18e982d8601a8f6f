import { join, relative, resolve } from 'node:path'
import type { Env } from '../io/env.js'
import { safe } from '../render/safe.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { EXIT } from './exit-code.js'

const NAMES = ['plan', 'settings', 'tests'] as const

async function run(env: Env, options: OptionValues, [asked]: readonly string[]): Promise<number> {
  // All shapes there are, which `--help` needs none of.
  const { schemaFile, schemaText } = await import('../schema/schemas.js')
  const out = textOption(options, 'out')
  const names = NAMES.filter((name) => asked === undefined || name === asked)
  if (out === undefined) {
    env.stdout.write(asked === undefined ? HOW : schemaText(names[0]!, env.version))
    return EXIT.ok
  }
  const { writeInto } = await import('../io/write-into.js')
  const folder = resolve(env.cwd, out)
  writeInto(
    folder,
    names.map((name) => ({ name: schemaFile(name), text: schemaText(name, env.version) })),
  )
  const below = posix(relative(env.cwd, folder))
  if (!env.quiet) {
    env.stderr.write(names.map((name) => `Written: ${safe(join(below, schemaFile(name)))}\n`).join(''))
    if (asked === undefined) env.stdout.write(safeLines(usage(below, posix(relative(join(env.cwd, 'plans'), folder)))))
  }
  return EXIT.ok
}

const HOW = `JSON Schemas (draft-7) of the files that people write:

  spm schema plan       plans
  spm schema settings   spm.yaml
  spm schema tests      tests of plans: *.test.yaml

Each of these prints one. "spm schema --out schemas" writes all three into the project
and says how editors are told of them.
`

/** @param folder of the schemas, from the project's, and from that of the plans */
function usage(folder: string, fromPlans: string): string {
  const here = folder === '' ? '.' : folder.startsWith('.') ? folder : `./${folder}`
  return `
The first line of a file names its schema. In a plan, in a test of plans, and in spm.yaml:

  # yaml-language-server: $schema=${fromPlans}/plan.schema.json
  # yaml-language-server: $schema=${fromPlans}/tests.schema.json
  # yaml-language-server: $schema=${here}/settings.schema.json

Or, for all files at once, in .vscode/settings.json:

  "yaml.schemas": {
    "${here}/plan.schema.json": ["plans/*.yaml", "!plans/*.test.yaml"],
    "${here}/tests.schema.json": "plans/*.test.yaml",
    "${here}/settings.schema.json": "spm.yaml"
  }
`
}

function posix(path: string): string {
  return path.replaceAll('\\', '/')
}

function safeLines(text: string): string {
  return text.split('\n').map(safe).join('\n')
}

export const command: Command = {
  about: 'Editors complete and explain keys by them, and mark what is wrong while it is typed.',
  arguments: [{ name: '[file]', summary: 'which one is printed', choices: NAMES }],
  options: [{ flags: '--out <folder>', summary: 'write them to files, and say how editors find them' }],
  examples: ['spm schema plan', 'spm schema --out schemas'],
  run,
}

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { runCli } from '../src/cli.js'
import { UPDATES } from './cli/run-case.js'
import { fakeEnv } from './io/fake-env.js'
import { tempFolder } from './io/temp-folder.js'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Run ids and hashes change with every new field of a manifest; everything else is compared to the letter. */
function masked(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>')
    .replaceAll(/\b[0-9a-f]{12}\b/g, '<run>')
    .replaceAll(/(?<=-[A-Z]{3}-)[0-9a-f]{8}\b/g, '<run>')
}

/**
 * Follows a page in an empty folder: writes the files that it names, in its order, runs its command lines and compares
 * what they print. UPDATE_GOLDEN=1 writes what they print into the page, to be read. Returns how many blocks were run.
 */
export async function followTour(page: URL): Promise<number> {
  const folder = tempFolder()
  let markdown = readFileSync(page, 'utf8')
  let consoles = 0
  for (const [block, info = '', text = ''] of markdown.matchAll(/^```(\S+ ?[^\n]*)\n(.*?)^```$/gms)) {
    const [kind, rest = ''] = info.split(/ (.*)/s)
    if ((kind === 'yaml' || kind === 'csv') && rest.startsWith('runs/')) {
      const run = join(folder, dirname(dirname(rest)))
      const id = readdirSync(run).find((name) => name !== 'latest')
      expect(readFileSync(join(run, id!, 'slices.csv'), 'utf8')).toBe(text)
    } else if ((kind === 'yaml' || kind === 'csv') && rest !== '') {
      mkdirSync(join(folder, dirname(rest)), { recursive: true })
      writeFileSync(join(folder, rest), text)
    } else if (kind === 'console') {
      consoles += 1
      const [, without] = /without="(.*)\\n"/.exec(rest) ?? []
      const plan = join(folder, 'plans/ae.yaml')
      if (without) writeFileSync(plan, readFileSync(plan, 'utf8').replace(`${without}\n`, ''))
      // A page is text with \n: the line ends that a payroll system wants are tested with the exports.
      let printed = ''
      for (const [line, command] of text.matchAll(/^\$ spm (.*)$/gm)) {
        const env = fakeEnv(folder, { version })
        await runCli(command!.split(' '), env)
        printed += `${line}\n${env.stderr.text()}${env.stdout.text().replaceAll('\r\n', '\n')}`
      }
      if (UPDATES) markdown = markdown.replace(block, () => `\`\`\`${info}\n${printed}\`\`\``)
      else expect(masked(printed)).toBe(masked(text))
    }
  }
  if (UPDATES) writeFileSync(page, markdown)
  return consoles
}

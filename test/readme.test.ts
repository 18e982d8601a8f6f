import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../src/cli.js'
import { fakeEnv } from './io/fake-env.js'
import { tempFolder } from './io/temp-folder.js'

/** A fenced block of the README: its info string and its text. */
interface Block {
  readonly info: string
  readonly text: string
}

function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\S+ ?[^\n]*)\n(.*?)^```$/gms)].map(([, info = '', text = '']) => ({ info, text }))
}

/** Run ids and hashes depend on the version; everything else is compared to the letter. */
function masked(text: string): string {
  return text.replaceAll(/\b[0-9a-f]{64}\b/g, '<hash>').replaceAll(/\b[0-9a-f]{12}\b/g, '<run>')
}

test('the five-minute tour prints what the README says', async () => {
  const blocks = blocksOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'))
  const folder = tempFolder()
  let consoles = 0
  for (const { info, text } of blocks) {
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
      let printed = ''
      for (const [line, command] of text.matchAll(/^\$ spm (.*)$/gm)) {
        const env = fakeEnv(folder)
        await runCli(command!.split(' '), env)
        printed += `${line}\n${env.stderr.text()}${env.stdout.text()}`
      }
      expect(masked(printed)).toBe(masked(text))
    }
  }
  expect(consoles).toBe(3)
})

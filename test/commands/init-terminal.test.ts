import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { captured, fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

/** `spm init` at a terminal at which somebody gives these answers, and then leaves. */
async function talk(
  answers: readonly string[],
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
) {
  const root = tempFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  const asked: string[] = []
  let isClosed = false
  const dialogue = () => ({
    ask: (question: string) => {
      asked.push(question.trim())
      return Promise.resolve(answers[asked.length - 1])
    },
    close: () => {
      isClosed = true
    },
  })
  const env = fakeEnv(root, { dialogue, stdout: captured(true), vars: { NO_COLOR: '1' } })
  const code = await runCli(['init', ...args], env)
  const text = (path: string): string => readFileSync(join(root, path), 'utf8')
  return { root, code, asked, isClosed: () => isClosed, text, out: env.stdout.text(), err: env.stderr.text() }
}

test('at a terminal a few questions are asked; Enter takes what stands in brackets', async () => {
  const { code, asked, isClosed, text, out } = await talk(['', 'hub', '', '', ''])
  expect(code).toBe(0)
  expect(asked).toEqual([
    'An export of deals (a CSV file); Enter for a small sample:',
    'Where do deals come from? salesforce, hubspot, pipedrive, other [salesforce]',
    'Plan [flat]',
    'Currency of the plan [USD]',
    'First month of the fiscal year, 1 to 12 [1]',
  ])
  expect(isClosed()).toBe(true)
  expect(text('spm.yaml')).toContain('preset: hubspot')
  // Everything was said: nothing was assumed.
  expect(out).not.toContain('The plan is in USD.')
})

test('what is no answer is asked again', async () => {
  const { code, asked, out, text } = await talk(['', 'sap', 'other', 'x', 'accelerators', 'usx', 'eur', '13', '02'])
  expect(code).toBe(0)
  expect(out.match(/That is none of them\./g)).toHaveLength(4)
  expect(asked).toHaveLength(9)
  expect(text('plans/sales.yaml')).toContain('currency: EUR\n')
  expect(text('spm.yaml')).toContain('fiscal_year_starts: 2')
})

test('what an export leaves open is asked, and the rest is taken from it', async () => {
  const files = { 'd.csv': 'deal_id,owner,subtotal,total,date,currency\n1,A,5,6,03/04/2026,GBP\n' }
  const { code, asked, text } = await talk(['d.csv', 'DD/MM/YYYY', 'TOTAL', '', '', ''], [], files)
  expect(code).toBe(0)
  expect(asked.slice(1)).toEqual([
    'The file does not say what date is. MM/DD/YYYY or DD/MM/YYYY?',
    'The file does not say what amount is. subtotal or total?',
    'Plan [flat]',
    'Currency of the plan [GBP]',
    'First month of the fiscal year, 1 to 12 [1]',
  ])
  expect(text('spm.yaml')).toContain('      amount: total\n')
  expect(text('spm.yaml')).toContain('    date: DD/MM/YYYY\n')
})

test('who leaves has written nothing', async () => {
  const { code, root, err, isClosed } = await talk(['', 'other'])
  expect({ code, err, files: readdirSync(root), closed: isClosed() }).toEqual({
    code: 130,
    err: '\nNothing was written.\n',
    files: [],
    closed: true,
  })
})

test.each([['--yes'], ['--source=other'], ['--plan=flat'], ['--currency=EUR']])('%s asks nothing', async (flag) => {
  const { code, asked, root } = await talk([], [flag])
  expect({ code, asked, made: existsSync(join(root, 'spm.yaml')) }).toEqual({ code: 0, asked: [], made: true })
})

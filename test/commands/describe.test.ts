import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sha256 } from '../../src/base/hash.js'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'
import { plan } from '../support/plan.js'

const PLAN = plan({ components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] })

async function print(text: string, ...words: readonly string[]): Promise<string> {
  const folder = tempFolder()
  writeFileSync(join(folder, 'p.yaml'), text)
  const env = fakeEnv(folder)
  expect(await runCli(words, env)).toBe(0)
  return env.stdout.text()
}

async function checkSum(text: string): Promise<string> {
  return /^ {4}([0-9a-f]{64})$/m.exec(await print(text, 'describe', 'p.yaml'))![1]!
}

it('signs the text that validate --resolved prints, without its first line', async () => {
  const resolved = await print(PLAN, 'validate', '--resolved', 'p.yaml')
  expect(await checkSum(PLAN)).toBe(sha256(resolved.split('\n').slice(1).join('\n')))
})

it('signs what the plan says: comments change nothing, a rate does', async () => {
  const signed = await checkSum(PLAN)
  expect(await checkSum(`# As agreed.\n${PLAN}`)).toBe(signed)
  expect(await checkSum(PLAN.replace('10%', '10.5%'))).not.toBe(signed)
})

it('prints the same page every time', async () => {
  const page = await print(PLAN, 'describe', 'p.yaml', '--format', 'html')
  expect(page).toMatch(/^<!doctype html>/)
  expect(await print(PLAN, 'describe', 'p.yaml', '--format', 'html')).toBe(page)
})

it('works out the examples by the quota that is asked for', async () => {
  const tiers = 'tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }]'
  const rate = `{ kind: tiered, by: attainment, mode: marginal, ${tiers} }`
  const text = plan({ components: [`id: c, window: year, against: full_quota, rate: ${rate}`] })
  const printed = await print(text, 'describe', 'p.yaml', '--quota', '1200000')
  // 8 % of 1,200,000 and 12 % of 600,000.
  expect(printed).toContain('|    150 % | 1,800,000 USD | 168,000.00 USD |')
})

import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const PLAN = `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: base, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`
const FILES = {
  'spm.yaml': 'currency: USD\n',
  'plans/ae.yaml': PLAN,
  'data/reps.csv': 'payee_id,name\nana,Ana\n',
  'data/deals.csv': 'deal_id,payee_id,amount,close_date\nD1,ana,100,2026-01-10\n',
}

/** What is not ok, by what it is about. */
async function told(project: ClosingProject): Promise<{ exit: number; looks: Record<string, string[]> }> {
  const { exit, out } = await project.spm('doctor --format json')
  const { rows } = JSON.parse(out) as { rows: readonly Record<string, string>[] }
  const odd = rows.filter(({ state }) => state !== 'ok')
  return {
    exit,
    looks: Object.fromEntries(odd.map(({ about, state, says, next }) => [about!, [state!, says!, next!]])),
  }
}

describe('spm doctor', () => {
  test('finds nothing in the way of a sound project, before and after a close', async () => {
    const project = new ClosingProject(FILES)
    expect(await told(project)).toEqual({ exit: 0, looks: {} })
    await project.close('2026-01')
    expect(await told(project)).toEqual({ exit: 0, looks: {} })
    expect((await project.spm('doctor')).out).toContain('1 run, closed until 2026-01')
  })

  test('says of an empty folder what is missing', async () => {
    const { exit, looks } = await told(new ClosingProject({}))
    expect([exit, Object.keys(looks)]).toEqual([1, ['settings', 'plans', 'inputs']])
    expect(looks['plans']![0]).toBe('wrong')
    expect(looks['inputs']![2]).toContain('spm calc needs deals and reps')
  })

  test('says what would stop a command: bad settings, a wrong plan, a changed run, a lock', async () => {
    const settings = await told(new ClosingProject({ ...FILES, 'spm.yaml': 'curency: USD\n' }))
    expect([settings.exit, settings.looks['files']![1]]).toEqual([1, expect.stringMatching(/^SPM1001 /)])

    const plan = await told(new ClosingProject({ ...FILES, 'plans/ae.yaml': PLAN.replace('10%', 'ten') }))
    expect([plan.exit, plan.looks['plans']!.join(' ')]).toEqual([
      1,
      expect.stringMatching(/^wrong SPM\d{4} .* spm validate$/),
    ])

    const project = new ClosingProject(FILES)
    await project.calc('2026-01')
    appendFileSync(join(project.run('2026-01'), 'payouts.csv'), 'x')
    writeFileSync(join(project.root, 'audit.jsonl.lock'), '{}')
    const { exit, looks } = await told(project)
    expect(exit).toBe(1)
    expect(looks['runs and ledger']!.join(' ')).toMatch(/^wrong SPM6034 .* spm audit verify$/)
    expect(looks['lock']![0]).toBe('look')
  })
})

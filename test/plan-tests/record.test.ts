import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ClosingProject } from '../support/closing.js'

const PROJECT = {
  'plans/ae.yaml': `plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: "true"
measures:
  won: { where: deal.stage == "Won", amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: commission
    kind: commission
    measure: won
    window: period
    rate: { kind: flat, rate: 10% }
`,
  'spm.yaml': 'inputs: { deals: { columns: { deal_id: Opportunity, amount: Value }, date: DD.MM.YYYY } }\n',
  'data/reps.csv':
    'payee_id,name,email,manager_id\nE1,Ada Lind,ada@x.example,E3\nE2,Ben Okoro,,E3\nE3,Cy Roe,,\nE4,Di Ey,,E3\n',
  'data/deals.csv': `Opportunity,payee_id,Value,close_date,stage,account
OP-1,E1,1000.00,05.03.2026,Won,Acme
OP-2,E2,500.00,06.03.2026,Won,Birch
OP-3,E4,700.00,07.03.2026,Won,Cedar
`,
  'data/splits.csv': 'deal_id,payee_id,percent\nOP-2,E1,40\nOP-2,E2,60\n',
}
const RECORD = 'test --record E1 --period 2026-03 --out plans/rec.test.yaml'

describe('a recorded case', () => {
  it('holds what concerns the payee under other names, and passes', async () => {
    const project = new ClosingProject(PROJECT)
    expect((await project.spm(RECORD)).exit).toBe(0)
    const text = readFileSync(join(project.root, 'plans/rec.test.yaml'), 'utf8')
    expect(text).not.toMatch(/\bE[1-4]\b|OP-|Ada|Ben|Acme|Birch|Cedar|x\.example/)
    // E4 has nothing to do with it.
    expect(text).not.toContain('700.00')
    // 10 % of 1,000 and of his 40 % of 500.
    expect(text).toContain('- [USD, 120.00, 120.00, 120.00]')
    expect(await project.spm('test')).toMatchObject({ exit: 0, out: expect.stringContaining('1 passed') as string })
  })

  it('fails once the plan pays something else', async () => {
    const project = new ClosingProject(PROJECT)
    await project.spm(RECORD)
    project.write({ 'plans/ae.yaml': PROJECT['plans/ae.yaml'].replace('10%', '10.01%') })
    expect((await project.spm('test')).exit).toBe(1)
  })

  it('holds the whole project where pay hangs on the people below', async () => {
    const team = PROJECT['plans/ae.yaml'].replace('credit: direct', 'credit: { rollup: { levels: all } }')
    const project = new ClosingProject({ ...PROJECT, 'plans/ae.yaml': team })
    expect((await project.spm(RECORD.replace('E1', 'E3'))).exit).toBe(0)
    // 10 % of all 2,200.
    expect(readFileSync(join(project.root, 'plans/rec.test.yaml'), 'utf8')).toContain('- [USD, 220.00, 220.00, 220.00]')
    expect((await project.spm('test')).exit).toBe(0)
  })

  it('is not written over anything, nor of somebody who is not there', async () => {
    const project = new ClosingProject({ ...PROJECT, 'plans/rec.test.yaml': '# mine\n' })
    expect(await project.spm(RECORD)).toMatchObject({ exit: 1, codes: ['SPM3722'] })
    expect(readFileSync(join(project.root, 'plans/rec.test.yaml'), 'utf8')).toBe('# mine\n')
    expect(await project.spm('test --record E9 --period 2026-03 --out plans/e9.test.yaml')).toMatchObject({ exit: 2 })
    expect(existsSync(join(project.root, 'plans/e9.test.yaml'))).toBe(false)
  })
})

import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'
import { expect, test, vi } from 'vitest'
import { tempFolder } from '../io/temp-folder.js'
import { ClosingProject, ONE_REP } from '../support/closing.js'
import { accessProblems } from '../support/page.js'
import { WAITING } from '../support/waiting.js'

vi.setConfig({ testTimeout: 60_000 })

const HEAD = 'deal_id,payee_id,amount,close_date\n'
const list = (root: string, folder: string): readonly { payee_id: string; file: string }[] =>
  JSON.parse(readFileSync(join(root, folder, 'statements.json'), 'utf8')).statements

test('all statements are a file each, for their owner alone, and a list of them', async () => {
  const project = new ClosingProject(WAITING)
  await project.close('2026-01')
  const { exit, out, err } = await project.spm('statement --all --period 2026-02 --out statements/2026-02')
  expect([exit, out]).toEqual([0, ''])
  expect(err).toBe('Written: statements/2026-02 (5 statements)\n')
  const folder = join(project.root, 'statements/2026-02')
  const files = list(project.root, 'statements/2026-02')
  expect(files.map(({ payee_id }) => payee_id)).toEqual(['ana', 'bo', 'cy', 'di', 'eve'])
  expect(readdirSync(folder).sort()).toEqual([...files.map(({ file }) => file), 'statements.json'].sort())
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  for (const { file } of files) {
    const page = readFileSync(join(folder, file), 'utf8')
    expect([file, await accessProblems(page)]).toEqual([file, []])
  }
})

test('one payee’s statement is the same alone and among all', async () => {
  const project = new ClosingProject(WAITING)
  await project.spm('statement --all --period 2026-02 --out all --format md')
  for (const { payee_id, file } of list(project.root, 'all')) {
    const { out } = await project.spm(`statement ${payee_id} --period 2026-02`)
    expect(readFileSync(join(project.root, 'all', file), 'utf8')).toBe(out)
  }
})

test('what is calculated and written does not depend on settings of statements', async () => {
  const project = new ClosingProject(ONE_REP)
  await project.calc('2026-01')
  const before = project.run('2026-01')
  project.write({ 'spm.yaml': 'statements: { company: Halden, ask: "Kim, pay@halden.example", note: "Thanks." }\n' })
  await project.calc('2026-01')
  const files = readdirSync(before).filter((name) => name !== 'run.json')
  expect(files.length).toBeGreaterThan(5)
  for (const name of files)
    expect(readFileSync(join(project.run('2026-01'), name), 'utf8')).toBe(readFileSync(join(before, name), 'utf8'))
  const { out } = await project.spm('statement E1 --period 2026-01')
  expect(out).toContain('Ann (E1) · ae · Halden\n')
})

test('a page goes to a file, Markdown to the screen, and each the other way when asked', async () => {
  const project = new ClosingProject(ONE_REP)
  const first = async (line: string): Promise<string> =>
    (await project.spm(`statement E1 --period 2026-01 ${line}`.trim())).out.split('\n')[0]!
  const file = (name: string): string => readFileSync(join(project.root, name), 'utf8')
  expect(await first('')).toBe('# Commission statement 2026-01')
  expect(await first('--format html')).toBe('<!doctype html>')
  await first('--out E1.html')
  expect(file('E1.html')).toMatch(/^<!doctype html>/)
  await first('--out E1.md --format md')
  expect(file('E1.md')).toMatch(/^# Commission/)
  const { codes, exit } = await project.spm('statement E1 --period 2026-01 --out data/deals.csv')
  expect([codes, exit]).toEqual([['SPM1030'], 1])
})

test('a period is a draft until it is approved, and then says whether this is what was approved and paid', async () => {
  const project = new ClosingProject(ONE_REP)
  const said = async (): Promise<string> => (await project.spm('statement E1 --period 2026-01')).out
  expect(await said()).toContain('This is a draft')
  await project.calc('2026-01')
  expect(await said()).toContain('This is a draft')
  await project.spm('approve --period 2026-01', 'bob')
  expect(await said()).toContain('2026-01 is approved.')
  project.write({ 'data/deals.csv': `${HEAD}D1,E1,1500,2026-01-10\n` })
  expect(await said()).toContain('2026-01 was approved with 100.00 USD')
  project.write({ 'data/deals.csv': ONE_REP['data/deals.csv'] })
  await project.spm('close --period 2026-01', 'bob')
  expect(await said()).toContain('2026-01 is closed: this is what was paid.')
  const next = (await project.spm('statement E1 --period 2026-02')).out
  expect(next).toContain('- The period before, 2026-01: **100.00 USD**')
})

test('who was paid and has nothing by today’s data is told what was paid', async () => {
  const project = new ClosingProject(ONE_REP)
  await project.close('2026-01')
  project.write({ 'data/reps.csv': 'payee_id,name,plan\nE1,Ann,\n' })
  const { out, exit } = await project.spm('statement E1 --period 2026-01')
  expect([exit, out]).toEqual([0, expect.stringContaining('2026-01 is closed, and 100.00 USD was paid.')])
})

test('a changed owner of a paid deal is told without the new one', async () => {
  const project = new ClosingProject({ ...ONE_REP, 'spm.yaml': 'true_up: { owner: follow }\n' })
  project.write({ 'data/reps.csv': 'payee_id,name,plan\nE1,Ann,ae\nE2,Bert,ae\n' })
  project.write({ 'plans/ae.yaml': ONE_REP['plans/ae.yaml'].replace('pays: month', 'pays: month\nnegative: carry') })
  await project.close('2026-01')
  project.write({ 'data/deals.csv': `${HEAD}D1,E2,1000,2026-01-10\nD2,E1,2000,2026-02-10\n` })
  const { out } = await project.spm('statement E1 --period 2026-02')
  expect(out).toContain('commission of 2026-01 was 100.00, is 0.00: the owner changed')
  expect(out).not.toMatch(/E2|Bert/)
  expect((await project.spm('explain E1 --period 2026-02')).out).toContain('owner was E1, is E2')
})

test('every kind of page of the sample company passes the accessibility check, with charts of what it pays', async () => {
  const root = tempFolder()
  cpSync(join(import.meta.dirname, '../../fixtures/brightwater'), root, { recursive: true })
  const project = new ClosingProject({}, root)
  // A manager, executives of two regions, customer success; in two currencies, with curves, objectives and shares.
  for (const payee of ['E1008', 'E1018', 'E1032', 'E1035']) {
    const { out } = await project.spm(`statement ${payee} --period 2026-03 --format html`)
    expect([payee, await accessProblems(out)]).toEqual([payee, []])
    expect([payee, /<svg role="img" aria-label="[^"]*what it pays by[^"]*You[^"]*"/.test(out)]).toEqual([payee, true])
  }
})

/** Formula starts, HTML, Markdown, terminal escapes, text that turns; and ids that are one name on some systems. */
const NAMES = [
  '=1+1',
  '<img src=x onerror="alert(1)">',
  'a|b`c`',
  '\u001b[2JRed',
  '\u202eturned',
  '../../x',
  'con',
  'e1',
  'E1',
  'É1',
  'E-1',
]

test('odd ids and names are harmless, in the page, in Markdown and as names of files', async () => {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const ids = NAMES.map(quoted)
  const project = new ClosingProject({
    'plans/ae.yaml': ONE_REP['plans/ae.yaml'],
    'data/reps.csv': `payee_id,name,plan\n${ids.map((id) => `${id},${id},ae\n`).join('')}`,
    'data/deals.csv': `${HEAD}${ids.map((id) => `${id},${id},1000,2026-01-05\n`).join('')}`,
    'spm.yaml': `statements: { company: '<b>|', ask: "a\\u001b[2Jb", note: "<script>" }\n`,
  })
  // oxlint-disable-next-line no-control-regex
  const steers = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/
  for (const format of ['html', 'md']) {
    expect((await project.spm(`statement --all --period 2026-01 --out ${format} --format ${format}`)).exit).toBe(0)
    const files = list(project.root, format)
    expect(files.map(({ payee_id }) => payee_id).sort()).toEqual([...NAMES].sort())
    const names = files.map(({ file }) => file)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(NAMES.length)
    for (const name of names) {
      expect(name).toMatch(/^[a-z0-9-]+-[0-9a-f]{8}\.(?:html|md)$/)
      const text = readFileSync(join(project.root, format, name), 'utf8')
      expect([name, steers.test(text)]).toEqual([name, false])
      if (format === 'md') expect([name, /(?<!\\)</.test(text)]).toEqual([name, false])
      else {
        expect(new JSDOM(text).window.document.querySelectorAll('img,script,b')).toHaveLength(0)
        // As text it is harmless; the check looks for it anywhere.
        expect([name, await accessProblems(text.replaceAll('src=x', ''))]).toEqual([name, []])
      }
    }
  }
})

test('who is on no plan gets a page that says so, and who is not there none', async () => {
  const project = new ClosingProject(ONE_REP)
  project.write({ 'data/reps.csv': 'payee_id,name,plan\nE1,Ann,ae\nE2,Bert,\n' })
  const { out, exit } = await project.spm('statement E2 --period 2026-01')
  expect([exit, out.includes('There is no plan for you in 2026-01, and nothing is paid.')]).toEqual([0, true])
  const none = await project.spm('statement Ann --period 2026-01')
  expect([none.exit, none.codes, none.out]).toEqual([1, ['SPM1020'], ''])
  expect(none.err).toContain('Write the id: E1.')
})

test('a question that is none is refused, and nothing is written where something else stands', async () => {
  const project = new ClosingProject(ONE_REP)
  await project.calc('2026-01')
  const said = async (line: string): Promise<readonly [number, readonly string[]]> => {
    const { exit, codes } = await project.spm(`statement ${line}`)
    return [exit, codes]
  }
  expect(await said('E1')).toEqual([2, []])
  expect(await said('--period 2026-01')).toEqual([2, ['SPM1060']])
  expect(await said('E1 --all --period 2026-01 --out x')).toEqual([2, ['SPM1060']])
  expect(await said('--all --period 2026-01')).toEqual([2, ['SPM1062']])
  for (const out of ['data', 'runs/2026-01/x', 'ledger', '.', 'data/deals.csv'])
    expect([out, await said(`--all --period 2026-01 --out ${out}`)]).toEqual([out, [1, ['SPM1061']]])
  // An error on the way leaves nothing, and what stood there stays.
  expect((await said('--all --period 2026-01 --out s'))[0]).toBe(0)
  const before = readFileSync(join(project.root, 's/statements.json'), 'utf8')
  project.write({ 'data/deals.csv': `${HEAD}D1,E9,1000,2026-01-10\n` })
  expect(await said('--all --period 2026-01 --out s')).toEqual([1, ['SPM2021']])
  expect(readFileSync(join(project.root, 's/statements.json'), 'utf8')).toBe(before)
  writeFileSync(join(project.root, 's/mine.txt'), '')
  project.write(ONE_REP)
  expect(await said('--all --period 2026-01 --out s')).toEqual([1, ['SPM1061']])
  expect(existsSync(join(project.root, 's/mine.txt'))).toBe(true)
})

test('redacted statements tell no name, also not as names of files', async () => {
  const project = new ClosingProject({ ...ONE_REP, 'data/reps.csv': 'payee_id,name,plan\nE1,Quintilia,ae\n' })
  expect((await project.spm('statement --all --period 2026-01 --out s --redact --format md')).exit).toBe(0)
  const all = readdirSync(join(project.root, 's'))
  expect(all).toHaveLength(2)
  for (const name of all) {
    expect(name).not.toMatch(/^e1-|quintilia/)
    // Letters that pseudonyms do not have, or an id that stands by itself: no pseudonym looks like it by chance.
    expect(readFileSync(join(project.root, 's', name), 'utf8')).not.toMatch(/quintilia|\bE1\b|\bD1\b/i)
  }
})

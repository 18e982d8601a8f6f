import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { expect, test, vi } from 'vitest'
import { pseudonymsBy } from '../../src/reports/pseudonyms.js'
import { ClosingProject } from '../support/closing.js'
import { csvRowsOf, reported, REPORTS } from '../support/reported.js'
import { WAITING } from '../support/waiting.js'

/** Ids and names that no word of ours has in it; teams are called after who leads them. */
const IDS: Readonly<Record<string, string>> = { ana: 'zqana', bo: 'zqbo', cy: 'zqcy', di: 'zqdi', eve: 'zqeve' }

function renamed(text: string): string {
  const ids = text.replace(/\b(ana|bo|cy|di|eve)\b/g, (id) => IDS[id]!)
  return ids.replace(/\b(D\d)\b/g, 'zq$1').replace(/,(Ana|Bo|Cy|Di|Eve),/g, ',zq Name $1,')
}

async function project(): Promise<ClosingProject> {
  const files = Object.fromEntries(Object.entries(WAITING).map(([file, text]) => [file, renamed(text)]))
  const reps = files['data/reps.csv']!.trimEnd().split('\n')
  files['data/reps.csv'] = reps.map((line, index) => `${line},${index === 0 ? 'team' : 'zq Name Ana'}`).join('\n')
  files['data/quotas.csv'] = 'payee_id,period,amount\nzqana,2026,1200\nzqcy,2026,9000\nzqeve,2026,100\n'
  files['data/deals.csv'] += 'zqD0,zqnobody,5,2026-03-01\nzqD10,zqdi,0,2026-03-02\n'
  files['data/reps.csv'] += '\nzqnobody,zq Name No,,,zqbo,zq Name Ana\n'
  const each = new ClosingProject(files)
  await each.close('2026-01')
  await each.close('2026-02')
  return each
}

async function textOf(root: string, line: string, format: string): Promise<string> {
  if (format !== 'xlsx') {
    const { code, out, err } = await reported(root, `${line} --format ${format}`, 80)
    expect([line, code, err.replace(/^note .*\n.*\n/gm, '').trim()]).toEqual([line, 0, ''])
    return out
  }
  const file = join(root, 'out.xlsx')
  expect((await reported(root, `${line} --format xlsx --out ${file}`)).code).toBe(0)
  return Object.values(unzipSync(readFileSync(file)))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n')
}

// Every report in every format, twice.
vi.setConfig({ testTimeout: 120_000 })

test('no id or name stands in a redacted report, in no format', async () => {
  const { root } = await project()
  for (const report of REPORTS) {
    for (const format of ['table', 'csv', 'json', 'md', 'html', 'xlsx']) {
      const line = `${report} --period 2026-03`
      const [open, closed] = [await textOf(root, line, format), await textOf(root, `${line} --redact`, format)]
      // They are there without it; only the balances of nobody would be a poor test.
      expect([report, format, open.includes('zq')]).toEqual([report, format, true])
      expect([report, format, /zq|\bAna\b/.exec(closed)?.input?.slice(0, 2000)]).toEqual([report, format, undefined])
    }
  }
  const one = await textOf(root, 'lines --period 2026-03 --payee zqana --redact', 'json')
  expect(one).not.toContain('zq')
  expect(one).toMatch(/"payee": "P-[0-9A-Z]{12}"/)
})

test('an id has one pseudonym in every report and month, and amounts stay', async () => {
  const { root } = await project()
  const payees = async (line: string): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (await csvRowsOf(root, `${line} --redact`)).map((row) => [
        row['payee_id']!,
        row['pay_amount'] ?? row['total'] ?? '',
      ]),
    )
  const march = await payees('payouts --period 2026-03')
  const february = await payees('payouts --period 2026-02')
  expect([...march.keys()].sort()).toEqual([...february.keys()].sort())
  const amounts = (rows: readonly Record<string, string>[]): readonly string[] =>
    rows.map((row) => row['total']!).sort()
  expect([...march.values()].sort()).toEqual(amounts(await csvRowsOf(root, 'payouts --period 2026-03')))
  for (const row of await csvRowsOf(root, 'lines --period 2026-03 --redact')) {
    expect(march.has(row['payee_id']!)).toBe(true)
    expect(row['line_id']).toMatch(/^L-[0-9A-HJKMNP-TV-Z]{12}$/)
  }
  // A manager is the same person as the payee.
  const [top] = await csvRowsOf(root, 'attainment --by manager --period 2026-03 --redact')
  expect(march.has(top!['manager_id']!)).toBe(true)
})

test('rows stand in the order of pseudonyms where only ids ordered them, and by figures first', async () => {
  const { root } = await project()
  const lines = await csvRowsOf(root, 'lines --period 2026-03 --redact')
  const payees = lines
    .filter((row) => row['pay_currency'] === 'USD' && row['status'] === 'payable')
    .map((row) => row['payee_id']!)
  const unlike = payees.filter((payee, index) => payee !== payees[index - 1])
  expect(unlike).toEqual([...new Set(payees)].sort())
  const paid = await csvRowsOf(root, 'leaderboard --by paid --period 2026-03 --redact')
  const open = await csvRowsOf(root, 'leaderboard --by paid --period 2026-03')
  expect(paid.map((row) => [row['rank'], row['payable']])).toEqual(open.map((row) => [row['rank'], row['payable']]))
})

test('the key is made once, for its owner alone, and told; another key gives other pseudonyms', async () => {
  const { root } = await project()
  const key = join(root, 'redact.key')
  const first = await reported(root, 'payouts --period 2026-03 --redact')
  expect(first.err).toContain('note SPM1035')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const again = await reported(root, 'payouts --period 2026-03 --redact')
  expect([again.err.includes('SPM1035'), again.out]).toEqual([false, first.out])
  rmSync(key)
  const other = await reported(root, 'payouts --period 2026-03 --redact')
  expect(other.out).not.toBe(first.out)
  writeFileSync(key, 'short\n')
  const bad = await reported(root, 'payouts --period 2026-03 --redact')
  expect([bad.code, bad.out, bad.err.includes('SPM1034')]).toEqual([1, '', true])
  expect(readFileSync(key, 'utf8')).toBe('short\n')
})

test('without --redact no key is made', async () => {
  const { root } = await project()
  await reported(root, 'payouts --period 2026-03')
  expect(existsSync(join(root, 'redact.key'))).toBe(false)
})

test('a pseudonym follows from key, kind and id, and from nothing else', () => {
  const [one, other] = [pseudonymsBy('a'.repeat(64)), pseudonymsBy('b'.repeat(64))]
  expect(one('person', 'E1')).toBe(one('person', 'E1'))
  expect(one('person', 'E1')).toBe(pseudonymsBy('a'.repeat(64))('person', 'E1'))
  expect(one('person', 'E1').slice(2)).not.toBe(one('deal', 'E1').slice(2))
  expect(one('person', 'E1')).not.toBe(other('person', 'E1'))
  expect(one('person', '')).toBe('')
  const many = new Set(Array.from({ length: 20_000 }, (_, index) => one('deal', `D${index}`)))
  expect(many.size).toBe(20_000)
})

import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../src/cli.js'
import { fakeEnv } from './io/fake-env.js'
import { tempFolder } from './io/temp-folder.js'

/**
 * The same run gives the same bytes, wherever, whenever and by whom it is made (domain section 8). The sample company
 * is run as a process of its own: time zone, locale and umask are the process's.
 */
const PROJECT = join(import.meta.dirname, '..')
const SAMPLE = join(PROJECT, 'fixtures', 'brightwater')
const PERIOD = '2026-09'

let app: string
let home: string

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'spm-app-'))
  for (const part of ['package.json', 'bin']) cpSync(join(PROJECT, part), join(app, part), { recursive: true })
  spawnSync(process.execPath, [join(PROJECT, 'bin/bundle.js'), join(app, 'dist')])
  home = sample()
  spm(home, ['calc', '--period', PERIOD])
})
afterAll(() => {
  for (const folder of [app, ...samples]) rmSync(folder, { recursive: true, force: true })
})

const samples: string[] = []

/** A copy of the sample company's inputs in a folder of its own. */
function sample(): string {
  const folder = mkdtempSync(join(tmpdir(), 'spm-sample-'))
  samples.push(folder)
  for (const part of ['spm.yaml', 'data', 'plans']) cpSync(join(SAMPLE, part), join(folder, part), { recursive: true })
  return folder
}

interface Surroundings {
  readonly vars?: Readonly<Record<string, string>>
  readonly umask?: string
}

function spm(cwd: string, args: readonly string[], { vars = {}, umask = '022' }: Surroundings = {}): void {
  const script = `umask ${umask} && exec "$0" "$@"`
  const env = { PATH: process.env['PATH'] ?? '', ...vars }
  execFileSync('sh', ['-c', script, process.execPath, join(app, 'bin', 'spm.js'), ...args], { cwd, env, stdio: 'pipe' })
}

/** Every file below a folder with its content. */
function contents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name)).isFile())
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

function runFolder(runs: string): string {
  const parent = join(runs, PERIOD)
  return join(parent, readFileSync(join(parent, 'latest'), 'utf8').trim())
}

describe('the same run gives the same bytes', () => {
  test.each<[string, Surroundings]>([
    ['in a time zone far in the east', { vars: { TZ: 'Pacific/Kiritimati' } }],
    ['in a time zone far in the west, with daylight saving', { vars: { TZ: 'America/Anchorage' } }],
    ['under a Turkish locale', { vars: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
    ['under the C locale', { vars: { LANG: 'C', LC_ALL: 'C' } }],
    ['under an open umask', { umask: '000' }],
    ['under a closed umask', { umask: '077' }],
    ['where colours are forced, in CI, as somebody else', { vars: { FORCE_COLOR: '1', CI: '1', USER: 'kim' } }],
  ])('%s', (_, surroundings) => {
    const folder = sample()
    spm(folder, ['calc', '--period', PERIOD], surroundings)
    expect(contents(join(folder, 'runs'))).toEqual(contents(join(home, 'runs')))
    expect(Object.keys(contents(join(folder, 'runs'))).length).toBeGreaterThan(8)
  })

  test('from another folder, with the settings named by --config', () => {
    const folder = sample()
    const elsewhere = join(tempFolder(), 'deep', 'down')
    mkdirSync(elsewhere, { recursive: true })
    spm(elsewhere, ['calc', '--period', PERIOD, '--config', join(folder, 'spm.yaml')])
    expect(contents(join(folder, 'runs'))).toEqual(contents(join(home, 'runs')))
    spm(elsewhere, [
      'calc',
      '--period',
      PERIOD,
      '--config',
      relative(elsewhere, join(folder, 'spm.yaml')),
      '--out',
      'here',
    ])
    expect(contents(join(elsewhere, 'here'))).toEqual(contents(join(home, 'runs')))
  })

  test('with inputs named by absolute paths, from folders of different depth', () => {
    const folder = sample()
    const runs = ['one', 'one/two/three'].map((depth) => {
      const cwd = join(tempFolder(), depth)
      mkdirSync(cwd, { recursive: true })
      const inputs = ['deals', 'reps', 'quotas', 'splits', 'fx'].flatMap((name) => [
        `--${name}`,
        join(folder, 'data', `${name}.csv`),
      ])
      const settings = ['inputs.deals.types.term_months=number', 'inputs.deals.types.created_date=date']
      const fx = ['fx.credit=period_end', 'fx.payout=period_end', 'currency=USD']
      const set = [...settings, ...fx].flatMap((each) => ['--set', each])
      spm(cwd, ['calc', '--period', PERIOD, '--plans', join(folder, 'plans'), ...inputs, ...set])
      return contents(join(cwd, 'runs'))
    })
    expect(runs[1]).toEqual(runs[0])
  })

  test('twice in one folder: the second time finds the first, and only the log grows', () => {
    const folder = sample()
    spm(folder, ['calc', '--period', PERIOD])
    const before = contents(join(folder, 'runs'))
    spm(folder, ['calc', '--period', PERIOD])
    expect(contents(join(folder, 'runs'))).toEqual(before)
    expect(readFileSync(join(folder, 'audit.jsonl'), 'utf8').split('\n')).toHaveLength(3)
  })
})

/** A small generator with a seed, so that a failure can be repeated. */
function shuffled(lines: readonly string[], seed: number): string[] {
  const result = [...lines]
  let state = seed
  for (let i = result.length - 1; i > 0; i -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    const j = state % (i + 1)
    const kept = result[i]!
    result[i] = result[j]!
    result[j] = kept
  }
  return result
}

describe('row order decides nothing', () => {
  test.each([1, 2, 3])('shuffle %i of the rows of every input pays the same', (seed) => {
    const folder = sample()
    for (const name of readdirSync(join(folder, 'data'))) {
      const path = join(folder, 'data', name)
      const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n')
      const other = shuffled(rows, seed)
      expect(other).not.toEqual(rows)
      writeFileSync(path, `${[header, ...other].join('\n')}\n`)
    }
    spm(folder, ['calc', '--period', PERIOD])
    const mine = contents(runFolder(join(folder, 'runs')))
    const first = contents(runFolder(join(home, 'runs')))
    for (const file of ['payouts', 'payout-lines', 'slices', 'attainment', 'credits']) {
      expect(mine[`${file}.csv`], file).toBe(first[`${file}.csv`])
    }
    // The others name rows of the inputs: the same findings, at other rows.
    for (const file of ['exclusions', 'exceptions']) {
      const rowless = (text = '') => text.replaceAll(/,\d+$/gm, '').split('\n').sort()
      expect(rowless(mine[`${file}.csv`]), file).toEqual(rowless(first[`${file}.csv`]))
    }
    expect(mine['run.json']).not.toBe(first['run.json'])
  })
})

describe('what a run leaves on the disk', () => {
  test.each(['000', '022', '077'])('is for its owner alone under umask %s', (umask) => {
    const folder = sample()
    spm(folder, ['calc', '--period', PERIOD], { umask })
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)
    const names = readdirSync(join(folder, 'runs'), { recursive: true, encoding: 'utf8' })
    expect(names.length).toBeGreaterThan(8)
    for (const name of ['', ...names]) {
      const path = join(folder, 'runs', name)
      expect(`${name} ${mode(path)}`).toBe(`${name} ${statSync(path).isFile() ? '600' : '700'}`)
    }
    for (const name of ['audit.jsonl', 'audit.head']) expect(`${name} ${mode(join(folder, name))}`).toBe(`${name} 600`)
  })

  const ONE_BAD_CELL = [/,Closed Won,(\d)/, ',Closed Won,x$1'] as const
  test.each<[string, (folder: string) => readonly string[], number]>([
    ['a bad cell', (folder) => (replaceIn(join(folder, 'data', 'deals.csv'), ...ONE_BAD_CELL), []), 1],
    [
      'a mistake in a plan',
      (folder) => (replaceIn(join(folder, 'plans', 'sales-manager.yaml'), /deal\./, 'dael.'), []),
      1,
    ],
    ['a missing file', () => ['--deals', 'data/dials.csv'], 2],
    ['a missing rate', (folder) => (replaceIn(join(folder, 'data', 'fx.csv'), /2026-09/g, '2027-09'), []), 1],
    ['a log that was cut', (folder) => (replaceIn(join(folder, 'audit.jsonl'), /^[^\n]*\n/, ''), []), 4],
    ['a lock', (folder) => (writeFileSync(join(folder, 'audit.jsonl.lock'), '{}'), []), 4],
  ])('is untouched by a run that fails for %s', async (_, spoil, code) => {
    const folder = sample()
    const first = fakeEnv(folder)
    expect(await runCli(['calc', '--period', '2026-08', '--quiet'], first)).toBe(0)
    const more = spoil(folder)
    const before = contents(folder)
    const env = fakeEnv(folder)
    expect(await runCli(['calc', '--period', PERIOD, ...more], env)).toBe(code)
    expect(env.stderr.text()).toContain('Nothing was written.')
    expect(contents(folder)).toEqual(before)
  })
})

function replaceIn(path: string, what: RegExp, by: string): void {
  const text = readFileSync(path, 'utf8')
  expect(text).toMatch(what)
  writeFileSync(path, text.replace(what, by))
}

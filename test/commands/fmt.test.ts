import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

const UNTIDY = 'name: AE\nplan: ae\n'
const TIDY = 'plan: ae\nname: AE\n'
let root: string

beforeEach(() => {
  root = tempFolder()
  mkdirSync(join(root, 'plans'))
})

async function spm(line: string, stdin = ''): Promise<{ exit: number; out: string; err: string }> {
  const env = fakeEnv(root, { readStdin: () => Promise.resolve(Buffer.from(stdin)) })
  const exit = await runCli(line.split(' '), env)
  return { exit, out: env.stdout.text(), err: env.stderr.text() }
}

describe('spm fmt on files', () => {
  test('leaves who may read a file as it was', async () => {
    for (const mode of [0o640, 0o644, 0o600]) {
      const path = join(root, 'plans/ae.yaml')
      writeFileSync(path, UNTIDY)
      chmodSync(path, mode)
      expect(await spm('fmt')).toMatchObject({ exit: 0, out: 'formatted plans/ae.yaml\n' })
      expect(readFileSync(path, 'utf8')).toBe(TIDY)
      expect(statSync(path).mode & 0o777).toBe(mode)
    }
  })
  test('follows a link to its file', async () => {
    writeFileSync(join(root, 'shared.yaml'), UNTIDY)
    symlinkSync('../shared.yaml', join(root, 'plans/ae.yaml'))
    expect((await spm('fmt plans/ae.yaml')).exit).toBe(0)
    expect(lstatSync(join(root, 'plans/ae.yaml')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(root, 'shared.yaml'), 'utf8')).toBe(TIDY)
  })
  test('does not touch a file that is formatted', async () => {
    const path = join(root, 'plans/ae.yaml')
    writeFileSync(path, TIDY)
    const { ino, mtimeMs } = statSync(path)
    expect(await spm('fmt')).toEqual({ exit: 0, out: '', err: '1 file formatted already\n' })
    expect(statSync(path)).toMatchObject({ ino, mtimeMs })
  })
  test('with --check, writes nothing', async () => {
    writeFileSync(join(root, 'plans/ae.yaml'), UNTIDY)
    expect((await spm('fmt --check')).exit).toBe(1)
    expect(readFileSync(join(root, 'plans/ae.yaml'), 'utf8')).toBe(UNTIDY)
  })
  test('finds the plans where the settings say they are', async () => {
    mkdirSync(join(root, 'pay'))
    writeFileSync(join(root, 'spm.yaml'), 'runs: out\nplans: pay\n')
    writeFileSync(join(root, 'pay/ae.yaml'), UNTIDY)
    expect((await spm('fmt')).out).toBe('formatted pay/ae.yaml\nformatted spm.yaml\n')
    expect(readFileSync(join(root, 'spm.yaml'), 'utf8')).toBe('plans: pay\nruns: out\n')
  })
  test('finds the project of --config, also from elsewhere', async () => {
    mkdirSync(join(root, 'comp/pay'), { recursive: true })
    writeFileSync(join(root, 'comp/own.yaml'), 'runs: out\nplans: pay\n')
    writeFileSync(join(root, 'comp/pay/ae.yaml'), UNTIDY)
    expect((await spm('fmt --config comp/own.yaml')).out).toBe('formatted comp/own.yaml\nformatted comp/pay/ae.yaml\n')
    expect(readFileSync(join(root, 'comp/own.yaml'), 'utf8')).toBe('plans: pay\nruns: out\n')
  })
  test('knows tests by their name, and anything by --as', async () => {
    const tests = 'cases: [{ name: x, expect: {} }]\nperiod: 2026-01\n'
    writeFileSync(join(root, 'plans/ae.test.yaml'), tests)
    writeFileSync(join(root, 'other.yaml'), tests)
    await spm('fmt')
    await spm('fmt --as tests other.yaml')
    for (const file of ['plans/ae.test.yaml', 'other.yaml']) {
      expect(readFileSync(join(root, file), 'utf8')).toMatch(/^period/)
    }
  })
  test('says what is no text, and where nothing is', async () => {
    writeFileSync(join(root, 'plans/ae.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0]))
    expect(await spm('fmt')).toMatchObject({ exit: 1, err: expect.stringContaining('SPM6002') })
    expect(await spm('fmt nowhere.yaml')).toMatchObject({ exit: 1, err: expect.stringContaining('SPM6001') })
  })
})

describe('spm fmt --stdin', () => {
  test('gives the formatted text and nothing else', async () => {
    expect(await spm('fmt --stdin', UNTIDY)).toEqual({ exit: 0, out: TIDY, err: '' })
  })
  test('gives nothing where there is an error, so that an editor keeps what it has', async () => {
    expect(await spm('fmt --stdin', 'plan: [')).toEqual({ exit: 1, out: '', err: expect.stringContaining('stdin:1') })
  })
  test('with --check, shows what would change', async () => {
    expect(await spm('fmt --stdin --check', TIDY)).toEqual({ exit: 0, out: '', err: '' })
    expect(await spm('fmt --stdin --check', UNTIDY)).toMatchObject({
      exit: 1,
      out: expect.stringContaining('- name: AE'),
    })
  })
})

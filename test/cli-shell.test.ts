import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa, execaSync } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../src/cli.js'
import { commands } from '../src/commands/index.js'
import { topics } from '../src/commands/top-help.js'
import type { Env } from '../src/io/env.js'
import { appendAudit } from '../src/io/audit-log.js'
import { captured, fakeEnv } from './io/fake-env.js'
import { tempFolder } from './io/temp-folder.js'

async function run(argv: string[], overrides?: Partial<Env>): Promise<{ code: number; out: string; err: string }> {
  const env = fakeEnv(tempFolder(), overrides)
  const code = await runCli(argv, env)
  return { code, out: env.stdout.text(), err: env.stderr.text() }
}

describe('the command line', () => {
  test('has a help that fits a small terminal', async () => {
    const { code, out } = await run(['--help'])
    expect(code).toBe(0)
    const lines = out.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(24)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
    expect(out).toContain('First steps:')
  })

  test('has a place for every command in its help, and one alone', async () => {
    const known = new Set(commands.map(({ name }) => name.split(' ', 1)[0]!))
    const told = topics.flatMap(({ lines }) => lines.flatMap(({ names }) => names))
    expect([...known].filter((name) => told.filter((each) => each === name).length !== 1)).toEqual([])
    const { out } = await run(['--help'])
    for (const name of known) expect(out).toMatch(new RegExp(`[ ,]${name}[ ,]`))
  })

  test('has help with examples on every command, asked in either way', async () => {
    const asked = await run(['audit', 'verify', '--help'])
    expect(asked.code).toBe(0)
    expect(asked.out).toContain('Examples:\n  spm audit verify\n')
    expect(await run(['help', 'audit', 'verify'])).toEqual(asked)
  })

  test('prints its version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, out: '0.0.0-test\n', err: '' })
  })

  test.each([
    [['audti', 'verify'], 'Did you mean audit?'],
    [['audit', 'verfy'], 'Did you mean verify?'],
    [['audit', 'verify', '--formt', 'json'], 'Did you mean --format?'],
    [['audit', 'verify', '--format', 'jsno'], 'Did you mean "json"?'],
    [['audit', 'verify', '--log', 'a', '--log', 'b'], 'given twice'],
    [['audit', 'verify', '--log'], 'argument missing'],
    [['audit', 'verify', 'more'], 'too many arguments'],
    [['audit'], 'Usage: spm audit'],
    [[], 'Usage: spm'],
  ])('refuses wrong usage with exit 2 and a hint: %j', async (argv, hint) => {
    const { code, out, err } = await run(argv)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(hint)
  })

  test('shows nothing of an argument that would steer the terminal', async () => {
    expect((await run(['\u001b[2Jx'])).err).toContain("unknown command '\\e[2Jx'")
  })

  test('takes the global options before and after the command', async () => {
    for (const argv of [
      ['--color', 'audit', 'verify'],
      ['audit', 'verify', '--color'],
    ]) {
      const colour = await run(argv)
      expect(colour.err).toContain('\u001b[')
    }
    const tty = { stderr: captured(true) }
    await run(['audit', 'verify', '--no-color'], tty)
    expect(tty.stderr.text()).toContain('SPM6021')
    expect(tty.stderr.text()).not.toContain('\u001b[')
  })

  test('calls an unexpected error our bug, with the stack only when asked', async () => {
    const stdout = {
      ...captured(),
      write: () => {
        throw new Error('oops')
      },
    }
    const plain = await run(['--version'], { stdout: { ...stdout, text: () => '' } as Env['stdout'] })
    expect(plain.code).toBe(70)
    expect(plain.err).toContain('this is a bug in spm: oops')
    expect(plain.err).not.toContain('    at ')
    const vars = { SPM_DEBUG: '1' }
    expect((await run(['--version'], { vars, stdout: { ...stdout, text: () => '' } as Env['stdout'] })).err).toContain(
      '    at ',
    )
  })

  test('reports what the machine refuses as exit 5 with the path', async () => {
    const root = tempFolder()
    mkdirSync(join(root, 'audit.jsonl'))
    const env = fakeEnv(root)
    expect(await runCli(['audit', 'verify'], env)).toBe(5)
    expect(env.stderr.text()).toMatch(/cannot read ".*audit\.jsonl": it is a folder \(EISDIR\)/)
  })
})

describe('the built program', () => {
  let app: string
  const spm = (): string => join(app, 'bin', 'spm.js')

  beforeAll(() => {
    app = mkdtempSync(join(tmpdir(), 'spm-built-'))
    for (const part of ['package.json', 'bin']) cpSync(part, join(app, part), { recursive: true })
    const here = process.cwd()
    const input = JSON.stringify({ cli: join(here, 'src/cli.ts'), hold: join(here, 'test/hold.ts') })
    const code = `import { bundle } from './bin/bundle.js'; await bundle(${input}, ${JSON.stringify(join(app, 'dist'))})`
    execaSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: here })
  })
  afterAll(() => rmSync(app, { recursive: true, force: true }))

  test('is content with a reader that stops early', async () => {
    const { stdout, stderr } = await execa('bash', [
      '-c',
      `"$0" "$1" --help | true; echo "\${PIPESTATUS[0]}"`,
      process.execPath,
      spm(),
    ])
    expect([stdout, stderr]).toEqual(['0', ''])
  })

  test.runIf(existsSync('/dev/full'))('does not call a full disk a success', async () => {
    const { exitCode, stderr } = await execa('sh', ['-c', '"$0" "$1" --help > /dev/full', process.execPath, spm()], {
      reject: false,
    })
    expect(exitCode).toBe(5)
    expect(stderr).toContain('ENOSPC')
  })

  test('does not call a file cut short by a size limit a success', async () => {
    const root = tempFolder()
    for (let i = 0; i < 5; i += 1) {
      appendAudit(
        join(root, 'audit.jsonl'),
        { at: 'x', actor: 'pat', action: 'calc', details: { period: 'p', run: `r${i}`, manifest: 'm' } },
        [],
      )
    }
    const script = 'ulimit -f 1; trap "" XFSZ; "$0" "$1" audit verify --format json > out'
    const { exitCode } = await execa('sh', ['-c', script, process.execPath, spm()], { cwd: root, reject: false })
    expect(exitCode).toBe(5)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stopped by %s exits %i and leaves neither lock nor temporary folder', async (signal, code) => {
    const root = tempFolder()
    const child = execa(process.execPath, [join(app, 'dist/hold.cjs')], { cwd: root, reject: false })
    await new Promise((resolve) => child.stderr.once('data', resolve))
    expect(existsSync(join(root, 'x.lock'))).toBe(true)
    child.kill(signal)
    expect((await child).exitCode).toBe(code)
    expect([existsSync(join(root, 'x.lock')), existsSync(join(root, 'runs'))]).toEqual([false, false])
  })
})

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../../src/cli.js'
import { commands } from '../../../src/commands/index.js'
import { UPDATES } from '../../cli/run-case.js'
import { fakeEnv } from '../../io/fake-env.js'
import { tempFolder } from '../../io/temp-folder.js'

const ROOT = join(import.meta.dirname, '../../..')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }

async function script(shell: string): Promise<string> {
  const env = fakeEnv(tempFolder(), { version })
  expect(await runCli(['completion', shell], env)).toBe(0)
  return env.stdout.text()
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}

function run(program: string, args: readonly string[], cwd: string): { out: string; err: string } {
  const { stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return { out: stdout, err: stderr }
}

function project(): string {
  const folder = tempFolder()
  for (const name of ['plans', 'runs of 2026']) mkdirSync(join(folder, name))
  for (const name of ['plan.yaml', 'play book.yaml', 'deals.csv']) writeFileSync(join(folder, name), '')
  return folder
}

describe.skipIf(!isInstalled('bash'))('in bash', () => {
  /** What it offers for the last of some words. */
  async function offered(words: readonly string[]): Promise<readonly string[]> {
    const list = words.map((word) => `'${word}'`).join(' ')
    const asked = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _spm; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { out, err } = run('bash', ['--norc', '-u', '-c', `${await script('bash')}\n${asked}`], project())
    expect(err).toBe('')
    return out
      .split('\n')
      .filter((line) => line !== '')
      .sort()
  }

  test('every command is offered, by its first word and then by its second', async () => {
    const first = await offered(['spm', ''])
    const names = commands.map(({ name }) => name.split(' '))
    expect(first.filter((word) => !word.startsWith('-'))).toEqual([...new Set(names.map(([name]) => name))].sort())
    for (const group of ['report', 'audit']) {
      const second = names.flatMap(([name, word]) => (name === group && word !== undefined ? [word] : []))
      expect(await offered(['spm', group, ''])).toEqual(second.sort())
    }
  })
  test.each([
    ['spm re', ['reopen', 'report', 'reproduce']],
    ['spm --quiet re', ['reopen', 'report', 'reproduce']],
    ['spm calc --per', ['--period', '--periods']],
    ['spm report attainment --spa', ['--span']],
    ['spm validate --fail-on ', ['error', 'warning']],
    ['spm validate --format s', ['sarif']],
    ['spm validate --format = s', ['sarif']],
    ['spm validate --fail-on =', ['error', 'warning']],
    ['spm schema ', ['plan', 'settings', 'tests']],
    ['spm export pay', ['paychex', 'payroll']],
    ['spm errors SPM380', ['SPM3801', 'SPM3802', 'SPM3803', 'SPM3804', 'SPM3805', 'SPM3806', 'SPM3807', 'SPM3808']],
    ['spm validate pla', ['plan.yaml', 'plans', 'play book.yaml']],
    ['spm calc --deals d', ['deals.csv']],
    ['spm audit verify --runs r', ['runs of 2026']],
    ['spm calc --period ', []],
    ['spm nonsense ', []],
  ])('%s| is completed', async (line, wanted) => {
    const all = await offered(line.split(' '))
    expect(all).toEqual(wanted)
  })
  test('every option of every command is offered', async () => {
    for (const { name, load } of commands) {
      const { command } = await load()
      const names = command.options.map(({ flags }) => /--[a-z-]+/.exec(flags)![0])
      expect(await offered(['spm', ...name.split(' '), '-'])).toEqual(expect.arrayContaining(names))
    }
  }, 60_000)
})

describe.skipIf(!isInstalled('fish'))('in fish', () => {
  test('commands, options, choices and files are offered', async () => {
    const folder = project()
    const text = await script('fish')
    const offered = (line: string): readonly string[] => {
      const { out } = run('fish', ['--no-config', '-c', `${text}\ncomplete -C '${line}'`], folder)
      return out.split('\n').flatMap((each) => (each === '' ? [] : [each.split('\t')[0]!]))
    }
    expect(offered('spm re')).toEqual(['reopen', 'report', 'reproduce'])
    expect(offered('spm -q report le')).toEqual(['leaderboard'])
    expect(offered('spm calc --per')).toEqual(['--period', '--periods'])
    expect(offered('spm validate --fail-on ')).toEqual(['error', 'warning'])
    expect(offered('spm calc --deals d')).toEqual(['deals.csv'])
    expect(offered('spm calc --period ')).toEqual([])
  })
})

test.each(['bash', 'zsh', 'fish'])(
  'the script for %s is sound, as far as the shell is here to say so',
  async (shell) => {
    const text = await script(shell)
    expect(text).toContain('leaderboard')
    const file = join(tempFolder(), 'script')
    writeFileSync(file, text)
    // An apostrophe of a summary would end a quoted word.
    if (isInstalled(shell)) expect(run(shell, ['-n', file], ROOT).err).toBe('')
  },
)

test('the script for zsh describes options as its completion system wants them', async () => {
  const text = await script('zsh')
  expect(text).toMatch(/^#compdef spm\n/)
  expect(text).toContain(`'--fail-on=[which findings make it exit 1]:severity:(error warning)'`)
  expect(text).toContain(`'*--deals=[deals export (default: data/deals.csv)]:path:_files'`)
  expect(text).toContain(`'--runs=[`)
  expect(text).toContain(`:folder:_files -/'`)
})

describe('the man page', () => {
  const path = join(ROOT, 'bin/spm.1')

  test('is what the package ships, and where npm looks for it', async () => {
    const text = await script('man')
    if (UPDATES) writeFileSync(path, text)
    expect(readFileSync(path, 'utf8')).toBe(text)
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { man: string; files: string[] }
    expect(manifest.man).toBe('./bin/spm.1')
    expect(manifest.files).toContain('bin/spm.1')
  })
  test('tells of every command and option', async () => {
    const text = readFileSync(path, 'utf8')
    for (const { name, load } of commands) {
      expect(text).toContain(`.SS spm ${name}`)
      const { command } = await load()
      for (const { flags } of command.options) {
        expect(text).toContain(/--[a-z-]+/.exec(flags)![0].replaceAll('-', String.raw`\-`))
      }
    }
  })
  test('is plain ASCII, as every man understands it', () => {
    expect(readFileSync(path, 'utf8')).toMatch(/^[\n -~]*$/)
  })
  test.skipIf(!isInstalled('groff'))('is formatted without a warning, and reads as it was written', () => {
    const { out, err } = run('groff', ['-man', '-ww', '-Tutf8', '-P-c', path], ROOT)
    expect(err).toBe('')
    expect(out).toContain('spm validate --format github --fail-on warning')
    expect(out).toContain('environment’s')
  })
})

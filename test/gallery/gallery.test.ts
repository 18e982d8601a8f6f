import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../src/diagnostics/catalogue.js'
import { copyInputs, readOr, runLines, UPDATES } from '../cli/run-case.js'
import { tempFolder } from '../io/temp-folder.js'

/**
 * The error gallery: for each code one small project that runs into it, in fixtures/bad/<code>. Its files are laid over
 * fixtures/bad/base, a project without a fault, so that a folder shows the mistake alone. `place` is written by hand:
 * every finding of the run, code and place, in the order in which they are shown. `expected.txt` is what the user sees;
 * UPDATE_GOLDEN=1 writes it, to be read as somebody would who has to close a month tonight.
 */
const BAD = join(import.meta.dirname, '../../fixtures/bad')
const GALLERY = join(import.meta.dirname, '../../src/diagnostics/catalogue/gallery.ts')
const USUAL = 'spm calc --period 2026-03'

/** Codes that need a machine out of order, or more than a small project, and the test that has it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  SPM1033: 'test/commands/report-out.test.ts',
  SPM1053: 'test/export/xero.test.ts',
  SPM2031: 'test/input/columns.test.ts',
  SPM6073: 'test/io/keep-file.test.ts',
}

const codes = Object.keys(catalogue).sort()
const folders = readdirSync(BAD).filter((name) => name !== 'base')

/** The lines of the first finding of a code in its expected output, places and fix included. */
function pictureOf(code: string): string {
  const lines = readFileSync(join(BAD, code, 'expected.txt'), 'utf8').split('\n')
  const start = lines.findIndex((line) => new RegExp(`^(?:error|warning|note) ${code}\\b`).test(line))
  const end = lines.findIndex((line, i) => i > start && !line.startsWith('  '))
  return lines.slice(start, end).join('\n')
}

function moduleOf(pictures: Readonly<Record<string, string>>): string {
  const entries = Object.entries(pictures).map(([code, text]) => `  ${code}: ${JSON.stringify(text)},\n`)
  return `/** Written by test/gallery with UPDATE_GOLDEN=1: an example of each code, from fixtures/bad. */
export const gallery: Readonly<Record<string, string>> = {
${entries.join('')}}
`
}

async function runBad(code: string): Promise<{ text: string; exits: readonly number[]; findings: string }> {
  const root = tempFolder()
  copyInputs(join(BAD, 'base'), root)
  copyInputs(join(BAD, code), root)
  const { stdout, stderr, exits } = await runLines(root, readOr(join(BAD, code, 'command'), USUAL))
  const text = `${stdout}${stderr}exit ${exits.join(', ')}\n`
  const found = text.matchAll(/^(?:error|warning|note) (SPM\d{4})(?: (\S+?\.[a-z]+(?: row \d+|(?::\d+){0,2})(?= )))?/gm)
  const findings = [...found].map(([, each, place]) => `${each} ${place ?? '-'}\n`).join('')
  return { text, exits, findings }
}

describe('the error gallery', () => {
  test('starts from a project without a fault', async () => {
    const root = tempFolder()
    copyInputs(join(BAD, 'base'), root)
    const { stderr, exits } = await runLines(root, USUAL)
    expect({ stderr, exits }).toEqual({ stderr: '', exits: [0] })
  })

  test('has a picture of every code, and of no other', () => {
    const wanted = codes.filter((code) => !(code in ELSEWHERE))
    expect([...folders].sort()).toEqual(wanted)
  })

  test.each(Object.entries(ELSEWHERE))('%s is tested in %s', (code, file) => {
    expect(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).toContain(code)
  })

  test.each(folders)('%s', async (code) => {
    const folder = join(BAD, code)
    const { text, exits, findings } = await runBad(code)
    if (UPDATES) writeFileSync(join(folder, 'expected.txt'), text)
    expect(existsSync(join(folder, 'place')), 'place is to be written by hand').toBe(true)
    expect(findings).toBe(readOr(join(folder, 'place'), ''))
    expect(findings).toContain(code)
    expect(text).toBe(readOr(join(folder, 'expected.txt'), ''))
    const { severity } = catalogue[code as keyof typeof catalogue]
    if (severity === 'error') expect(exits.at(-1)).toBeGreaterThan(0)
    expect(exits).not.toContain(70)
  })

  // After the pictures, so that UPDATE_GOLDEN=1 takes the new ones.
  test('is what "spm errors" shows: the first finding of each code as the user sees it', () => {
    const shown = Object.fromEntries(folders.map((code) => [code, pictureOf(code)]))
    if (UPDATES) writeFileSync(GALLERY, moduleOf(shown))
    expect(readFileSync(GALLERY, 'utf8')).toBe(moduleOf(shown))
  })
})

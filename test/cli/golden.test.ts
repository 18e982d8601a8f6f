import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tempFolder } from '../io/temp-folder.js'
import { copyInputs, readOr, runLines, UPDATES } from './run-case.js'

/**
 * Whole commands, byte for byte. Each folder beside this file is a case: `command` (its lines), input files, and what
 * comes of it: `stdout`, `stderr`, `exit`, and under `files/` the files that are to be written (a folder called `run`
 * stands for the run's id). Money in them is reckoned by hand: `why.md` says how.
 *
 * UPDATE_GOLDEN=1 writes down what comes out now, to be read line by line before it is kept. To record one more output
 * file, make an empty one of its name under `files/` first.
 */
const CASES = import.meta.dirname
const cases = readdirSync(CASES).filter((name) => statSync(join(CASES, name)).isDirectory())

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
}

/** Where a recorded file is found: the folder `run` is the run that `latest` names. */
function written(root: string, file: string): string {
  const parts = file.split('/')
  const at = parts.indexOf('run')
  if (at < 0) return join(root, file)
  const latest = readFileSync(join(root, ...parts.slice(0, at), 'latest'), 'utf8').trim()
  return join(root, ...parts.slice(0, at), latest, ...parts.slice(at + 1))
}

describe('the command line, byte for byte', () => {
  test('has cases', () => {
    expect(cases.length).toBeGreaterThanOrEqual(15)
  })

  test.each(cases)('%s', async (name) => {
    const folder = join(CASES, name)
    const root = tempFolder()
    copyInputs(folder, root)
    const { stdout, stderr, exits } = await runLines(root, readFileSync(join(folder, 'command'), 'utf8'))
    const came = { stdout, stderr, exit: `${exits.join('\n')}\n` }
    const recorded = filesBelow(join(folder, 'files'))
    if (UPDATES) {
      for (const [file, text] of Object.entries(came)) writeFileSync(join(folder, file), text)
      for (const file of recorded) writeFileSync(join(folder, 'files', file), readFileSync(written(root, file)))
      return
    }
    expect(came).toEqual({
      stdout: readOr(join(folder, 'stdout'), ''),
      stderr: readOr(join(folder, 'stderr'), ''),
      exit: readOr(join(folder, 'exit'), ''),
    })
    for (const file of recorded) {
      const expected = readFileSync(join(folder, 'files', file), 'utf8')
      expect(`${file}\n${readFileSync(written(root, file), 'utf8')}`).toBe(`${file}\n${expected}`)
    }
  })

  test.each(cases)('%s: says how its money was reckoned', (name) => {
    const recorded = filesBelow(join(CASES, name, 'files'))
    if (recorded.some((file) => file.endsWith('.csv'))) expect(existsSync(join(CASES, name, 'why.md'))).toBe(true)
  })
})

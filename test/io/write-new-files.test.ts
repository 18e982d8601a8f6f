import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IoFailure } from '../../src/io/io-failure.js'
import { writeNewFiles } from '../../src/io/write-new-files.js'
import { failingFs } from './failing-fs.js'
import { tempFolder } from './temp-folder.js'

const FILES = ['spm.yaml', 'plans/a.yaml', 'plans/b.yaml', '.github/workflows/spm.yml'].map((path) => ({
  path,
  bytes: Buffer.from(`text of ${path}\n`),
}))

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile())
}

test('new files are written with the folders that they need', () => {
  const root = join(tempFolder(), 'not/there/yet')
  expect(writeNewFiles(root, FILES)).toEqual([])
  for (const { path, bytes } of FILES) expect(readFileSync(join(root, path))).toEqual(bytes)
})

test('nothing is written where one of them is there: all that are there are named, folders of that name too', () => {
  const root = tempFolder()
  writeFileSync(join(root, 'spm.yaml'), 'mine')
  mkdirSync(join(root, 'plans/b.yaml'), { recursive: true })
  expect(writeNewFiles(root, FILES)).toEqual(['spm.yaml', 'plans/b.yaml'])
  expect(filesBelow(root)).toEqual(['spm.yaml'])
  expect(readFileSync(join(root, 'spm.yaml'), 'utf8')).toBe('mine')
})

test('nothing is left where a part of the path is a file', () => {
  const root = tempFolder()
  writeFileSync(join(root, 'plans'), 'mine')
  expect(() => writeNewFiles(root, FILES)).toThrow(IoFailure)
  expect(filesBelow(root)).toEqual(['plans'])
})

test('no file is left when the n-th file operation fails, for every n', () => {
  const counted = failingFs(Number.MAX_SAFE_INTEGER)
  writeNewFiles(tempFolder(), FILES, counted.fs)
  expect(counted.calls()).toBeGreaterThan(20)
  for (let n = 1; n <= counted.calls(); n += 1) {
    const root = tempFolder()
    let taken: readonly string[] = []
    let failed = false
    try {
      // What cannot be looked at counts as being there.
      taken = writeNewFiles(root, FILES, failingFs(n).fs)
    } catch (error) {
      expect(error).toBeInstanceOf(IoFailure)
      failed = true
    }
    expect(failed || taken.length > 0, `call ${n}`).toBe(true)
    expect(existsSync(root) ? filesBelow(root) : [], `call ${n}`).toEqual([])
  }
})

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { realFs, type FsPort } from '../../src/io/fs-port.js'
import { writeExport } from '../../src/io/write-export.js'
import { tempFolder } from './temp-folder.js'

const FILES = [
  { name: 'a.csv', bytes: Buffer.from('new a') },
  { name: 'b.csv', bytes: Buffer.from('new b') },
]

test('files replace those of an earlier export, and others stay', () => {
  const root = tempFolder()
  mkdirSync(join(root, 'exports'))
  writeFileSync(join(root, 'exports', 'a.csv'), 'old a')
  writeFileSync(join(root, 'exports', 'mine.txt'), 'mine')
  const paths = writeExport(root, 'exports', FILES)
  expect(paths).toEqual([join(root, 'exports', 'a.csv'), join(root, 'exports', 'b.csv')])
  expect(readdirSync(join(root, 'exports')).sort()).toEqual(['a.csv', 'b.csv', 'mine.txt'])
  expect(readFileSync(join(root, 'exports', 'a.csv'), 'utf8')).toBe('new a')
})

test('a folder that is not there is made where the path ends with a slash', () => {
  const root = tempFolder()
  writeExport(root, 'out/of/march/', FILES)
  expect(readdirSync(join(root, 'out/of/march')).sort()).toEqual(['a.csv', 'b.csv'])
})

test('when the disk is full while files are written, what was there stays and nothing is left beside it', () => {
  // The n-th write fails: nothing may have been replaced by then.
  for (let failing = 1; failing <= FILES.length; failing += 1) {
    const root = tempFolder()
    mkdirSync(join(root, 'exports'))
    for (const { name } of FILES) writeFileSync(join(root, 'exports', name), 'old')
    let writes = 0
    const fs: FsPort = {
      ...realFs,
      write: (...args) => {
        writes += 1
        if (writes === failing) throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
        return realFs.write(...args)
      },
    }
    expect(() => writeExport(root, 'exports', FILES, fs)).toThrow()
    expect(readdirSync(join(root, 'exports')).sort()).toEqual(['a.csv', 'b.csv'])
    for (const { name } of FILES) expect(readFileSync(join(root, 'exports', name), 'utf8')).toBe('old')
  }
})

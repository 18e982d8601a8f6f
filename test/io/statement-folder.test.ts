import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FsPort } from '../../src/io/fs-port.js'
import { IoFailure } from '../../src/io/io-failure.js'
import { beginStatements, STATEMENTS, whyNoStatements } from '../../src/io/statement-folder.js'
import { failingFs } from './failing-fs.js'
import { tempFolder } from './temp-folder.js'

const listOf = (...files: readonly string[]): string =>
  JSON.stringify({ format: 1, statements: files.map((file) => ({ file })) })

function write(path: string, files: Readonly<Record<string, string>>, fs?: FsPort): void {
  const folder = beginStatements(path, fs)
  for (const [name, text] of Object.entries(files)) folder.add(name, text)
  folder.commit(listOf(...Object.keys(files)))
}

const held = (path: string): readonly string[] =>
  readdirSync(path)
    .filter((name) => name !== STATEMENTS)
    .map((name) => `${name}: ${readFileSync(join(path, name), 'utf8')}`)

test('statements stand in their folder together, and take the place of those before', () => {
  const path = join(tempFolder(), 'new', 'statements')
  write(path, { 'a.html': '1', 'b.html': '1' })
  expect(held(path)).toEqual(['a.html: 1', 'b.html: 1'])
  write(path, { 'a.html': '2', 'c.html': '2' })
  expect(held(path)).toEqual(['a.html: 2', 'c.html: 2'])
  expect(readdirSync(join(path, '..'))).toEqual(['statements'])
})

test('nothing is left of statements that were given up', () => {
  const root = tempFolder()
  const folder = beginStatements(join(root, 'new', 'statements'))
  folder.add('a.html', '1')
  folder.abort()
  expect(readdirSync(root)).toEqual([])
})

test('a folder with anything else in it is refused', () => {
  const root = tempFolder()
  const path = join(root, 's')
  expect(whyNoStatements(path)).toBeUndefined()
  mkdirSync(path)
  expect(whyNoStatements(path)).toBeUndefined()
  writeFileSync(join(path, 'x.txt'), '')
  expect(whyNoStatements(path)).toContain('no statements.json')
  writeFileSync(join(path, STATEMENTS), listOf('a.html'))
  expect(whyNoStatements(path)).toBe('beside statements it holds "x.txt"')
  writeFileSync(join(path, STATEMENTS), listOf('x.txt'))
  expect(whyNoStatements(path)).toBeUndefined()
  for (const text of ['[]', '{"format":1}', '{"format":2,"statements":[]}', 'x', 'null']) {
    writeFileSync(join(path, STATEMENTS), text)
    expect([text, whyNoStatements(path)]).toEqual([text, expect.stringContaining('no statements.json')])
  }
  expect(whyNoStatements(join(path, 'x.txt'))).toBe('it is not a folder')
  symlinkSync(path, join(root, 'link'))
  expect(whyNoStatements(join(root, 'link'))).toBe('it is a link')
})

test('whatever operation fails, the old statements or the new ones stand there whole', () => {
  for (let nth = 1; ; nth += 1) {
    const root = tempFolder()
    const path = join(root, 's')
    write(path, { 'a.html': 'old', 'b.html': 'old' })
    const { fs, calls } = failingFs(nth)
    let failed = false
    try {
      write(path, { 'a.html': 'new', 'c.html': 'new' }, fs)
    } catch (error) {
      expect(error).toBeInstanceOf(IoFailure)
      failed = true
    }
    const stands = held(path).join()
    expect([nth, ['a.html: old,b.html: old', 'a.html: new,c.html: new'].includes(stands)]).toEqual([nth, true])
    if (!failed) expect(stands).toContain('new')
    if (calls() < nth) return
  }
})

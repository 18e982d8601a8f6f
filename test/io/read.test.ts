import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/base/hash.js'
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { expandPaths, type ExpandOptions } from '../../src/io/expand.js'
import { locatePlaces } from '../../src/io/locate.js'
import { readHashed, readText } from '../../src/io/read.js'
import { tempFolder } from './temp-folder.js'

function folderOf(...files: string[]): string {
  const root = tempFolder()
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), file)
  }
  return root
}

function expand(root: string, patterns: string[], options?: ExpandOptions): [string[], string[]] {
  const found: Diagnostic[] = []
  return [expandPaths(root, patterns, found, options), found.map((each) => each.code)]
}

test('Patterns give files by code unit, each once, without hidden ones', () => {
  const root = folderOf('plans/b.yaml', 'plans/B.yaml', 'plans/a.yaml', 'plans/.x.yaml', 'plans/deep/c.yaml', 'x.txt')
  expect(expand(root, ['plans/*.yaml', './plans/a.yaml'])).toEqual([
    ['plans/B.yaml', 'plans/a.yaml', 'plans/b.yaml'],
    [],
  ])
  expect(expand(root, ['**/?.yaml'])[0]).toEqual(['plans/B.yaml', 'plans/a.yaml', 'plans/b.yaml', 'plans/deep/c.yaml'])
  expect(expand(root, [join(root, 'plans/d*/*')])[0]).toEqual([join(root, 'plans/deep/c.yaml')])
  expect(expand(join(root, 'plans'), ['../*.txt'])[0]).toEqual(['../x.txt'])
  expect(expand(root, ['plans'], { inFolders: ['*.yaml'] })[0]).toHaveLength(3)
})

test('A path or pattern that names nothing is an error, with the nearest name', () => {
  const root = folderOf('deals.csv', 'odd[1].csv', 'sub/x')
  expect(expand(root, ['odd[1].csv'])).toEqual([['odd[1].csv'], []])
  expect(expand(root, ['*.yaml', 'sub', 'nowhere/x'])).toEqual([[], ['SPM6001', 'SPM6006', 'SPM6001']])
  const found: Diagnostic[] = []
  expandPaths(root, ['deal.csv'], found)
  expect(found[0]!.message).toContain('Did you mean "deals.csv"?')
})

test.skipIf(process.platform === 'win32')(
  'Pipes and circles of links are refused before anything waits for them',
  () => {
    const root = folderOf('deals.csv')
    execFileSync('mkfifo', [join(root, 'pipe.csv')])
    symlinkSync('circle.csv', join(root, 'circle.csv'))
    expect(expand(root, ['pipe.csv', 'circle.csv', 'deals.csv/x'])).toEqual([[], ['SPM6006', 'SPM6006', 'SPM6001']])
    expect(readText(root, 'pipe.csv', [])).toBeUndefined()
  },
)

test('Text is strict UTF-8 without its byte order mark', () => {
  const root = tempFolder()
  const read = (bytes: Uint8Array): string | undefined => {
    writeFileSync(join(root, 'f'), bytes)
    const found: Diagnostic[] = []
    return readText(root, 'f', found, { limit: 20 }) ?? found[0]!.code
  }
  expect(read(Buffer.from('\ufeffé: 1\n'))).toBe('é: 1\n')
  expect(read(Buffer.from([0x61, 0xe9, 0x62]))).toBe('SPM6002')
  expect(read(Buffer.from('\ufeffa: 1', 'utf16le'))).toBe('SPM6002')
  expect(read(Buffer.alloc(21, 'x'))).toBe('SPM6003')
})

test('A file is hashed as the very bytes that were read', async () => {
  const root = tempFolder()
  const content = 'x'.repeat(600_000)
  writeFileSync(join(root, 'f'), content)
  const { chunks, result } = readHashed(root, 'f')
  let pieces = 0
  for await (const chunk of chunks) pieces += chunk.length > 0 ? 1 : 0
  expect(pieces).toBe(3)
  expect(result()).toEqual({ bytes: 600_000, sha256: sha256(content) })
})

test('Places of cells get line and column just before printing, each file asked once', async () => {
  const root = tempFolder()
  const file = join(root, 'plan.yaml')
  writeFileSync(file, 'plan: x\nrate: 8\n')
  const cell = diagnose('SPM6001', 'a', { place: { file: 'deals.csv', record: 3, field: 1 } })
  const other = diagnose('SPM6001', 'b', { place: { file: 'deals.csv', record: 9 } })
  const yaml = diagnose('SPM6001', 'c', { place: { file, line: 2, column: 7 } })
  const asked: unknown[] = []
  const located = await locatePlaces([cell, other, yaml], root, async (name, cells) => {
    asked.push([name, cells])
    return [{ line: 4, column: 12, text: 'D1,x' }, undefined]
  })
  expect(asked).toEqual([
    [
      'deals.csv',
      [
        { record: 3, field: 1 },
        { record: 9, field: undefined },
      ],
    ],
  ])
  expect(located.found.map((each) => each.place)).toEqual([
    { file: 'deals.csv', record: 3, field: 1, line: 4, column: 12 },
    { file: 'deals.csv', record: 9 },
    { file: 'plan.yaml', line: 2, column: 7 },
  ])
  expect(located.found.map((each) => located.sourceLine(each.place!))).toEqual(['D1,x', undefined, 'rate: 8'])
})

test('Files near the current folder are named from there, far ones in full', async () => {
  const root = join(tempFolder(), 'a', 'b', 'c', 'd')
  const nameOf = async (file: string): Promise<string | undefined> => {
    const found = [diagnose('SPM6001', 'a', { place: { file, line: 1 } })]
    return (await locatePlaces(found, root)).found[0]?.place?.file
  }
  expect(await nameOf(join(root, 'x.csv'))).toBe('x.csv')
  expect(await nameOf(join(root, '..x.csv'))).toBe('..x.csv')
  expect(await nameOf(join(root, '../../../shared/x.csv'))).toBe(join('../../../shared/x.csv'))
  const far = join(root, '../../../../x.csv')
  expect(await nameOf(far)).toBe(far)
})

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { replaceFile } from '../../src/io/write-file.js'
import { tempFolder } from './temp-folder.js'

test('What a killed namesake of our process id left of a file in the making is in nobody’s way', () => {
  const folder = tempFolder()
  const path = join(folder, 'latest')
  for (let serial = 1; serial <= 3; serial += 1) writeFileSync(`${path}.${process.pid}-${serial}.tmp`, 'hal')
  for (const text of ['a', 'b', 'c']) replaceFile(path, text)
  expect(readFileSync(path, 'utf8')).toBe('c')
  expect(readdirSync(folder)).toEqual(['latest'])
})

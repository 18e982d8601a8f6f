import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../src/base/hash.js'
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { keepFile } from '../../src/io/keep-file.js'
import { findSources } from '../../src/project/find-sources.js'
import { takeSnapshot } from '../../src/project/snapshot.js'
import { failingFs } from './failing-fs.js'
import { tempFolder } from './temp-folder.js'

describe('a kept file', () => {
  test('is there whole or not at all, whichever step fails', () => {
    for (let step = 1; ; step += 1) {
      const root = tempFolder()
      const kept = join(root, 'kept')
      writeFileSync(join(root, 'a.csv'), 'a,b\n')
      const { fs, calls } = failingFs(step)
      try {
        keepFile(kept, sha256('a,b\n'), join(root, 'a.csv'), fs)
      } catch {
        // The machine said no.
      }
      const names = readdirSync(root).includes('kept') ? readdirSync(kept) : []
      for (const name of names) expect(readFileSync(join(kept, name), 'utf8')).toBe('a,b\n')
      if (calls() < step) {
        expect(names).toEqual([sha256('a,b\n')])
        return
      }
    }
  })

  test('is not kept when it holds something else by now (SPM6073)', () => {
    const root = tempFolder()
    writeFileSync(join(root, 'a.csv'), 'changed\n')
    const found: Diagnostic[] = []
    const sources = findSources(root, { config: undefined, plans: [], inputs: {}, overrides: [] }, found)!
    const inputs = [{ table: 'deals', path: 'a.csv', bytes: 4, sha256: sha256('a,b\n') }]
    const manifest = JSON.stringify({ format: 1, ledger: {}, settings: null, plans: [], inputs })
    expect(takeSnapshot(join(root, 'runs'), sources, manifest, found)).toBe(false)
    expect(found).toEqual([diagnose('SPM6073', '"a.csv" was changed while it was read', { place: { file: 'a.csv' } })])
    expect(readdirSync(join(root, 'runs/.inputs'))).toEqual([])
  })
})

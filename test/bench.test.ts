import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { tempFolder } from './io/temp-folder.js'

test('the benchmark’s phases run on a project as it is', async () => {
  const folder = tempFolder()
  for (const part of ['spm.yaml', 'plans', 'data']) {
    cpSync(join(import.meta.dirname, '../fixtures/brightwater', part), join(folder, part), { recursive: true })
  }
  const code = `import { bundle } from './bin/bundle.js'; await bundle({ phases: 'test/bench/phases.js' }, ${JSON.stringify(folder)})`
  await execa('node', ['--input-type=module', '--eval', code])
  const { exitCode, stdout } = await execa('node', [join(folder, 'phases.cjs'), folder])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/\d/)
})

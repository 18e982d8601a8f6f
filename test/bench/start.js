// How long commands take that read little, against a bare node of the same run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const spm = join(root, 'bin/spm.js')
const TURNS = 21

/** Plans of a folder without data, all alike but for their ids. */
function writePlans(folder, count) {
  mkdirSync(join(folder, 'plans'))
  const plan = readFileSync(join(root, 'plans/flat-ten-percent.yaml'), 'utf8')
  for (let index = 1; index <= count; index += 1)
    writeFileSync(join(folder, `plans/p${index}.yaml`), plan.replace(/^plan: .*$/m, `plan: p${index}`))
}

/** Median wall times, each command once in every turn. */
export function startTimes() {
  const folder = mkdtempSync(join(tmpdir(), 'spm-bench-start-'))
  try {
    writePlans(folder, 20)
    const commands = {
      'node -e 0': ['-e', '0'],
      'spm --version': [spm, '--version'],
      'spm validate': [spm, 'validate'],
    }
    const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]))
    for (let turn = 0; turn <= TURNS; turn += 1) {
      for (const [name, args] of Object.entries(commands)) {
        const start = performance.now()
        execFileSync(process.execPath, args, { cwd: folder, stdio: 'ignore' })
        // The first turn fills caches.
        if (turn > 0) times[name].push(performance.now() - start)
      }
    }
    return Object.entries(times).map(([name, all]) => [name, all.sort((a, b) => a - b)[Math.floor(all.length / 2)]])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

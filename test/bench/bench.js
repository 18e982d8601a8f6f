// npm run bench [-- 10000 100000]: how long a run takes and how much memory, by size. Never part of the tests: machines
// are shared and noisy, so compare figures within one run only.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../bin/bundle.js'
import { writeProject } from './project.js'
import { startTimes } from './start.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const scripts = mkdtempSync(join(tmpdir(), 'spm-bench-scripts-'))
await bundle({ phases: join(here, 'phases.js'), whole: join(here, 'whole.js') }, scripts)
const sizes = process.argv.slice(2).map((size) => Number.parseInt(size, 10))
const figures = []
for (const deals of sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'spm-bench-'))
  try {
    writeProject(folder, deals, 5_000)
    const measured = (script) =>
      JSON.parse(execFileSync(process.execPath, [join(scripts, script), folder], { encoding: 'utf8' }))
    figures.push({ deals, ...measured('phases.cjs'), ...measured('whole.cjs') })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const starts = startTimes()
for (const [name, time] of starts) {
  console.log(`${name.padEnd(14)} ${time.toFixed(0).padStart(5)} ms  ${(time / starts[0][1]).toFixed(2)} x node`)
}
console.log('spm validate: 20 plans without data.\n')

const base = figures[0]
const columns = ['deals', 'read s', 'compute s', 'write s', 'whole run s', 'deals/s', 'peak MB', 'cost per deal']
const rows = figures.map((each) => [
  each.deals.toLocaleString('en'),
  each.read.toFixed(2),
  each.compute.toFixed(2),
  each.write.toFixed(2),
  each.whole.toFixed(2),
  Math.round(each.deals / each.whole).toLocaleString('en'),
  String(each.peak),
  `${(each.whole / each.deals / (base.whole / base.deals)).toFixed(2)} x`,
])
for (const row of [columns, ...rows]) console.log(row.map((cell) => cell.padStart(13)).join(' '))
console.log(
  '\nread: files to records; compute: credits to lines, nothing written; write: what writing the run folder adds.',
)
console.log(
  'whole run: `spm calc` as a process of its own, peak memory of that process; cost per deal against the first row.',
)

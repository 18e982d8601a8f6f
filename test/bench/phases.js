// Times reading, computing and writing of one run apart, and prints them as JSON.
import { join } from 'node:path'
import { beginRun } from '../../src/io/write-run.js'
import { findSources } from '../../src/project/find-sources.js'
import { runProject } from '../../src/project/run-project.js'
import { writeResults } from '../../src/run/write-results.js'

async function measure() {
  const folder = process.argv[2]
  const found = []
  const sources = findSources(folder, { config: undefined, plans: [], inputs: {}, overrides: [] }, found)
  const start = performance.now()
  let credited = 0
  const project = await runProject(
    sources,
    '2026-12',
    async (step) => {
      if (credited === 0 && step.startsWith('crediting')) credited = performance.now()
    },
    found,
  )
  if (project === undefined) throw new Error(found.map((each) => each.message).join('\n'))
  let lines = 0
  for (const payee of project.calculation.payees()) lines += payee.lines.length
  const computed = performance.now()
  const writer = beginRun(join(folder, 'phases'), '2026-12')
  await writeResults(project.calculation, project.rejected, project.book, writer, async () => {})
  writer.finish()
  writer.abort()
  const written = performance.now()
  const settling = computed - credited
  const seconds = (milliseconds) => Math.max(0, milliseconds) / 1000
  const settled = performance.now()
  for (const payee of project.calculation.payees()) lines -= payee.lines.length
  const again = performance.now() - settled
  console.log(
    JSON.stringify({
      read: seconds(credited - start),
      compute: seconds(settling),
      write: seconds(written - computed - again),
    }),
  )
}

void measure()

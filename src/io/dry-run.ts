import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import { outputSink, type OutputSink } from './run-output.js'
import { runId, type RunWriter } from './write-run.js'

/** The writer of `--dry-run`: counts and hashes as the real one does, and touches nothing. */
export function dryRun(runsFolder: string, period: string): RunWriter {
  const sinks: OutputSink[] = []
  return {
    file: (name, columns) => {
      const sink = outputSink(name, columns, () => {})
      sinks.push(sink)
      return sink
    },
    finish: () => sinks.map((sink) => sink.end()),
    commit: (manifest) => {
      const id = runId(manifest)
      return { id, folder: join(runsFolder, period, id), manifest: sha256(manifest), existed: false }
    },
    abort: () => {},
  }
}

import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { LogLine } from './entry.js'

export interface HashedFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** A run folder as it stands now. */
export interface RunOnDisk {
  readonly period: string
  readonly id: string
  readonly folder: string
  readonly manifestHash: string
  /** The text of run.json. */
  readonly manifest: string
  /** Everything else in the folder. */
  readonly files: readonly HashedFile[]
}

/** The outputs that a manifest names; undefined when it cannot be read as one. */
function outputsOf(manifest: string): HashedFile[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(manifest)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('outputs' in value) || !Array.isArray(value.outputs))
    return undefined
  const outputs: HashedFile[] = []
  for (const each of value.outputs as unknown[]) {
    if (typeof each !== 'object' || each === null) return undefined
    const { file, bytes, sha256 } = each as Record<string, unknown>
    if (typeof file !== 'string' || typeof bytes !== 'number' || typeof sha256 !== 'string') return undefined
    outputs.push({ file, bytes, sha256 })
  }
  return outputs
}

/** Holds a run's files against its manifest. */
export function checkFiles(run: RunOnDisk, found: Diagnostic[]): void {
  const manifestPlace = { file: `${run.folder}/run.json` }
  const outputs = outputsOf(run.manifest)
  if (!outputs) {
    found.push(diagnose('SPM6033', `the manifest of run ${run.id} names no outputs`, { place: manifestPlace }))
    return
  }
  const there = new Map(run.files.map((file) => [file.file, file]))
  for (const output of outputs) {
    const file = there.get(output.file)
    const place = { file: `${run.folder}/${output.file}` }
    if (!file) {
      found.push(diagnose('SPM6034', `"${output.file}" of run ${run.id} is missing`, { place }))
    } else if (file.sha256 !== output.sha256 || file.bytes !== output.bytes) {
      const how =
        file.bytes === output.bytes
          ? 'it has its length, but other content'
          : `${output.bytes} bytes were written, ${file.bytes} are there`
      const message = `"${output.file}" of run ${run.id} was changed: ${how}`
      found.push(diagnose('SPM6034', message, { place }))
    }
    there.delete(output.file)
  }
  for (const file of there.keys()) {
    const place = { file: `${run.folder}/${file}` }
    found.push(diagnose('SPM6035', `"${file}" is no file of run ${run.id}`, { place }))
  }
}

/** Holds the run folders against what the log says was computed, and each run's files against its manifest. */
export function checkRuns(
  lines: readonly LogLine[],
  runs: readonly RunOnDisk[],
  { log, runsFolder }: { readonly log: string; readonly runsFolder: string },
  found: Diagnostic[],
): void {
  const logged = new Map<string, { hashes: Set<string>; line: number; period: string; run: string }>()
  for (const [index, { entry }] of lines.entries()) {
    if (entry?.action !== 'calc') continue
    const { period, run, manifest } = entry.details
    if (period === undefined || run === undefined || manifest === undefined) continue
    const key = `${period}/${run}`
    const known = logged.get(key)
    if (known) known.hashes.add(manifest)
    else logged.set(key, { hashes: new Set([manifest]), line: index + 1, period, run })
  }
  for (const run of runs) {
    const key = `${run.period}/${run.id}`
    const entry = logged.get(key)
    const place = { file: `${run.folder}/run.json` }
    if (!entry) {
      found.push(diagnose('SPM6031', `run ${run.id} of ${run.period} is not in the log`, { place }))
    } else if (!entry.hashes.has(run.manifestHash)) {
      const related = [{ message: 'logged here', place: { file: log, line: entry.line } }]
      found.push(
        diagnose('SPM6033', `the manifest of run ${run.id} is not the one that was logged`, { place, related }),
      )
    }
    checkFiles(run, found)
    logged.delete(key)
  }
  for (const { period, run, line } of logged.values()) {
    const message = `run ${run} of ${period} is not in "${runsFolder}" any more`
    found.push(diagnose('SPM6032', message, { place: { file: log, line } }))
  }
}

import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { CsvColumn } from '../render/csv.js'
import { realFs, type FsPort } from './fs-port.js'
import { hashFile } from './hash-file.js'
import { systemCode } from './io-failure.js'
import { beginFolder } from './new-folder.js'
import type { RowSink, RunOutput } from './run-output.js'
import { replaceFile } from './write-file.js'

export const MANIFEST = 'run.json'

export interface CommittedRun {
  readonly id: string
  /** `runs/<period>/<id>`, as the runs folder was given. */
  readonly folder: string
  /** SHA-256 of run.json; goes into the audit log. */
  readonly manifest: string
  /** The same run was there already and was kept as it is. */
  readonly existed: boolean
}

/** Writes the files of one run; nothing is visible in the runs folder before `commit`. */
export interface RunWriter {
  file(name: string, columns: readonly CsvColumn[]): RowSink
  /** Ends all files. Call once, after the last row. */
  finish(): readonly RunOutput[]
  /**
   * Writes the manifest, which must name every output with its hash, and makes the run visible in one step. Undefined
   * and a diagnostic (exit 4) when a run of this id is there but no longer holds what was computed.
   */
  commit(manifest: string, found: Diagnostic[]): CommittedRun | undefined
  /** Leaves nothing behind. Harmless after `commit`. */
  abort(): void
}

/** A run's id: the first 12 hex digits of its manifest's SHA-256, so that the same inputs give the same folder. */
export function runId(manifest: string): string {
  return sha256(manifest).slice(0, 12)
}

/** Whether the folder holds exactly this run. */
function holds(fs: FsPort, folder: string, manifest: string, outputs: readonly RunOutput[]): boolean {
  try {
    if (Buffer.from(fs.readFile(join(folder, MANIFEST))).toString('utf8') !== manifest) return false
    return outputs.every(({ file, bytes, sha256 }) => {
      const there = hashFile(join(folder, file), fs)
      return there.bytes === bytes && there.sha256 === sha256
    })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

/** Starts a run of a period; see {@link beginFolder}. Earlier runs are never touched. */
export function beginRun(runsFolder: string, period: string, fs: FsPort = realFs): RunWriter {
  const parent = join(runsFolder, period)
  const folder = beginFolder(parent, fs)
  let outputs: readonly RunOutput[] | undefined

  const finish = (): readonly RunOutput[] => (outputs = folder.finish())

  const commit = (manifest: string, found: Diagnostic[]): CommittedRun | undefined => {
    const id = runId(manifest)
    const path = join(parent, id)
    return folder.guarded(path, () => {
      if (!outputs) throw new Error('commit before finish')
      folder.text(MANIFEST, manifest)
      const moved = folder.commit(id)
      if (!moved && !holds(fs, path, manifest, outputs)) {
        const message = `run ${id} of ${period} is there but does not hold what was computed: it was changed`
        found.push(diagnose('SPM6004', message, { place: { file: join(path, MANIFEST) } }))
        folder.abort()
        return undefined
      }
      folder.end()
      replaceFile(join(parent, 'latest'), `${id}\n`, fs)
      return { id, folder: path, manifest: sha256(manifest), existed: !moved }
    })
  }

  return { file: folder.file, finish, commit, abort: folder.abort }
}

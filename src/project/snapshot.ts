import { join, resolve } from 'node:path'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { fileHash } from '../io/hash-file.js'
import { keepFile } from '../io/keep-file.js'
import { filesOf, parseManifest, type RunManifest } from '../run/read-manifest.js'
import type { DiskSources } from './find-sources.js'

/** Kept inputs, each under its SHA-256, beside the runs. A name with a dot is no period, so that nothing lists it. */
export function keptFolder(runs: string): string {
  return join(runs, '.inputs')
}

/** Keeps a copy of every file that a manifest names; false where one is not what was read any more. */
export function takeSnapshot(runs: string, sources: DiskSources, manifest: string, found: Diagnostic[]): boolean {
  let whole = true
  for (const { path, sha256: hash } of filesOf(parseManifest(manifest)!)) {
    if (keepFile(keptFolder(runs), hash, sources.pathOf(path))) continue
    whole = false
    found.push(diagnose('SPM6073', `"${path}" was changed while it was read`, { place: { file: path } }))
  }
  return whole
}

/** Where the very bytes of the files are that a run was computed from. */
export interface KeptFiles {
  /** By name in the manifest: an absolute path. */
  readonly paths: ReadonlyMap<string, string>
  /** How many of them are kept copies; the others are files of the project that are as they were. */
  readonly copies: number
}

/** Finds all of a run's files; undefined, and a finding for each, where some are gone. */
export function findKept(
  { runs, root }: { readonly runs: string; readonly root: string },
  run: string,
  manifest: RunManifest,
  found: Diagnostic[],
): KeptFiles | undefined {
  const paths = new Map<string, string>()
  const copies = new Set<string>()
  let whole = true
  for (const file of filesOf(manifest)) {
    const path = join(keptFolder(runs), file.sha256)
    const kept = fileHash(path)?.sha256
    const own = resolve(root, file.path)
    if (kept === file.sha256) {
      paths.set(file.path, path)
      copies.add(file.path)
    } else if (fileHash(own)?.sha256 === file.sha256) {
      paths.set(file.path, own)
    } else {
      whole = false
      const copy = kept === undefined ? 'was not kept' : 'was kept, but the copy was changed since'
      const now = fileHash(own) ? 'it holds something else now' : 'it is not there any more'
      const message = `"${file.path}", which run ${run} was computed from, ${copy}; ${now}`
      found.push(diagnose('SPM6070', message, { place: { file: file.path } }))
    }
  }
  return whole ? { paths, copies: copies.size } : undefined
}

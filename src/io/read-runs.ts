import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import { compareText } from '../base/order.js'
import type { HashedFile, RunOnDisk } from '../audit/check-runs.js'
import { realFs, type FsPort } from './fs-port.js'
import { hashFile } from './hash-file.js'
import { doing, systemCode } from './io-failure.js'
import { MANIFEST } from './write-run.js'

/** Names of the folders inside, in order; none when the folder itself is not there. Temporary ones do not count. */
export function folders(fs: FsPort, path: string): string[] {
  try {
    return fs
      .list(path)
      .filter((each) => each.folder && !each.name.startsWith('.'))
      .map((each) => each.name)
      .sort(compareText)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

/** Every run of the runs folder, hashed as it stands. A folder without a manifest is not a run. */
export function readRuns(runsFolder: string, fs: FsPort = realFs): RunOnDisk[] {
  return doing('read', runsFolder, () =>
    folders(fs, runsFolder).flatMap((period) =>
      folders(fs, join(runsFolder, period)).flatMap((id) => readRun(runsFolder, period, id, fs) ?? []),
    ),
  )
}

/** A run, hashed as it stands; undefined when there is none of that id. */
export function readRun(runsFolder: string, period: string, id: string, fs: FsPort = realFs): RunOnDisk | undefined {
  const folder = join(runsFolder, period, id)
  const text = readTextFile(fs, join(folder, MANIFEST))
  if (text === undefined) return undefined
  return { period, id, folder, manifestHash: sha256(text), manifest: text, files: hashedFiles(fs, folder, MANIFEST) }
}

/** Which run of a period was made last, as `latest` says; undefined where there is none. */
export function latestRun(runsFolder: string, period: string, fs: FsPort = realFs): string | undefined {
  return readTextFile(fs, join(runsFolder, period, 'latest'))?.trim()
}

/** The ids of a period's runs, in order. */
export function runIds(runsFolder: string, period: string, fs: FsPort = realFs): readonly string[] {
  return doing('read', runsFolder, () => folders(fs, join(runsFolder, period)))
}

/** A text file whole; undefined when there is none. */
export function readTextFile(fs: FsPort, path: string): string | undefined {
  return doing('read', path, () => {
    try {
      return Buffer.from(fs.readFile(path)).toString('utf8')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    }
  })
}

/** The files of a folder and those below, hashed as they stand, in order; all but the one that lists them. */
export function hashedFiles(fs: FsPort, folder: string, but: string, inside = ''): HashedFile[] {
  const files = fs.list(join(folder, inside)).flatMap(({ name, folder: isFolder }): HashedFile[] => {
    const file = inside === '' ? name : `${inside}/${name}`
    if (isFolder) return hashedFiles(fs, folder, but, file)
    return file === but ? [] : [{ file, ...hashFile(join(folder, file), fs) }]
  })
  return files.sort((a, b) => compareText(a.file, b.file))
}

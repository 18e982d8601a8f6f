import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import { compareText } from '../base/order.js'
import type { RunOnDisk } from '../audit/check-runs.js'
import { realFs, type FsPort } from './fs-port.js'
import { hashFile } from './hash-file.js'
import { doing, systemCode } from './io-failure.js'
import { MANIFEST } from './write-run.js'

/** Names of the folders inside, in order; none when the folder itself is not there. Temporary ones do not count. */
function folders(fs: FsPort, path: string): string[] {
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
      folders(fs, join(runsFolder, period)).flatMap((id): RunOnDisk[] => {
        const folder = join(runsFolder, period, id)
        const inside = fs.list(folder)
        if (!inside.some((each) => each.name === MANIFEST)) return []
        const manifest = Buffer.from(fs.readFile(join(folder, MANIFEST)))
        const files = inside
          .filter((each) => each.name !== MANIFEST)
          .map(({ name, folder: isFolder }) => {
            const { bytes, sha256 } = isFolder ? { bytes: 0, sha256: '' } : hashFile(join(folder, name), fs)
            return { file: name, bytes, sha256 }
          })
        files.sort((a, b) => compareText(a.file, b.file))
        return [{ period, id, folder, manifestHash: sha256(manifest), manifest: manifest.toString('utf8'), files }]
      }),
    ),
  )
}

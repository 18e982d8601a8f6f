import { join } from 'node:path'
import type { HashedFile, RunOnDisk } from '../audit/check-runs.js'
import { sha256 } from '../base/hash.js'
import { compareText } from '../base/order.js'
import { CLOSE_RECORD, formatClose, type ClosedPeriod, type CloseRecord } from '../ledger/close-record.js'
import { realFs, type FsPort } from './fs-port.js'
import { doing } from './io-failure.js'
import { beginFolder, type NewFolder } from './new-folder.js'
import { folders, REOPENED } from './read-ledger.js'
import { ensureFolder, syncFolder } from './write-file.js'
import { MANIFEST } from './write-run.js'

/** The file of a run under which its manifest stands in the ledger. */
const POSTED_MANIFEST = MANIFEST

/**
 * Posts a run: its files and those that `write` adds become a folder of the ledger, which appears whole, with its
 * close record, or not at all. Undefined when the period is there already.
 */
export function writeClose(
  ledger: string,
  run: RunOnDisk,
  close: Omit<CloseRecord, 'files' | 'run' | 'manifest'>,
  write: (folder: NewFolder) => readonly HashedFile[],
  fs: FsPort = realFs,
): ClosedPeriod | undefined {
  const folder = beginFolder(ledger, fs)
  try {
    const files: HashedFile[] = [...write(folder)]
    for (const { file } of [...run.files, { file: POSTED_MANIFEST }]) {
      files.push({ file, ...folder.copy(join(run.folder, file), file) })
    }
    files.sort((a, b) => compareText(a.file, b.file))
    const record = { ...close, run: run.id, manifest: run.manifestHash, files }
    const text = formatClose(record)
    folder.text(CLOSE_RECORD, text)
    if (!folder.commit(close.period.id)) return undefined
    return { ...record, hash: sha256(text), folder: join(ledger, close.period.id) }
  } finally {
    folder.abort()
  }
}

/** Takes a closed period out of the ledger in one step: it is kept among the reopened ones. Returns where. */
export function moveReopened(ledger: string, period: string, fs: FsPort = realFs): string {
  const kept = join(ledger, REOPENED)
  return doing('move', join(ledger, period), () => {
    ensureFolder(fs, kept)
    const before = folders(fs, kept).filter((name) => name.startsWith(`${period}.`)).length
    const to = join(kept, `${period}.${before + 1}`)
    fs.rename(join(ledger, period), to)
    syncFolder(fs, kept)
    syncFolder(fs, ledger)
    return to
  })
}

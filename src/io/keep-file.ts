import { join } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { fileHash } from './hash-file.js'
import { doing } from './io-failure.js'
import { copyFile } from './new-folder.js'
import { ensureFolder, syncFolder } from './write-file.js'

let serial = 0

/**
 * Keeps the bytes of a file in a folder under their SHA-256: written beside and renamed, so that a name never stands for a part of
 * them. What is kept already stays as it is. False (and nothing is kept) where the source has other bytes by now.
 */
export function keepFile(folder: string, sha256: string, source: string, fs: FsPort = realFs): boolean {
  const path = join(folder, sha256)
  if (fileHash(path, fs) !== undefined) return true
  serial += 1
  const temporary = `${path}.${process.pid}-${serial}.tmp`
  return doing('write', path, () => {
    ensureFolder(fs, folder)
    let kept = false
    try {
      copyFile(fs, source, temporary)
      if (fileHash(temporary, fs)?.sha256 !== sha256) return false
      fs.rename(temporary, path)
      kept = true
    } finally {
      if (!kept) discard(fs, temporary)
    }
    syncFolder(fs, folder)
    return true
  })
}

function discard(fs: FsPort, path: string): void {
  try {
    fs.unlink(path)
  } catch {
    // It may not have been created, and the first error is the one to report.
  }
}

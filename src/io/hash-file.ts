import { sha256Stream } from '../base/hash.js'
import { realFs, type FsPort } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'

export interface FileHash {
  readonly bytes: number
  readonly sha256: string
}

/** Size and SHA-256 of a file of any size. */
export function hashFile(path: string, fs: FsPort = realFs): FileHash {
  const hash = sha256Stream()
  const piece = new Uint8Array(256 * 1024)
  const fd = fs.open(path, 'r')
  try {
    let bytes = 0
    for (;;) {
      const read = fs.read(fd, piece)
      if (read === 0) return { bytes, sha256: hash.hex() }
      bytes += read
      hash.add(piece.subarray(0, read))
    }
  } finally {
    fs.close(fd)
  }
}

/** The same; undefined when there is no such file. */
export function fileHash(path: string, fs: FsPort = realFs): FileHash | undefined {
  return doing('read', path, () => {
    try {
      return hashFile(path, fs)
    } catch (error) {
      if (systemCode(error) === 'ENOENT' || systemCode(error) === 'EISDIR') return undefined
      throw error
    }
  })
}

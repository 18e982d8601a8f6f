import { dirname } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'

/** Payout data is nobody else's business: files 0600, folders 0700, whatever the umask. */
export const FILE_MODE = 0o600
export const FOLDER_MODE = 0o700

/** Writes every byte, however few the system takes at a time. */
export function writeAll(fs: FsPort, fd: number, bytes: Uint8Array): void {
  let offset = 0
  while (offset < bytes.length) {
    const written = fs.write(fd, bytes, offset, bytes.length - offset)
    if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO', syscall: 'write' })
    offset += written
  }
}

/** Makes a rename or a new name in a folder durable. Windows cannot sync folders and needs not. */
export function syncFolder(fs: FsPort, path: string): void {
  const fd = fs.open(path, 'r')
  try {
    fs.fsync(fd)
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR') throw error
  } finally {
    fs.close(fd)
  }
}

/** Creates a new file of known content: exclusive, full, synced, and as long as it should be. */
export function createFile(fs: FsPort, path: string, bytes: Uint8Array, mode = FILE_MODE): void {
  const fd = fs.open(path, 'wx', mode)
  try {
    fs.chmod(path, mode)
    writeAll(fs, fd, bytes)
    fs.fsync(fd)
    const size = fs.size(fd)
    if (size !== bytes.length) throw Object.assign(new Error('short file'), { code: 'EIO', syscall: 'write' })
  } finally {
    fs.close(fd)
  }
}

/** Creates a folder and the missing ones above it; returns those it made, the outermost first. */
export function ensureFolder(fs: FsPort, path: string): string[] {
  try {
    fs.mkdir(path, FOLDER_MODE)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return []
    if (code !== 'ENOENT' || dirname(path) === path) throw error
    const above = ensureFolder(fs, dirname(path))
    return [...above, ...ensureFolder(fs, path)]
  }
  fs.chmod(path, FOLDER_MODE)
  syncFolder(fs, dirname(path))
  return [path]
}

/** A namesake of our process id that was killed, as containers make them, may have left a file of that name. */
function createAnew(fs: FsPort, path: string, bytes: Uint8Array, mode?: number): void {
  try {
    createFile(fs, path, bytes, mode)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
    fs.unlink(path)
    createFile(fs, path, bytes, mode)
  }
}

let serial = 0

/** Replaces a small file in one step: readers see the old content or the new, never a part of it. */
export function replaceFile(path: string, content: string | Uint8Array, fs: FsPort = realFs): void {
  replaceFiles([{ path, bytes: typeof content === 'string' ? Buffer.from(content) : content }], fs)
}

/**
 * Replaces files, each in one step and none before all are written whole beside their places: what fails while they are
 * written leaves everything as it was.
 */
export function replaceFiles(
  files: readonly { readonly path: string; readonly bytes: Uint8Array; readonly mode?: number }[],
  fs: FsPort = realFs,
): void {
  const staged: { readonly path: string; readonly temporary: string }[] = []
  try {
    for (const { path, bytes, mode } of files) {
      serial += 1
      const temporary = `${path}.${process.pid}-${serial}.tmp`
      staged.push({ path, temporary })
      doing('write', path, () => createAnew(fs, temporary, bytes, mode))
    }
    for (const { path, temporary } of staged) doing('write', path, () => fs.rename(temporary, path))
  } catch (error) {
    for (const { temporary } of staged) {
      try {
        fs.unlink(temporary)
      } catch {
        // It may not have been created, and the first error is the one to report.
      }
    }
    throw error
  }
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
    doing('write', folder, () => syncFolder(fs, folder))
  }
}

/** Writes a file that is not there yet; false where something of that name is. */
export function writeNew(path: string, text: string, fs: FsPort = realFs): boolean {
  return doing('write', path, () => {
    try {
      createFile(fs, path, Buffer.from(text))
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false
      throw error
    }
    syncFolder(fs, dirname(path))
    return true
  })
}

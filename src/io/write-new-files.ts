import { dirname, join } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'
import { createFile, ensureFolder, syncFolder } from './write-file.js'

export interface FileToWrite {
  /** Below the folder, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
}

/**
 * Writes new files below a folder, all or none: where one cannot be written, those before it and the folders made for them
 * are taken away again. A file that is there already is never touched; its path is returned, and nothing is written.
 */
export function writeNewFiles(folder: string, files: readonly FileToWrite[], fs: FsPort = realFs): readonly string[] {
  const taken = files.filter(({ path }) => isThere(fs, join(folder, path))).map(({ path }) => path)
  if (taken.length > 0) return taken
  const folders: string[] = []
  const written: string[] = []
  try {
    for (const { path, bytes } of files) {
      const target = join(folder, path)
      doing('write', target, () => {
        folders.push(...ensureFolder(fs, dirname(target)))
        createOwn(fs, target, bytes)
      })
      written.push(target)
    }
    for (const each of new Set(written.map((path) => dirname(path)))) doing('write', each, () => syncFolder(fs, each))
  } catch (error) {
    takeBack(fs, written, folders)
    throw error
  }
  return []
}

/** Leaves no half of a file; one that somebody else has made in the meantime stays. */
function createOwn(fs: FsPort, target: string, bytes: Uint8Array): void {
  try {
    createFile(fs, target, bytes)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') attempt(() => fs.unlink(target))
    throw error
  }
}

function isThere(fs: FsPort, path: string): boolean {
  try {
    fs.close(fs.open(path, 'r'))
    return true
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined) throw error
    // What may not be read is there.
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}

function takeBack(fs: FsPort, written: readonly string[], folders: readonly string[]): void {
  for (const path of written) attempt(() => fs.unlink(path))
  for (const path of [...folders].reverse()) attempt(() => fs.rmdir(path))
}

function attempt(step: () => void): void {
  try {
    step()
  } catch {
    // The first error is the one to report.
  }
}

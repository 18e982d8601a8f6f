import { join } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { doing } from './io-failure.js'
import { ensureFolder, replaceFiles } from './write-file.js'

/** Writes files into a folder, which is made where it is not there; those of the same names are replaced, all or none. */
export function writeInto(
  folder: string,
  files: readonly { readonly name: string; readonly text: string }[],
  fs: FsPort = realFs,
): void {
  doing('write', folder, () => ensureFolder(fs, folder))
  replaceFiles(
    files.map(({ name, text }) => ({ path: join(folder, name), bytes: Buffer.from(text) })),
    fs,
  )
}

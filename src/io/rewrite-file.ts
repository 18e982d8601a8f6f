import { realpathSync, statSync } from 'node:fs'
import { realFs, type FsPort } from './fs-port.js'
import { doing } from './io-failure.js'
import { replaceFiles } from './write-file.js'

/**
 * Puts new text into files that are there, all written whole before the first is replaced. Who may read them stays as it
 * was, and a link goes on leading to its file.
 */
export function rewriteFiles(
  files: readonly { readonly path: string; readonly text: string }[],
  fs: FsPort = realFs,
): void {
  const real = files.map(({ path, text }) =>
    doing('write', path, () => {
      const target = realpathSync(path)
      return { path: target, bytes: Buffer.from(text), mode: statSync(target).mode & 0o777 }
    }),
  )
  replaceFiles(real, fs)
}

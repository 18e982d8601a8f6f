import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { doing } from './io-failure.js'
import { ensureFolder, replaceFiles } from './write-file.js'

/** Where an export goes: into a folder that is there or ends with a slash, else to a file of that name. */
export function isFolderPath(cwd: string, out: string): boolean {
  return /[/\\]$/.test(out) || statSync(resolve(cwd, out), { throwIfNoEntry: false })?.isDirectory() === true
}

/** The path of each file of an export. */
export function exportPaths(cwd: string, out: string, files: readonly { readonly name: string }[]): readonly string[] {
  const into = resolve(cwd, out)
  return isFolderPath(cwd, out) ? files.map(({ name }) => join(into, name)) : [into]
}

/** Writes all files of an export or none, and says where. What was exported there before is replaced. */
export function writeExport(
  cwd: string,
  out: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  fs: FsPort = realFs,
): readonly string[] {
  const paths = exportPaths(cwd, out, files)
  const into = resolve(cwd, out)
  if (isFolderPath(cwd, out)) doing('write', into, () => ensureFolder(fs, into))
  replaceFiles(
    files.map(({ bytes }, index) => ({ path: paths[index]!, bytes })),
    fs,
  )
  return paths
}

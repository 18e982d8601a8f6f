import {
  chmodSync,
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

/**
 * The file operations that writing needs, one call each, so that a test can fail the n-th and look at what is left.
 * All of them throw the system's own errors.
 */
export interface FsPort {
  open(path: string, flags: 'r' | 'wx' | 'a', mode?: number): number
  /** May write less than asked; returns the number of bytes written. */
  write(fd: number, bytes: Uint8Array, offset: number, length: number): number
  read(fd: number, into: Uint8Array): number
  fsync(fd: number): void
  size(fd: number): number
  close(fd: number): void
  chmod(path: string, mode: number): void
  mkdir(path: string, mode: number): void
  rename(from: string, to: string): void
  /** Gives a file a second name; fails where that name is taken. */
  link(from: string, to: string): void
  unlink(path: string): void
  rmdir(path: string): void
  removeTree(path: string): void
  list(path: string): { readonly name: string; readonly folder: boolean }[]
  readFile(path: string): Uint8Array
}

/** The real file system. */
export const realFs: FsPort = {
  open: (path, flags, mode) => openSync(path, flags, mode),
  write: (fd, bytes, offset, length) => writeSync(fd, bytes, offset, length),
  read: (fd, into) => readSync(fd, into),
  fsync: (fd) => fsyncSync(fd),
  size: (fd) => fstatSync(fd).size,
  close: (fd) => closeSync(fd),
  chmod: (path, mode) => chmodSync(path, mode),
  mkdir: (path, mode) => void mkdirSync(path, { mode }),
  rename: (from, to) => renameSync(from, to),
  link: (from, to) => linkSync(from, to),
  unlink: (path) => unlinkSync(path),
  rmdir: (path) => rmdirSync(path),
  removeTree: (path) => rmSync(path, { recursive: true, force: true }),
  list: (path) =>
    readdirSync(path, { withFileTypes: true }).map((each) => ({ name: each.name, folder: each.isDirectory() })),
  readFile: (path) => readFileSync(path),
}

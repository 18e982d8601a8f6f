import { createReadStream, readdirSync, readFileSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { sha256Stream } from '../base/hash.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { nearest } from '../diagnostics/suggest.js'
import type { FileHash } from './hash-file.js'
import { systemCode, systemWords } from './io-failure.js'

const CHUNK = 256 * 1024
/** Plans and settings are small; a deals file given in their place is stopped early. */
const TEXT_LIMIT = 1024 * 1024

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function namesBeside(path: string): string[] {
  try {
    return readdirSync(dirname(path))
  } catch {
    return []
  }
}

/** The diagnostic of a file that is not there, or is not a file, or may not be read. */
export function cannotRead(root: string, file: string, error: unknown): Diagnostic {
  const code = systemCode(error)
  if (code !== 'ENOENT') return diagnose('SPM6006', `cannot read "${file}": ${systemWords(error)}`, { place: { file } })
  const path = resolve(root, file)
  const folder = dirname(path)
  const missing = statOf(folder) ? '' : ` (there is no folder "${dirname(file)}")`
  const beside = nearest(basename(path), namesBeside(path))
  const hint = beside === undefined ? '' : ` Did you mean "${join(dirname(file), beside)}"?`
  return diagnose('SPM6001', `there is no file "${file}"${missing}.${hint}`, { place: { file } })
}

/** Whether there is a file or folder of that name. */
export function exists(root: string, path: string): boolean {
  try {
    return statSync(resolve(root, path), { throwIfNoEntry: false }) !== undefined
  } catch (error) {
    // A circle of links, a folder that may not be entered: something is there, and reading it says what.
    if (systemCode(error) === undefined) throw error
    return systemCode(error) !== 'ENOTDIR'
  }
}

/** Files are read more than once (headers, rows, places of findings); a pipe gives its content once, or never. */
const SAVE_IT = 'Save its content in a file and name that.'

/** Whether a file can be read; says why when it cannot. */
export function checkReadable(root: string, file: string, found: Diagnostic[]): boolean {
  try {
    const stats = statSync(resolve(root, file))
    if (stats.isFile()) return true
    found.push(
      stats.isDirectory()
        ? diagnose('SPM6006', `"${file}" is a folder, not a file`, { place: { file } })
        : diagnose('SPM6006', `"${file}" is a pipe or device, not a file`, { place: { file }, fix: SAVE_IT }),
    )
  } catch (error) {
    found.push(cannotRead(root, file, error))
  }
  return false
}

/** The text of a small file (UTF-8); undefined and a diagnostic when there is none. @param keepMark with its byte order mark */
export function readText(
  root: string,
  file: string,
  found: Diagnostic[],
  { limit = TEXT_LIMIT, keepMark = false }: { readonly limit?: number; readonly keepMark?: boolean } = {},
): string | undefined {
  if (!checkReadable(root, file, found)) return undefined
  const path = resolve(root, file)
  const place = { file }
  try {
    const { size } = statSync(path)
    if (size > limit) {
      found.push(diagnose('SPM6003', `"${file}" has ${size} bytes; at most ${limit} are read`, { place }))
      return undefined
    }
    return decodeText(readFileSync(path), file, found, keepMark)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    found.push(cannotRead(root, file, error))
    return undefined
  }
}

/** The text of UTF-8 bytes; undefined and a diagnostic where they are something else. */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  found: Diagnostic[],
  keepMark: boolean,
): string | undefined {
  const place = { file }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    found.push(diagnose('SPM6002', `"${file}" is UTF-16 text`, { place }))
    return undefined
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: keepMark }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    found.push(diagnose('SPM6002', `"${file}" is not UTF-8 text`, { place }))
    return undefined
  }
}

/** The bytes of a file, piece by piece. Throws the system's error: ask `checkReadable` first. */
export function readChunks(root: string, file: string): AsyncIterable<Uint8Array> {
  return createReadStream(resolve(root, file), { highWaterMark: CHUNK })
}

/** As `readChunks`, and the size and hash of exactly the bytes that were handed out, known at the end. */
export function readHashed(
  root: string,
  file: string,
): { readonly chunks: AsyncIterable<Uint8Array>; result(): FileHash } {
  const hash = sha256Stream()
  let bytes = 0
  async function* chunks(): AsyncIterable<Uint8Array> {
    for await (const chunk of readChunks(root, file)) {
      hash.add(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  return { chunks: chunks(), result: () => ({ bytes, sha256: hash.hex() }) }
}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { realFs } from './fs-port.js'
import { doing, systemCode } from './io-failure.js'
import { readTextFile } from './read-runs.js'
import { createFile } from './write-file.js'

/** In the project's folder, readable by its owner alone. */
export const REDACT_KEY = 'redact.key'

/** The project's key of pseudonyms: 64 hex digits. Made where there is none; undefined where what is there is no key. */
export function redactKey(root: string, found: Diagnostic[]): string | undefined {
  const path = join(root, REDACT_KEY)
  const text = readTextFile(realFs, path) ?? makeKey(path, found)
  const key = text.trim()
  if (/^[0-9a-f]{64}$/.test(key)) return key
  found.push(diagnose('SPM1034', `${REDACT_KEY} does not hold a key`, { place: { file: REDACT_KEY } }))
  return undefined
}

function makeKey(path: string, found: Diagnostic[]): string {
  const key = `${randomBytes(32).toString('hex')}\n`
  return doing('write', path, () => {
    try {
      createFile(realFs, path, Buffer.from(key))
    } catch (error) {
      // Another command made it just now.
      const other = systemCode(error) === 'EEXIST' ? readTextFile(realFs, path) : undefined
      if (other === undefined) throw error
      return other
    }
    found.push(diagnose('SPM1035', `${REDACT_KEY} was made: pseudonyms come from it`))
    return key
  })
}

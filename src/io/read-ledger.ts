import { join } from 'node:path'
import { sha256 } from '../base/hash.js'
import type { LedgerFolder } from '../ledger/check-ledger.js'
import { CLOSE_RECORD } from '../ledger/close-record.js'
import { realFs, type FsPort } from './fs-port.js'
import { doing } from './io-failure.js'
import { folders, hashedFiles, readTextFile } from './read-runs.js'

export { folders }

/** Where reopened periods are kept, in the ledger folder. */
export const REOPENED = 'reopened'

/** The closed periods of the ledger, hashed as they stand. A folder without a close record is none. */
export function readLedgerFolders(ledger: string, fs: FsPort = realFs): LedgerFolder[] {
  return doing('read', ledger, () =>
    folders(fs, ledger).flatMap((name): LedgerFolder[] => {
      const folder = join(ledger, name)
      const record = readTextFile(fs, join(folder, CLOSE_RECORD))
      if (name === REOPENED || record === undefined) return []
      return [{ name, folder, record, files: hashedFiles(fs, folder, CLOSE_RECORD) }]
    }),
  )
}

/** The SHA-256 of each close record in the ledger: equal before and after if nobody closed or reopened in between. */
export function closeRecords(ledger: string, fs: FsPort = realFs): readonly string[] {
  return doing('read', ledger, () =>
    folders(fs, ledger).flatMap((name) => {
      const record = name === REOPENED ? undefined : readTextFile(fs, join(ledger, name, CLOSE_RECORD))
      return record === undefined ? [] : [sha256(record)]
    }),
  )
}

import { join } from 'node:path'
import { realFs } from '../io/fs-port.js'
import { readChunks } from '../io/read.js'
import { readTextFile } from '../io/read-runs.js'

/** How the files of a closed period are read: from its folder in the ledger, or from memory. */
export interface LedgerFiles {
  chunks(folder: string, file: string): AsyncIterable<Uint8Array>
  /** Undefined where there is none of that name. */
  text(folder: string, file: string): string | undefined
}

export const ledgerOnDisk: LedgerFiles = {
  chunks: readChunks,
  text: (folder, file) => readTextFile(realFs, join(folder, file)),
}

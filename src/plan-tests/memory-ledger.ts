import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { ClosedPeriod } from '../ledger/close-record.js'
import type { Posted } from '../ledger/posted.js'
import { keepInputs } from '../project/keep-inputs.js'
import type { LedgerFiles } from '../project/ledger-files.js'
import { loadPosted } from '../project/load-posted.js'
import type { Sources } from '../project/sources.js'
import { textOf, type MemoryRun } from './memory-run.js'

/** Periods that a case closes before the one that it pays: what a ledger folder holds, in memory. */
export class MemoryLedger implements LedgerFiles {
  readonly #closed: ClosedPeriod[] = []
  readonly #files = new Map<string, ReadonlyMap<string, string>>()

  /** What the closed periods bring into the next run; undefined where none is closed. */
  posted(): Promise<Posted | undefined> {
    return loadPosted(this.#closed, this)
  }

  /** Posts a run of the next period. */
  async close({ book: { period }, tables }: MemoryRun, sources: Sources, found: Diagnostic[]): Promise<void> {
    const texts = [...tables].map(([name, table]) => [name, textOf(table)] as const)
    const credits = { name: 'credits.csv', open: () => chunks(new Map(texts).get('credits.csv')!) }
    const kept = await keepInputs(sources, credits, period, await this.posted(), found)
    if (kept === undefined || hasErrors(found)) return
    this.#files.set(period.id, new Map([...texts, ...kept]))
    const previous = this.#closed.at(-1)?.hash
    const names = { run: period.id, manifest: period.id, hash: period.id, folder: period.id }
    this.#closed.push({ period, previous, files: [], ...names })
  }

  chunks(folder: string, file: string): AsyncIterable<Uint8Array> {
    return chunks(this.text(folder, file) ?? '')
  }

  text(folder: string, file: string): string | undefined {
    return this.#files.get(folder)?.get(file)
  }
}

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text))
}

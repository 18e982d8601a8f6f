import type { KeptDeal } from './kept.js'

/** How a deal differs from what closed periods were paid by, in words. */
export interface DealChange {
  readonly words: string
  /** The same to somebody who is paid by it: who else takes part is not told. */
  readonly toPayee: string
}

/** How a deal of today differs from what closed periods were paid by, in words: `amount was 100, is 120`. */
export function changesOf(before: KeptDeal, now: KeptDeal, toPayee = false): readonly string[] {
  const changes: string[] = []
  const differ = (what: string, old: unknown, fresh: unknown): void => {
    if (old === fresh) return
    const isPeople = what === 'owner' || what === 'split'
    changes.push(isPeople && toPayee ? `the ${what} changed` : `${what} was ${shown(old)}, is ${shown(fresh)}`)
  }
  differ('owner', before.owner, now.owner)
  differ('currency', before.currency, now.currency)
  if (before.splits.length + now.splits.length > 0) differ('split', splitWords(before), splitWords(now))
  for (const [name, cell] of Object.entries(before.cells)) {
    // A column that no plan reads any more is not kept, and one that is new says nothing of what was.
    if (Object.hasOwn(now.cells, name)) differ(name, cell, now.cells[name])
  }
  return changes
}

function shown(value: unknown): string {
  return value === null || value === undefined ? 'blank' : typeof value === 'string' ? value : String(value)
}

function splitWords({ splits, owner }: KeptDeal): string {
  if (splits.length === 0) return owner
  return splits
    .map(([payee, share, weight, type]) => `${payee} ${share ?? `weight ${weight ?? ''}`} ${type}`)
    .join(', ')
}

import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean, nearest } from '../diagnostics/suggest.js'
import type { Subject } from './subject.js'

/** What somebody wants to have explained. */
export interface Asked {
  readonly payee: string | undefined
  readonly deal: string | undefined
  readonly component: string | undefined
  /** A line id, or how it begins. */
  readonly line: string | undefined
}

/** Ids shown where none is near; the rest is counted. */
const SHOWN = 8

/** Before anything is read: does the question name somebody or something? */
export function checkNamed({ payee, deal }: Asked): readonly Diagnostic[] {
  return payee === undefined && deal === undefined ? [diagnose('SPM1024', 'neither a payee nor a deal was named')] : []
}

/** What was asked for and is not there, with what may have been meant. */
export function checkAsked({ payee, deal, component }: Asked, { book, recording }: Subject): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  if (payee !== undefined && !book.payees.has(payee as never)) {
    found.push(noPayee(payee, book))
  }
  if (deal !== undefined && recording.dealNotes(deal) === undefined) {
    found.push(diagnose('SPM1021', `the deals have no "${deal}".${didYouMean(deal, recording.dealIds)}`))
  }
  if (component !== undefined) {
    const known = new Set<string>(book.plans.flatMap(({ components }) => components.map(({ id }) => id)))
    if (!known.has(component)) {
      const others = nearest(component, known) === undefined ? ` The plans have ${shown([...known])}.` : ''
      found.push(diagnose('SPM1022', `no plan has a component "${component}".${didYouMean(component, known)}${others}`))
    }
  }
  return found
}

/** Somebody who is not in the reps file, with who may have been meant. */
export function noPayee(payee: string, { payees }: Pick<Subject['book'], 'payees'>): Diagnostic {
  const byName = [...payees.values()].find(({ rows }) => rows.some(({ name }) => name === payee))
  const hint = byName ? ` "${payee}" is the name of ${byName.id}.` : didYouMean(payee, payees.keys())
  const fix = byName ? `Write the id: ${byName.id}.` : undefined
  return diagnose('SPM1020', `the reps file has no payee "${payee}".${hint}`, { fix })
}

function shown(ids: readonly string[]): string {
  const more = ids.length > SHOWN ? `, ${ids.length - SHOWN} more` : ''
  return `${ids.slice(0, SHOWN).join(', ')}${more}`
}

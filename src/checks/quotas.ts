import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { QuotaRow } from '../model/records.js'
import type { Plan } from '../plan/plan.js'

/** A quota of a measure that no plan has serves nothing; told once for each name. */
export function checkQuotaMeasures(quotas: readonly QuotaRow[], plans: readonly Plan[], found: Diagnostic[]): void {
  const known = new Set<string>(plans.flatMap((plan) => [...plan.measures.keys()]))
  const told = new Set<string>()
  for (const { measure, file, record } of quotas) {
    if (measure === '' || known.has(measure) || told.has(measure)) continue
    told.add(measure)
    const message = `no plan has a measure "${measure}", for which quotas are given.${didYouMean(measure, known)}`
    found.push(diagnose('SPM5016', message, { place: { file, record, cell: 'measure' } }))
  }
}

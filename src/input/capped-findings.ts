import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, type Diagnostic, type DiagnosticDetail } from '../diagnostics/diagnostic.js'

/** So many findings of one code in one file are kept one by one; a wholly wrong file must not exhaust memory. */
const KEPT = 1000

export interface CappedFindings {
  add(code: Code, message: string, detail: DiagnosticDetail): void
  /** Says how many more there were. */
  close(): void
}

/** Collects the findings about the rows of one file. */
export function cappedFindings(file: string, severity: 'error' | 'warning', found: Diagnostic[]): CappedFindings {
  const counts = new Map<Code, number>()
  const last = new Map<Code, DiagnosticDetail['place']>()
  const push = (diagnostic: Diagnostic): void => {
    found.push({ ...diagnostic, severity })
  }
  return {
    add(code, message, detail) {
      const count = (counts.get(code) ?? 0) + 1
      counts.set(code, count)
      if (count <= KEPT) push(diagnose(code, message, detail))
      else last.set(code, detail.place)
    },
    close() {
      for (const [code, count] of counts) {
        const more = count - KEPT
        // Placed at the last one, so that it is shown below the listed ones.
        if (more > 0)
          push(diagnose(code, `${more} more of these up to here, not listed.`, { place: last.get(code) ?? { file } }))
      }
    },
  }
}

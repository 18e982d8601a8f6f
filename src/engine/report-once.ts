import type { Diagnostic } from '../diagnostics/diagnostic.js'

/** What a thousand deals stumble over is told at the first of them: a finding with the same words is not repeated. */
export function reportingOnce(found: Diagnostic[]): (diagnostic: Diagnostic) => void {
  const said = new Set<string>()
  return (diagnostic) => {
    if (said.has(diagnostic.message)) return
    said.add(diagnostic.message)
    found.push(diagnostic)
  }
}

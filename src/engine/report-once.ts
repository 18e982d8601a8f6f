import type { Diagnostic } from '../diagnostics/diagnostic.js'

/**
 * What a thousand deals stumble over is told at the first of them, however often the engine comes across it.
 * @param key what makes it the same finding; its words unless given
 */
export type ReportOnce = (diagnostic: Diagnostic, key?: string) => void

export function reportingOnce(found: Diagnostic[]): ReportOnce {
  const said = new Set<string>()
  return (diagnostic, key = diagnostic.message) => {
    if (said.has(key)) return
    said.add(key)
    found.push(diagnostic)
  }
}

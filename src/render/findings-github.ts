import { groupBy } from '../base/order.js'
import { catalogue } from '../diagnostics/catalogue.js'
import { sortDiagnostics, type Diagnostic, type Place, type Severity } from '../diagnostics/diagnostic.js'
import { renderPlace } from './diagnostics.js'
import { safe } from './safe.js'

/** GitHub shows ten annotations of a severity in a step and drops the rest without a word. */
const SHOWN_PER_CODE = 10

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' }

/**
 * Workflow commands that GitHub Actions turns into annotations, one a finding. A code comes again only when the other
 * codes have come, so that a column of bad cells does not use up what GitHub shows; findings beyond ten a code are
 * counted in a line of the log.
 */
export function findingsGithub(found: readonly Diagnostic[]): string {
  const byCode = groupBy(sortDiagnostics(found), ({ code }) => code)
  const lines: string[] = []
  for (let nth = 0; nth < SHOWN_PER_CODE; nth += 1) {
    for (const group of byCode.values()) {
      const one = group[nth]
      if (one) lines.push(annotation(one))
    }
  }
  for (const [code, { length }] of byCode) {
    if (length <= SHOWN_PER_CODE) continue
    lines.push(`... and ${length - SHOWN_PER_CODE} more ${code} (${catalogue[code].title}); --format json lists all`)
  }
  return lines.map((line) => `${line}\n`).join('')
}

function annotation({ code, severity, message, fix, place, related = [] }: Diagnostic): string {
  const properties = [
    ...(place ? placeProperties(place) : []),
    ['title', `${code} ${catalogue[code].title}`] as const,
  ].map(([key, value]) => `${key}=${property(value)}`)
  const body = [
    safe(message),
    ...related.map((other) => `${renderPlace(other.place)} ${safe(other.message)}`),
    `fix: ${safe(fix)}`,
  ]
  return `::${COMMANDS[severity]} ${properties.join(',')}::${escaped(body.join('\n'))}`
}

function placeProperties({ file, line, column, length }: Place): readonly (readonly [string, string])[] {
  return [
    ['file', safe(file.replaceAll('\\', '/'))],
    ...(line === undefined ? [] : [['line', String(line)] as const]),
    ...(column === undefined ? [] : [['col', String(column)] as const]),
    ...(column === undefined || length === undefined ? [] : [['endColumn', String(column + length)] as const]),
  ]
}

/** As the runner reads it back: what would end a line, or looks like an escape. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** In a property also what ends it. */
function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

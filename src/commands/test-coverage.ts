import type { ChalkInstance } from 'chalk'
import type { Place } from '../diagnostics/diagnostic.js'
import type { PlanCoverage } from '../plan-tests/coverage.js'
import { safe } from '../render/safe.js'

/**
 * What the cases reach of each plan, and what they do not with its place.
 * @param unused plan files that no case reads
 * @param shown a place's file as one would type it
 */
export function coverageText(
  plans: readonly PlanCoverage[],
  unused: readonly string[],
  shown: (place: Place) => string,
  chalk: ChalkInstance,
): string {
  const lines = ['', chalk.bold('coverage')]
  for (const { plan, file, reached, missed } of plans) {
    const total = reached + missed.length
    const percent = Math.floor((reached * 100) / Math.max(total, 1))
    const colour = missed.length === 0 ? chalk.green : chalk.yellow
    lines.push(
      `  ${safe(plan)}  ${colour(`${percent} %`)}, ${reached} of ${total}  ${chalk.dim(safe(shown({ file })))}`,
    )
    for (const { missing, place } of missed) {
      lines.push(`    ${safe(shown(place))}:${place.line}:${place.column}  ${safe(missing)}`)
    }
  }
  lines.push(...unused.map((file) => `  ${safe(shown({ file }))}  ${chalk.yellow('0 %')}, no case reads it`))
  return `${lines.join('\n')}\n`
}

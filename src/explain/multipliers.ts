import { HUNDRED, ONE } from '../base/decimal.js'
import type { Line } from '../engine/line.js'
import type { Expression } from '../expression/expression.js'
import { paysDeals } from '../plan/component.js'
import { cellsIn, failureWords } from './conditions.js'
import type { Multiplied } from './recording.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { list, numberWords } from './words.js'

/** The uplift and multipliers that made a line what it is, and those that were asked and did not apply. */
export function multiplierSteps(
  { component, credit, participation }: Line,
  { recording, columns }: Subject,
): { readonly applied: readonly Step[]; readonly not: readonly Step[] } {
  const rep = (credit?.assignment ?? participation.current).row.cells
  const rows = { deal: credit?.cells, rep }
  const applied: Step[] = []
  const not: Step[] = []
  const uplift = component && paysDeals(component) ? component.uplift : undefined
  const lifted = uplift && credit ? recording.uplifted(component!, credit) : undefined
  if (uplift && lifted !== undefined) {
    const paid = uplift.for === 'both' ? 'towards the tiers and in pay' : 'towards the tiers'
    const what = `counted ${numberWords(uplift.times)} times ${paid}`
    if (lifted) applied.push({ what, how: heldWords(uplift.when, rows, columns) })
    else not.push({ what, how: uplift.when && failureWords(uplift.when, rows, columns) })
  }
  for (const each of recording.multiplied(component!, credit ?? participation)) {
    const { multiplier, outcome } = each
    if (multiplier.kind === 'attainment') {
      const tier = multiplier.tiers[outcome as number]!
      const factor = multiplier.factors[outcome as number]!
      const step = { what: `times ${numberWords(factor)}`, how: `attainment has reached the tier ${tier.label}` }
      if (!factor.equals(ONE)) applied.push(step)
      for (const [index, above] of multiplier.tiers.entries()) {
        if (index <= (outcome as number)) continue
        const what = `times ${numberWords(multiplier.factors[index]!)}`
        not.push({ what, how: `attainment has not reached the tier ${above.label}` })
      }
      continue
    }
    const what = whatOf(each)
    const when = multiplier.when
    if (outcome === true) applied.push({ what, how: heldWords(when, rows, columns) })
    else not.push({ what, how: when ? failureWords(when, rows, columns) : '' })
  }
  return { applied, not }
}

/** A condition that holds, with what it read. */
function heldWords(
  when: Expression | undefined,
  rows: Parameters<typeof cellsIn>[1],
  columns: Subject['columns'],
): string {
  if (when === undefined) return 'always'
  const found = list(cellsIn(when, rows, columns))
  return `${when.text} holds${found === '' ? '' : `: ${found}`}`
}

function whatOf({ multiplier }: Multiplied): string {
  if (multiplier.kind === 'add') return `${numberWords(multiplier.add.times(HUNDRED))} points more`
  return multiplier.kind === 'times' ? `times ${numberWords(multiplier.times)}` : ''
}

import { parseRatio, ONE, ZERO, type Decimal } from '../../base/decimal.js'
import type { ComponentId } from '../../model/ids.js'
import { compileCap, compileFloor } from '../limits.js'
import type { Compiler, Path } from '../compiler.js'
import type { ComponentTerms, Multiplier } from '../component.js'
import { compileEligibility } from '../eligibility.js'
import { compileGate } from '../gate.js'
import { compileMultipliers } from '../multiplier.js'
import { compileReviews } from '../review.js'
import type { ComponentDraft } from './draft.js'

/** What every kind has; the kind itself says what it adds up and whether a quota is needed. */
export interface Terms {
  readonly terms: Omit<ComponentTerms, 'window' | 'against' | 'needsQuota' | 'adds' | 'expressions'>
  readonly adds: ComponentTerms['adds']
  readonly expressions: ComponentTerms['expressions']
  /** A multiplier goes by attainment. */
  readonly byAttainment: boolean
  readonly multipliers: readonly Multiplier[]
}

/** Undefined when something in them is wrong. */
export function compileTerms(
  compiler: Compiler,
  draft: ComponentDraft,
  window: string,
  longer: boolean | undefined,
): Terms | undefined {
  const { shape, path, place } = draft
  const { where, from, to } = compileEligibility(compiler, shape, path)
  const multipliers = compileMultipliers(compiler, shape, path, window)
  const weight = compileWeight(compiler, shape.weight, path)
  const gate = shape.gate === undefined ? undefined : compileGate(compiler, draft, shape.gate, window)
  const cap = compileCap(compiler, shape, path, window, longer)
  const floor = compileFloor(compiler, shape, path)
  const reviews = compileReviews(compiler, shape, path)
  if (multipliers === undefined || (shape.gate !== undefined && gate === undefined)) return undefined
  const byAttainment = multipliers.some(({ kind }) => kind === 'attainment')
  const whens = multipliers.flatMap((each) => (each.kind === 'attainment' ? [] : (each.when ?? [])))
  const gated = gate?.condition.kind === 'when' ? [gate.condition.when] : []
  const capped = [cap?.perDeal, cap?.perPeriod, cap?.perWindow].flatMap((each) =>
    each?.kind === 'expression' ? [each.expression] : [],
  )
  const name = shape.name ?? shape.id
  return {
    terms: {
      id: shape.id as ComponentId,
      name,
      where,
      from,
      to,
      weight,
      gate,
      multipliers,
      cap,
      floor,
      reviews,
      place,
    },
    adds: gate?.condition.kind === 'attainment' ? [{ measure: gate.condition.measure, window: gate.window }] : [],
    expressions: [...(where ? [where] : []), ...whens, ...gated, ...capped, ...reviews.map(({ when }) => when)],
    byAttainment,
    multipliers,
  }
}

function compileWeight({ report }: Compiler, text: string | undefined, path: Path): Decimal | undefined {
  if (text === undefined) return undefined
  const weight = parseRatio(text)
  if (weight !== undefined && weight.greaterThan(ZERO) && !weight.greaterThan(ONE)) return weight
  report('SPM3910', `a weight is above 0% and at most 100% of the target incentive, not ${text}`, [...path, 'weight'])
  return undefined
}

import type { ComponentShape } from '../plan/component-shapes.js'
import type { RateShape } from '../rates/registry.js'
import { moneyWords, percentWords, type About } from './about.js'
import { sharedWords } from './crediting.js'
import { curveParts, milestoneParts } from './curves.js'
import { text, type Part } from './description.js'
import { matrixParts } from './matrix.js'
import { tableParts } from './rate-tables.js'
import { allSaid, code, say, type Words } from './say.js'
import { tieredParts } from './tiers.js'

/** What words about a rate need to know of its component. */
export interface Rated {
  readonly about: About
  readonly component: ComponentShape
  /** What a rate is a part of: `what counts for you in new_arr`. */
  readonly base: Words
  /** Does what counts come in money? */
  readonly money: boolean
  /** `the quarter`, `the deal`: what adds up before the rate looks at it. */
  readonly span: string
}

type Describe<S> = (rate: S, rated: Rated) => readonly Part[]

/** Every rate structure has its words here: one without does not compile. */
const rates: { readonly [K in RateShape['kind']]: Describe<Extract<RateShape, { kind: K }>> } = {
  flat: flatParts,
  tiered: tieredParts,
  curve: curveParts,
  milestone: milestoneParts,
  table: tableParts,
  matrix: matrixParts,
  formula: formulaParts,
}

export function rateParts(rate: RateShape, rated: Rated): readonly Part[] {
  const describe = rates[rate.kind] as Describe<RateShape>
  return describe(rate, rated)
}

function flatParts(shape: Extract<RateShape, { kind: 'flat' }>, { about, base }: Rated): readonly Part[] {
  const { kind: _kind, rate, amount, per, split, ...rest } = shape
  allSaid(rest)
  const pays =
    rate === undefined
      ? say`You are paid ${moneyWords(amount!, about)} for each ${per}.${split && say` ${sharedWords(split)}`}`
      : say`You are paid ${percentWords(rate, about)} of ${base}.`
  return [text(pays)]
}

function formulaParts(shape: Extract<RateShape, { kind: 'formula' }>, { component, about }: Rated): readonly Part[] {
  const { kind: _kind, formula, split, ...rest } = shape
  allSaid(rest)
  const what = component.kind === 'bonus' ? 'You are paid' : 'For each deal that counts for you, you are paid'
  return [
    text(
      say`${what} what this formula gives, in ${about.plan.currency}: ${code(formula)}.${split && say` ${sharedWords(split)}`}`,
    ),
  ]
}

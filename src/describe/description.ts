import type { Decimal } from '../base/decimal.js'
import type { Words } from './say.js'

/** A plan in plain words, as a value: every format renders the same one. */
export interface Description {
  readonly title: string
  /** Below the title: which plan, from when to when. */
  readonly about: string
  /** What everybody asks first. */
  readonly facts: readonly (readonly [what: string, value: string])[]
  readonly sections: readonly Section[]
  readonly signature: Signature
}

export interface Section {
  readonly title: string
  readonly parts: readonly Part[]
  readonly sections?: readonly Section[] | undefined
}

export type Part =
  | { readonly kind: 'text'; readonly words: Words }
  | { readonly kind: 'points'; readonly points: readonly Words[] }
  | WordTable
  | PayCurve

/** A table of the plan. */
export interface WordTable {
  readonly kind: 'table'
  readonly caption: string
  /** The sentence before it says the same. */
  readonly headed?: boolean
  readonly columns: readonly { readonly name: string; readonly number: boolean }[]
  readonly rows: readonly (readonly Words[])[]
}

/** What is paid by what is reached, as lines that a chart draws. */
export interface PayCurve {
  readonly kind: 'curve'
  readonly title: string
  /** What x counts: `% of quota`, a currency. */
  readonly unit: string
  /** What y is: a currency, or `% of target`. */
  readonly pays: string
  readonly lines: readonly {
    readonly label: string
    readonly points: readonly { readonly x: Decimal; readonly y: Decimal }[]
  }[]
}

/** What was agreed, so that it can be told later from another text. */
export interface Signature {
  /** Whose copy it is; undefined: nobody's yet. */
  readonly payee: string | undefined
  readonly plan: string
  readonly from: string
  readonly to: string
  /** SHA-256 of the plan with all that it extends, in hex. */
  readonly sha256: string
}

export function text(words: Words): Part {
  return { kind: 'text', words }
}

/** Points that follow each other are one list. */
export function joinedPoints(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (part.kind !== 'points' || last?.kind !== 'points') joined.push(part)
    else joined[joined.length - 1] = { kind: 'points', points: [...last.points, ...part.points] }
  }
  return joined
}

/** Nothing where there are no points. */
export function points(all: readonly (Words | undefined)[]): readonly Part[] {
  const said = all.filter((each) => each !== undefined)
  return said.length === 0 ? [] : [{ kind: 'points', points: said }]
}

import type { Decimal } from '../base/decimal.js'

/** What is paid for one thing, and how it came about. */
export interface PayRow {
  /** The deal; '' where it is for none. */
  readonly deal: string
  readonly date: string
  readonly what: string
  /** How it came about, a line each. */
  readonly notes: readonly string[]
  /** With commas, in the currency of the block; negative where it is taken. */
  readonly amount: string
}

/** What is paid by how much is reached, and where the payee stands; what `render/html/course-chart.ts` draws. */
export interface Curve {
  readonly title: string
  /** What x counts: `% of quota`, a currency, `deals`. */
  readonly unit: string
  /** What y is: a currency. */
  readonly pays: string
  readonly xLabel: string
  readonly lines: readonly { readonly label: string; readonly points: readonly CurvePoint[] }[]
  readonly mark: (CurvePoint & { readonly label: string }) | undefined
}

export interface CurvePoint {
  readonly x: Decimal
  readonly y: Decimal
}

/** Columns of a table; `bar`: a percent of 100 with two decimals and no sign, with a bar where that can be drawn. */
export interface StatementColumn {
  readonly name: string
  readonly kind: 'text' | 'number' | 'bar'
}

export type Block =
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [what: string, value: string])[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly caption: string
      /** The heading above says the same. */
      readonly headed?: boolean
      readonly columns: readonly StatementColumn[]
      readonly rows: readonly (readonly string[])[]
      readonly total?: readonly string[] | undefined
    }
  | {
      readonly kind: 'pay'
      readonly caption: string
      /** The heading above says the same. */
      readonly headed: boolean
      readonly currency: string
      readonly rows: readonly PayRow[]
      /** Of the rows. */
      readonly total: string
    }
  | { readonly kind: 'curve'; readonly curve: Curve }

export interface Section {
  readonly title: string
  readonly blocks: readonly Block[]
}

/** One payee's statement of a period: what every format renders. It holds nobody else's name, id or pay. */
export interface Statement {
  readonly title: string
  /** Whose it is, and on which plan. */
  readonly about: string
  readonly sections: readonly Section[]
  /** The last line. */
  readonly foot: string
}

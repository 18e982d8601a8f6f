/** A YAML text as it is written: values with the comments and blank lines that belong to them. */
export type Part = Leaf | Group

/** A text, by its lines as they stand in the file; after the first they are without their indentation. */
export interface Leaf {
  readonly kind: 'leaf'
  readonly lines: readonly string[]
  /** `|` or `>` with what follows in its line: then the lines are below it. */
  readonly header?: string
}

export interface Group {
  readonly kind: 'group'
  readonly of: 'map' | 'list'
  /** In braces or brackets. */
  readonly flow: boolean
  /** In braces or brackets, over several lines. */
  readonly broken: boolean
  /** Where its entries begin in the source, from 0. */
  readonly column: number
  /** Keys and positions from the top of the document. */
  readonly path: readonly (string | number)[]
  entries: Entry[]
  /** Comments below the last entry. */
  readonly tail: string[]
}

export interface Entry {
  /** The key's text with its quotes; none in lists. */
  readonly key: string | undefined
  readonly name: string | number
  /** Lines above: comments, and '' for a blank line. */
  lead: string[]
  readonly value: Part
  /** The comment at the end of its line; of a block, of the line of its key. */
  trail?: string
}

/** A document: what stands above its first value, all values, and what could be given to none. */
export interface Tree {
  readonly top: readonly string[]
  readonly root: Part
  readonly rest: readonly string[]
  /** Every comment, to count them. */
  readonly comments: readonly string[]
}

/** What no rule of formatting is made for; it is left as it is, and said. */
export interface Odd {
  readonly offset: number
  readonly what: string
}

import type { Code } from '../diagnostics/catalogue.js'

/** Why a text is not a cell of its type. The reason is a predicate that follows the quoted text: `"x" is not a number`. */
export class CellProblem {
  constructor(
    readonly code: Code,
    readonly reason: string,
    readonly fix?: string,
  ) {}
}

import type { Diagnostic } from '../diagnostics/diagnostic.js'

/** Tells each finding once, however often the engine comes across it. */
export class TellOnce {
  readonly #said = new Set<string>()

  constructor(private readonly found: Diagnostic[]) {}

  /** @param key what makes it the same finding */
  once(key: string, diagnostic: Diagnostic): void {
    if (this.#said.has(key)) return
    this.#said.add(key)
    this.found.push(diagnostic)
  }
}

import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { pieceValue } from '../yaml/composite.js'
import type { YamlDocument } from '../yaml/document.js'
import { inherit } from './inherit.js'

/** A plan file read as YAML, before anything is known of its meaning. */
export interface PlanText {
  readonly doc: YamlDocument
  /** Undefined where it has none, which its shape will say. */
  readonly id: string | undefined
  readonly template: boolean
  readonly extends: string | undefined
}

export function planText(doc: YamlDocument): PlanText {
  const textAt = (key: string): string | undefined => {
    const value = pieceValue({ doc, path: [key] })
    return typeof value === 'string' ? value : undefined
  }
  return { doc, id: textAt('plan'), template: textAt('template') === 'true', extends: textAt('extends') }
}

/** A plan file with all that it extends. */
export interface Resolved {
  readonly doc: YamlDocument
  /** The files that it extends, the nearest first. */
  readonly through: readonly PlanText[]
}

/**
 * Resolves `extends` of plan files, each once.
 * @param isSound whether a file, extended as it is, has a plan's shape; others are not extended further, since their
 *   mistakes would be told again
 */
export function resolveExtends(
  all: readonly PlanText[],
  isSound: (text: PlanText, doc: YamlDocument) => boolean,
  found: Diagnostic[],
): (text: PlanText) => Resolved | undefined {
  const done = new Map<PlanText, Resolved | undefined>()
  const report = (code: Diagnostic['code'], { doc }: PlanText, message: string, more: Related = {}): undefined =>
    void found.push(diagnose(code, message, { place: doc.placeOf(['extends']), ...more }))

  const baseOf = (text: PlanText): PlanText | undefined => {
    const { extends: id } = text
    const [base, ...others] = all.filter((each) => each !== text && each.id === id)
    if (base === undefined && id === text.id) return report('SPM3613', text, `"${id}" extends itself`)
    if (base === undefined) {
      const ids = all.flatMap((each) => (each === text ? [] : (each.id ?? [])))
      return report('SPM3611', text, `there is no plan "${id}" to extend.${didYouMean(id!, ids)}`)
    }
    if (others.length === 0) return base
    const related = [base, ...others].map(({ doc }) => ({ message: 'one of them', place: doc.placeOf(['plan']) }))
    return report('SPM3612', text, `${related.length} files have the plan "${id}"`, { related })
  }

  const resolve = (text: PlanText, path: readonly PlanText[]): Resolved | undefined => {
    if (done.has(text)) return done.get(text)
    const start = path.indexOf(text)
    if (start >= 0) {
      const names = [...path.slice(start), text].map(({ id }) => `"${id}"`)
      for (const each of path.slice(start)) done.set(each, undefined)
      return report('SPM3613', text, `${names.join(' extends ')}`)
    }
    const resolved = text.extends === undefined ? { doc: text.doc, through: [] } : extended(text, path)
    if (!done.has(text)) done.set(text, resolved)
    return done.get(text)
  }

  const extended = (text: PlanText, path: readonly PlanText[]): Resolved | undefined => {
    const base = baseOf(text)
    const under = base && resolve(base, [...path, text])
    if (base === undefined || under === undefined || !isSound(base, under.doc)) return undefined
    const mine: Diagnostic[] = []
    const doc = inherit(text.doc, under.doc, mine)
    found.push(...mine)
    return hasErrors(mine) ? undefined : { doc, through: [base, ...under.through] }
  }
  return (text) => resolve(text, [])
}

interface Related {
  readonly related?: Diagnostic['related']
}

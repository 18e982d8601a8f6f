import type { Place } from '../diagnostics/diagnostic.js'
import type { YamlDocument, YamlPath } from './document.js'
import type { YamlValue } from './node.js'

/** A value of a document. */
export interface Piece {
  readonly doc: YamlDocument
  readonly path: YamlPath
}

/** A value put together from several documents: taken whole from one, or entry by entry. `at` is where it stands itself. */
export type Part =
  | { readonly kind: 'whole'; readonly at: Piece }
  | { readonly kind: 'map'; readonly at: Piece; readonly entries: ReadonlyMap<string, Part> }
  | { readonly kind: 'list'; readonly at: Piece; readonly items: readonly Part[] }

/** A document of parts: whatever is asked about a value is answered by the document in which the value is written. */
export function compositeDocument(root: Part): YamlDocument {
  const locate = (path: YamlPath): Piece => {
    let part = root
    for (const [index, step] of path.entries()) {
      const next = childPart(part, step)
      if (next === undefined) {
        return { doc: part.at.doc, path: [...part.at.path, ...path.slice(index)] }
      }
      part = next
    }
    return part.at
  }
  const { doc: own } = root.at
  return {
    file: own.file,
    value: valueOf(root),
    isWritten: own.isWritten,
    placeOf: (path, target): Place => {
      const { doc, path: inner } = locate(path)
      return doc.placeOf(inner, target)
    },
    offsetPlace: (path, start, end): Place => {
      const { doc, path: inner } = locate(path)
      return doc.offsetPlace(inner, start, end)
    },
    isBare: (path) => {
      const { doc, path: inner } = locate(path)
      return doc.isBare(inner)
    },
  }
}

function childPart(part: Part, step: string | number): Part | undefined {
  if (part.kind === 'map') return part.entries.get(String(step))
  return part.kind === 'list' && typeof step === 'number' ? part.items[step] : undefined
}

function valueOf(part: Part): YamlValue {
  if (part.kind === 'whole') return pieceValue(part.at)!
  if (part.kind === 'list') return part.items.map(valueOf)
  const object = Object.create(null) as Record<string, YamlValue>
  for (const [key, entry] of part.entries) object[key] = valueOf(entry)
  return object
}

/** What stands at a piece's path; undefined where the path leads nowhere. */
export function pieceValue({ doc, path }: Piece): YamlValue | undefined {
  let value: YamlValue | undefined = doc.value
  for (const step of path) {
    if (typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string | number, YamlValue>>)[step]
  }
  return value
}

/** The same values, quoted alike: text in quotes may mean another thing than a bare number. */
export function samePieces(a: Piece, b: Piece): boolean {
  return JSON.stringify(signature(a)) === JSON.stringify(signature(b))
}

function signature({ doc, path }: Piece): unknown {
  const value = pieceValue({ doc, path })
  if (typeof value === 'string') return [value, doc.isBare(path)]
  if (Array.isArray(value)) return value.map((_, index) => signature({ doc, path: [...path, index] }))
  return Object.keys(value ?? {}).map((key) => [key, signature({ doc, path: [...path, key] })])
}

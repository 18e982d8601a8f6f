import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { compositeDocument, pieceValue, samePieces, type Part, type Piece } from '../yaml/composite.js'
import type { YamlDocument } from '../yaml/document.js'

/** What a plan says of itself and never takes over: who it is, when, who is on it, and how it came to be. */
const OWN_ALONE: ReadonlySet<string> = new Set([
  'plan',
  'name',
  'effective',
  'assign',
  'continues',
  'template',
  'extends',
  'without',
])

/** Keys whose entries are replaced one by one, by their names. */
const BY_NAME: ReadonlySet<string> = new Set(['constants', 'measures'])

/** A plan file with everything of another one that it does not replace; each part keeps its place in its own file. */
export function inherit(own: YamlDocument, base: YamlDocument, found: Diagnostic[]): YamlDocument {
  const before = keysOf({ doc: base, path: [] }).filter((key) => !OWN_ALONE.has(key))
  const mine = keysOf({ doc: own, path: [] })
  const entries = new Map<string, Part>()
  for (const key of mine) entries.set(key, whole(own, [key]))
  for (const key of before) {
    const theirs: Piece = { doc: base, path: [key] }
    const ours: Piece | undefined = entries.has(key) ? { doc: own, path: [key] } : undefined
    if (key === 'components' && (ours === undefined || isList(ours))) {
      entries.set(key, inheritComponents(own, theirs, ours, found))
    } else if (ours === undefined) entries.set(key, { kind: 'whole', at: theirs })
    else if (BY_NAME.has(key) && isMap(ours) && isMap(theirs)) entries.set(key, inheritNamed(ours, theirs, found))
    else warnOfRepeat(`\`${key}\``, ours, theirs, found)
  }
  return compositeDocument({ kind: 'map', at: { doc: own, path: [] }, entries })
}

function whole(doc: YamlDocument, path: Piece['path']): Part {
  return { kind: 'whole', at: { doc, path } }
}

function inheritNamed(ours: Piece, theirs: Piece, found: Diagnostic[]): Part {
  const entries = new Map<string, Part>()
  for (const name of keysOf(theirs)) entries.set(name, whole(theirs.doc, [...theirs.path, name]))
  for (const name of keysOf(ours)) {
    const mine: Piece = { doc: ours.doc, path: [...ours.path, name] }
    const replaced = entries.get(name)
    if (replaced) warnOfRepeat(`"${name}"`, mine, replaced.at, found)
    entries.set(name, { kind: 'whole', at: mine })
  }
  return { kind: 'map', at: ours, entries }
}

/** Components of a known id in its place, new ones after all others, and those of `without` dropped. */
function inheritComponents(own: YamlDocument, theirs: Piece, ours: Piece | undefined, found: Diagnostic[]): Part {
  const known = componentsOf(theirs)
  const mine = ours ? componentsOf(ours) : []
  const drops = withoutOf(own)
  const ids = known.flatMap(({ id }) => id ?? [])
  for (const [index, id] of drops.entries()) {
    const at = own.placeOf(['without', index])
    if (!ids.includes(id)) {
      const message = `the extended plan has no component "${id}".${didYouMean(id, ids)}`
      found.push(diagnose('SPM3614', message, { place: at, fix: `Its components are ${ids.join(', ')}.` }))
    }
    const written = mine.find((each) => each.id === id)
    if (written) {
      const related = [{ message: 'written here', place: written.at.doc.placeOf([...written.at.path, 'id']) }]
      found.push(diagnose('SPM3615', `"${id}" is left out, and written as well`, { place: at, related }))
    }
  }
  const replacing = new Set<Entry>()
  const kept = known.filter(({ id }) => id === undefined || !drops.includes(id))
  const items = kept.map(({ id, at }): Part => {
    const replacement = mine.find((each) => id !== undefined && each.id === id)
    if (replacement === undefined) return { kind: 'whole', at }
    replacing.add(replacement)
    warnOfRepeat(`"${id}"`, replacement.at, at, found, ['id'])
    return { kind: 'whole', at: replacement.at }
  })
  const added = mine.filter((each) => !replacing.has(each)).map(({ at }): Part => ({ kind: 'whole', at }))
  // Where nothing is left, that is said at `without`.
  const at = ours ?? (drops.length > 0 ? { doc: own, path: ['without'] } : theirs)
  return { kind: 'list', at, items: [...items, ...added] }
}

interface Entry {
  readonly id: string | undefined
  readonly at: Piece
}

function componentsOf({ doc, path }: Piece): readonly Entry[] {
  const list = pieceValue({ doc, path })
  if (!Array.isArray(list)) return []
  return list.map((_, index) => {
    const at = { doc, path: [...path, index] }
    const id = pieceValue({ doc, path: [...at.path, 'id'] })
    return { id: typeof id === 'string' ? id : undefined, at }
  })
}

function withoutOf(doc: YamlDocument): readonly string[] {
  const ids = pieceValue({ doc, path: ['without'] })
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : []
}

function keysOf(piece: Piece): readonly string[] {
  const value = pieceValue(piece)
  return typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : []
}

function isMap(piece: Piece): boolean {
  const value = pieceValue(piece)
  return typeof value === 'object' && !Array.isArray(value)
}

function isList(piece: Piece): boolean {
  return Array.isArray(pieceValue(piece))
}

/** @param name where an entry of a list has its name; others are named by their key */
function warnOfRepeat(
  what: string,
  ours: Piece,
  theirs: Piece,
  found: Diagnostic[],
  name: readonly string[] = [],
): void {
  if (!samePieces(ours, theirs)) return
  const placeOf = ({ doc, path }: Piece): Place => doc.placeOf([...path, ...name], name.length > 0 ? 'value' : 'key')
  const related = [{ message: 'it replaces this', place: placeOf(theirs) }]
  const place = placeOf(ours)
  found.push(diagnose('SPM3617', `${what} repeats word for word what it replaces`, { place, related }))
}

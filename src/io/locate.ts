import { readFileSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { Diagnostic, Place } from '../diagnostics/diagnostic.js'

/** A cell by its record (from 1) and field (from 0; undefined is the whole record). */
export interface CellRef {
  readonly record: number
  readonly field: number | undefined
}

/** Where a cell begins in its file, and the line as it stands there, for showing. */
export interface CellSpot {
  readonly line: number
  readonly column: number
  readonly length?: number | undefined
  readonly text?: string | undefined
}

/** Finds cells of one table file by reading it again; in the order asked, undefined where a cell is not to be found. */
export type CellLocator = (file: string, cells: readonly CellRef[]) => Promise<readonly (CellSpot | undefined)[]>

export interface Located {
  readonly found: readonly Diagnostic[]
  /** The source line of a place, when it can be shown. */
  sourceLine(place: Place): string | undefined
}

const SHOWN_LIMIT = 4 * 1024 * 1024

function linesOf(root: string, file: string): readonly string[] {
  try {
    const bytes = readFileSync(resolve(root, file))
    if (bytes.length > SHOWN_LIMIT) return []
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).split(/\r\n|\n|\r/)
  } catch {
    // The finding stands without its line: the file may be gone, binary, or what the finding is about.
    return []
  }
}

/** The longest way up to a file that still reads better than its whole path. */
const STEPS_UP = `..${sep}..${sep}..${sep}..`

/** A path from the root, as it would be typed: the same on every machine. */
function shortened(place: Place, root: string): Place {
  if (!isAbsolute(place.file)) return place
  const file = relative(root, place.file)
  return file === '' || isAbsolute(file) || file.startsWith(STEPS_UP) ? place : { ...place, file }
}

function allPlaces(found: readonly Diagnostic[]): Place[] {
  return found.flatMap((each) => [
    ...(each.place ? [each.place] : []),
    ...(each.related ?? []).map((related) => related.place),
  ])
}

/**
 * Turns record and field of CSV cells into line and column, just before printing: big files are read again only when
 * there is something to show, each once.
 */
export async function locatePlaces(
  found: readonly Diagnostic[],
  root: string,
  locateCells?: CellLocator,
): Promise<Located> {
  const spots = new Map<Place, Place>()
  const texts = new Map<string, string>()
  const at = (place: Place): Place => shortened(spots.get(place) ?? place, root)
  const byFile = new Map<string, Place[]>()
  for (const place of allPlaces(found)) {
    if (place.record === undefined || place.line !== undefined) continue
    const places = byFile.get(place.file)
    if (places) places.push(place)
    else byFile.set(place.file, [place])
  }
  if (locateCells) {
    for (const [file, places] of byFile) {
      const cells = places.map(({ record, field }) => ({ record: record!, field }))
      const located = await locateCells(file, cells)
      for (const [index, place] of places.entries()) {
        const spot = located[index]
        if (!spot) continue
        const { line, column, length, text } = spot
        spots.set(place, {
          ...place,
          line,
          column,
          ...(length !== undefined && place.field !== undefined && { length }),
        })
        if (text !== undefined) texts.set(`${at(place).file}\n${line}`, text)
      }
    }
  }
  const files = new Map<string, readonly string[]>()
  return {
    found: found.map((each) => ({
      ...each,
      ...(each.place && { place: at(each.place) }),
      ...(each.related && { related: each.related.map((one) => ({ ...one, place: at(one.place) })) }),
    })),
    sourceLine: (place) => {
      if (place.line === undefined) return undefined
      const known = texts.get(`${place.file}\n${place.line}`)
      // The line of a cell comes from its locator alone: it knows the file's encoding.
      if (known !== undefined || place.record !== undefined) return known
      let lines = files.get(place.file)
      if (!lines) files.set(place.file, (lines = linesOf(root, place.file)))
      return lines[place.line - 1]
    },
  }
}

import type { Place } from '../diagnostics/diagnostic.js'
import { repColumn, type ExportSource } from './target.js'

/** What a field of a file format can carry. */
export interface Field {
  /** As the message names it: `File #`. */
  readonly name: string
  readonly most?: number
  readonly pattern?: RegExp
  /** What the pattern means, behind "must be". */
  readonly expects?: string
  /** It may stay blank. */
  readonly optional?: true
}

/** What spreadsheets compute, and what breaks rows and terminals. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]/
const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Why a format cannot carry a text; undefined where it can. */
export function whyNot(text: string, { most, pattern, expects }: Field): string | undefined {
  if (CONTROL.test(text)) return 'holds a line break or an invisible character'
  if (FORMULA.test(text)) return 'begins like a formula'
  if (most !== undefined && [...text].length > most) return `has ${[...text].length} characters; it takes ${most}`
  if (pattern && !pattern.test(text)) return `must be ${expects ?? 'of another form'}`
  return undefined
}

/**
 * A setting's value for a payee: the text itself, or his cell of the reps file. What is blank or cannot be carried is
 * reported where it stands, and comes out blank.
 */
export function carried(
  source: ExportSource,
  payee: string,
  value: string,
  path: readonly string[],
  field: Field,
): string {
  const column = repColumn(value)
  if (column === undefined) return fixedText(source, value, path, field)
  const person = source.people(payee)
  if (person === undefined) {
    source.report('SPM1045', `"${payee}" is paid and not in the reps file, which has "${column}" for ${field.name}`)
    return ''
  }
  const text = person.cell(column)
  const place = person.placeOf(column)
  if (text === '') {
    if (!field.optional) {
      source.report('SPM1045', `"${payee}" is paid and has no "${column}", which ${field.name} needs`, { place })
    }
    return ''
  }
  return checked(source, text, place, field)
}

/** A text of the settings. It is told once however many rows it stands in. */
export function fixedText(source: ExportSource, text: string, path: readonly string[], field: Field): string {
  return checked(source, text, source.placeOf(path), field)
}

function checked(source: ExportSource, text: string, place: Place | undefined, field: Field): string {
  const why = whyNot(text, field)
  if (why === undefined) return text
  source.report('SPM1046', `"${text}" cannot stand in ${field.name}: it ${why}`, { place })
  return ''
}

import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { RecordSink } from './split-records.js'

/** More lines than any report writes below its rows. */
const LONGEST = 20
const SHOWN = 40

/** Whether only the first cell of a record is filled, though the file has more columns. */
export function isFooterLine(fields: readonly string[], width: number): boolean {
  return width > 1 && fields[0]!.trim() !== '' && fields.every((field, index) => index === 0 || field.trim() === '')
}

export interface FooterFilter {
  readonly sink: RecordSink
  /** At the end of the file: a note about what was left out. */
  close(found: Diagnostic[]): void
}

/**
 * Holds back lines of one cell that follow a blank line. They are left out where the file ends with them; where a row
 * comes after, they were none, and are handed over in their order.
 */
export function withoutFooter(file: string, width: number, take: RecordSink): FooterFilter {
  let held: { readonly fields: string[]; readonly record: number }[] = []
  let afterBlank = false

  const release = (): boolean => {
    const rows = held
    held = []
    return rows.every(({ fields, record }) => take(fields, record) !== false)
  }
  return {
    sink: (fields, record) => {
      if (fields.every((field) => field.trim() === '')) {
        afterBlank = true
        return true
      }
      if (afterBlank && held.length < LONGEST && isFooterLine(fields, width)) {
        held.push({ fields, record })
        return true
      }
      afterBlank = false
      return release() && take(fields, record)
    },
    close(found) {
      const [first] = held
      if (first === undefined) return
      const text = first.fields[0]!.trim()
      const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
      const lines = held.length === 1 ? '1 line below the data is' : `${held.length} lines below the data are`
      const message = `${lines} left out, from "${shown}" on`
      found.push(diagnose('SPM1083', message, { place: { file, record: first.record } }))
    },
  }
}

import { grouped } from '../base/money.js'
import type { Report, ReportColumn, ReportRow } from '../reports/report.js'

type BarKind = NonNullable<ReportColumn<never>['bar']>

/** A column as people see it. */
export interface SeenColumn {
  readonly name: string
  /** What it is called in files. */
  readonly plainName: string
  readonly kind: 'text' | 'number' | 'bar'
  readonly keep: ReportColumn<never>['keep']
}

/**
 * Which columns people see below the headings, and their cells: numbers with commas, bars drawn. An extra that says
 * nothing in any row is left out.
 * @param draw draws a bar of a kind from its cell; without it there are none
 */
export function forPeople<Drawn = never>(
  { columns, sections }: Report,
  draw?: (kind: BarKind, cell: string, name: string) => Drawn,
): { readonly seen: readonly SeenColumn[]; cells(row: ReportRow): readonly (string | Drawn)[] } {
  const wanted = columns.flatMap(({ name, label, place, type, keep, bar }, index) => {
    const isEmpty = sections.every(({ rows }) => rows.every(({ shown }) => shown[index] === ''))
    if (keep === 'extra' && isEmpty) return []
    if (place === 'heading' || place === 'files' || (place === 'bar' && draw === undefined)) return []
    const kind = place === 'bar' ? ('bar' as const) : type === 'number' ? ('number' as const) : ('text' as const)
    const column: SeenColumn = { name: label ?? name, plainName: name, kind, keep }
    return [{ index, column, bar: bar ?? 'goal' }]
  })
  return {
    seen: wanted.map(({ column }) => column),
    cells: ({ shown }) =>
      wanted.map(({ index, column: { kind, plainName }, bar }) => {
        const cell = shown[index]!
        return kind === 'bar' ? draw!(bar, cell, plainName) : kind === 'number' ? grouped(cell) : cell
      }),
  }
}

/** What the rows of a section have in common. */
export function headingOf({ columns }: Report, row: ReportRow | undefined): string {
  const cells = columns.map((column, index) => (column.place === 'heading' ? (row?.shown[index] ?? '') : ''))
  return cells.filter((cell) => cell !== '').join(' · ')
}

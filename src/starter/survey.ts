import type { PlainDate } from '../base/date.js'
import type { Currency } from '../base/money.js'
import { compareText } from '../base/order.js'
import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { openTable } from '../input/open-table.js'
import { readTable } from '../input/read-table.js'
import type { SourceFile, TableSettings } from '../input/table-settings.js'
import { tables } from '../input/tables.js'

/** What the deals of an export tell about the project to be made. */
export interface Survey {
  readonly rows: number
  /** Rows that cannot be read as they are, and won deals without an amount or a date. */
  readonly badRows: number
  /** Owners of deals, sorted. */
  readonly people: readonly string[]
  /** The column that says which deals are won, its texts that say so, and one that says otherwise. */
  readonly stage:
    | { readonly column: 'stage' | 'status'; readonly won: readonly string[]; readonly other: string | undefined }
    | undefined
  /** Won deals by currency, the most frequent first; '' is none of its own. */
  readonly currencies: readonly (readonly [Currency, number])[]
  /** The last day on which a deal was won. */
  readonly last: PlainDate | undefined
  /** Some deals have no close date, so that a condition must ask for it where no stage is known. */
  readonly blankDates: boolean
}

const WON = /^(?:closed[\s_-]*)?won$|^(?:gewonnen|gagnée?|ganad[ao]|vinta|vunnen)$/i

interface SurveyRow {
  readonly date: PlainDate | undefined
  readonly hasAmount: boolean
  readonly currency: Currency
  readonly texts: readonly string[]
}

const STAGES = ['status', 'stage'] as const

/**
 * Reads an export as a run would with these settings, for who and what is in it; undefined where its header is not
 * understood, which `found` says.
 */
export async function surveyDeals(
  source: SourceFile,
  settings: TableSettings,
  found: Diagnostic[],
): Promise<Survey | undefined> {
  const own: Diagnostic[] = []
  const opened = await openTable(tables.deals, { ...settings, on_bad_row: 'reject' }, [source], [], own)
  const read = opened && (await readTable(opened, {}, own))
  if (!opened || !read) {
    found.push(...own.filter(({ severity }) => severity === 'error'))
    return undefined
  }
  const slot = (name: string): number => opened.columns.get(name)?.slot ?? -1
  const [date, amount, ...stages] = ['close_date', 'amount', ...STAGES].map(slot) as [number, number, number, number]
  const people = new Set<string>()
  const rows = read.rows.map(({ owner, cells, currency }): SurveyRow => {
    people.add(owner)
    return {
      date: cells[date] as PlainDate | undefined,
      hasAmount: cells[amount] !== undefined,
      currency: currency ?? '',
      texts: stages.map((at) => (at < 0 ? '' : (cells[at] as string))),
    }
  })
  const stage = stageOf(rows)
  const at = stage ? STAGES.indexOf(stage.column) : -1
  const won = rows.filter(({ texts, date: day }) => (stage ? stage.won.includes(texts[at]!) : day !== undefined))
  const counts = new Map<Currency, number>()
  let last: PlainDate | undefined
  for (const { currency, date: day } of won) {
    counts.set(currency, (counts.get(currency) ?? 0) + 1)
    if (day !== undefined && (last === undefined || day > last)) last = day
  }
  return {
    rows: read.files[0]?.rows ?? 0,
    badRows: read.rejected.length + won.filter(({ date: day, hasAmount }) => day === undefined || !hasAmount).length,
    people: [...people].sort(compareText),
    stage,
    currencies: [...counts].sort(([a, p], [b, q]) => q - p || compareText(a, b)),
    last,
    blankDates: rows.some(({ date: day }) => day === undefined),
  }
}

/** Whether deals are won is said by their status, else by their stage. */
function stageOf(rows: readonly SurveyRow[]): Survey['stage'] {
  for (const [index, column] of STAGES.entries()) {
    const texts = [...new Set(rows.map((row) => row.texts[index]!))].filter((text) => text !== '').sort(compareText)
    const won = texts.filter((text) => WON.test(text))
    if (won.length > 0) {
      const others = texts.filter((text) => !won.includes(text))
      return { column, won, other: others.find((text) => /lost/i.test(text)) ?? others[0] }
    }
  }
  return undefined
}

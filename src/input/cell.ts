import { HUNDRED } from '../base/decimal.js'
import { isCurrency } from '../base/money.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Cell, CellType } from '../model/table.js'
import { CellProblem } from './cell-problem.js'
import { parseDateCell, parseIsoDate } from './date-cell.js'
import type { CellFormat } from './file-format.js'
import { parseNumberCell } from './number-cell.js'

/**
 * What a column's texts are beyond their type: an ISO 4217 code, a period's id, either a date or a period's id, or a
 * percent where `33.33` and `33.33%` are both 0.3333.
 */
export type CellKind = CellType | 'currency' | 'period' | 'date_or_period' | 'percent'

const EXCEL_ERROR =
  /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA|#+)$/i
const EXCEL_TEXT = /^="([^]*)"$/
const PERIOD_ID = /^[0-9A-Za-z-]+$/
const COMMON_CURRENCIES = ['USD', 'EUR', 'GBP', 'JPY', 'CAD', 'AUD', 'CHF', 'SEK', 'INR', 'CNY']

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])

/** A blank cell: `''` for text, absent for the other types. */
export function blankOf(type: CellType): Cell {
  return type === 'text' ? '' : undefined
}

/** The type that expressions see. */
export function typeOfKind(kind: CellKind): CellType {
  if (kind === 'percent') return 'number'
  return kind === 'number' || kind === 'date' || kind === 'boolean' ? kind : 'text'
}

/** Trims (no-break spaces too), composes to NFC, and unwraps Excel's `="00123"`. */
export function cleanText(raw: string): string {
  const text = raw.trim().normalize('NFC')
  return text.startsWith('="')
    ? text.replace(EXCEL_TEXT, (_, inner: string) => inner.replaceAll('""', '"').trim())
    : text
}

function parsePeriod(text: string): string | CellProblem {
  const id = parseIsoDate(text) ?? text
  return PERIOD_ID.test(id) ? id : new CellProblem('SPM2029', 'is not a period: letters, digits and hyphens only')
}

/** Reads one cell strictly. Value map first, then the texts that mean blank, then the type. */
export function parseCell(
  raw: string,
  kind: CellKind,
  format: CellFormat,
  values?: ReadonlyMap<string, string>,
): Cell | CellProblem {
  const written = cleanText(raw)
  const text = values?.get(written) ?? written
  if (text === '' || format.blanks.has(text)) return blankOf(typeOfKind(kind))
  if (text.startsWith('#') && EXCEL_ERROR.test(text))
    return new CellProblem('SPM2018', 'is an error of the spreadsheet')
  switch (kind) {
    case 'text':
      return text
    case 'number':
      return parseNumberCell(text, format.decimal)
    case 'date':
      return parseDateCell(text, format.date, format.datePattern)
    case 'boolean':
      return TRUTHS.get(text.toLowerCase()) ?? new CellProblem('SPM2017', 'is neither true nor false (yes, no, 1, 0)')
    case 'currency': {
      const code = text.toUpperCase()
      if (isCurrency(code)) return code
      return new CellProblem('SPM2019', `is not a currency of ISO 4217.${didYouMean(code, COMMON_CURRENCIES)}`)
    }
    case 'period':
      return parsePeriod(text)
    case 'date_or_period':
      return format.date?.(text) ?? parsePeriod(text)
    case 'percent': {
      const value = parseNumberCell(text, format.decimal)
      return value instanceof CellProblem || text.includes('%') ? value : value.dividedBy(HUNDRED)
    }
  }
}

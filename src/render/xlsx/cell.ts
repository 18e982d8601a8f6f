import { daysBetween, parseDate } from '../../base/date.js'
import { escapeMarkup } from '../html/markup.js'
import { TEXT, TEXT_MARKED } from './styles.js'

export type CellType = 'text' | 'number' | 'date'

/** What a spreadsheet reads as a double: more digits would be lost without a word. */
const MOST_DIGITS = 15
/** Day 0 of serial dates; they are one off before March 1900, where Lotus saw a leap day. */
const DAY_ZERO = parseDate('1899-12-30')!
const FIRST_SERIAL = '1900-03-01'
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠']/
/** Such text in a cell means a character; an escaped `_` keeps it as it is. */
const ESCAPE = /_(x[0-9A-Fa-f]{4}_)/g

/** Text as an XML cell holds it. */
export function cellText(text: string): string {
  return escapeMarkup(text)
    .replace(ESCAPE, '_x005F_$1')
    .replace(/[\ufffe\uffff]/g, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`)
}

/**
 * A cell. Text is text whatever it begins with, and is marked so where a spreadsheet would compute it when it is typed
 * again. Numbers keep their digits: one with more than 15 is text.
 * @param at its name: `B7`
 * @param style of a number or date of the column
 */
export function cellXml(at: string, text: string, type: CellType, style: number): string {
  if (text === '') return ''
  if (type === 'number' && fitsDouble(text)) return `<c r="${at}" s="${style}"><v>${text}</v></c>`
  if (type === 'date' && text >= FIRST_SERIAL)
    return `<c r="${at}" s="${style}"><v>${daysBetween(DAY_ZERO, parseDate(text)!)}</v></c>`
  return textCell(at, text, type === 'text' && FORMULA.test(text) ? TEXT_MARKED : TEXT)
}

export function textCell(at: string, text: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`
}

function fitsDouble(digits: string): boolean {
  return digits.replace(/[-.]/g, '').replace(/^0+/, '').length <= MOST_DIGITS
}

/** `A`, …, `Z`, `AA`, … @param index from 0 */
export function columnName(index: number): string {
  const above = Math.floor(index / 26)
  return `${above > 0 ? columnName(above - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}

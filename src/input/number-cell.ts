import { Decimal, HUNDRED, ZERO, parseDecimal } from '../base/decimal.js'
import { isCurrency } from '../base/money.js'
import { CellProblem } from './cell-problem.js'

/** What nearly every cell is; checked first for speed. Digits: 15 before and 10 after the point. */
const PLAIN = /^-?\d{1,15}(?:\.\d{1,10})?$/
const INTEGER = /^-?\d{1,15}$/

const MONEY = String.raw`(?:[A-Z]{0,3}\p{Sc}|[A-Z]{3})`
const SIGN = String.raw`[-+\u2212]?`
const CORE = String.raw`[\d.,'\u2019 \u00a0\u202f\u2009]*\d`
const WRITTEN = new RegExp(String.raw`^(${SIGN})(${MONEY})?\s*(${SIGN})(${CORE})\s*(%|${MONEY})?$`, 'u')
const IN_PARENTHESES = new RegExp(String.raw`^(${MONEY})?\s*\((.*)\)\s*(${MONEY})?$`, 'u')

const GROUPS = String.raw`' \u2019\u00a0\u202f\u2009`
const POINT = new RegExp(String.raw`^(?:\d*|\d{1,3}(?:([,${GROUPS}])\d{3})(?:\1\d{3})*)(?:\.\d+)?$`)
const COMMA = new RegExp(String.raw`^(?:\d*|\d{1,3}(?:([.${GROUPS}])\d{3})(?:\1\d{3})*)(?:,\d+)?$`)

const AMBIGUOUS = 'Declare how this file writes numbers: decimal: "." or decimal: "," under its input in spm.yaml.'

function isMoneySign(sign: string | undefined): boolean {
  return sign === undefined || sign === '%' || !/^[A-Z]{3}$/.test(sign) || isCurrency(sign)
}

/** Plain digits with a point from grouped ones; a problem when the format is not declared and matters. */
function ungroup(core: string, decimal: '.' | ',' | undefined): string | CellProblem | undefined {
  const withPoint = POINT.exec(core)
  if (decimal === ',') return COMMA.test(core) ? core.replaceAll(/[^\d,]/g, '').replace(',', '.') : undefined
  if (withPoint) {
    const certain =
      decimal === '.' || withPoint[1] !== ',' || core.includes('.') || core.indexOf(',') !== core.lastIndexOf(',')
    return certain
      ? core.replaceAll(/[^\d.]/g, '')
      : new CellProblem('SPM2014', `may be ${core.replace(',', '')} or ${core.replace(',', '.')}`, AMBIGUOUS)
  }
  if (decimal === undefined && COMMA.test(core)) {
    return new CellProblem('SPM2014', 'seems to have a decimal comma, which is not declared', AMBIGUOUS)
  }
  return undefined
}

/**
 * Reads a number as people and systems write it: `1,234.50`, `$1,234.50`, `(1,234.50)`, `1.234,50`, `1 234,50`, `EUR 5`,
 * `7%` (0.07). Exponents, hexadecimal, underscores, NaN and more than 15 + 10 digits are refused.
 */
export function parseNumberCell(text: string, decimal: '.' | ',' | undefined): Decimal | CellProblem {
  if (decimal === ',' ? INTEGER.test(text) : PLAIN.test(text)) {
    // The copy has a digit array of the right length; the one grown by parsing takes 140 bytes more.
    const value = new Decimal(new Decimal(text))
    return value.isZero() ? ZERO : value
  }
  const enclosed = IN_PARENTHESES.exec(text)
  const match = WRITTEN.exec(enclosed ? enclosed[2]!.trim() : text)
  const no = new CellProblem('SPM2013', 'is not a number')
  if (!match) return no
  const [, before = '', front, behind = '', core = '', back] = match
  const signs = before + behind
  const marks = [enclosed?.[1], front, enclosed?.[3], back].filter((mark) => mark !== undefined && mark !== '%')
  if (signs.length > 1 || (enclosed && signs !== '') || marks.length > 1) return no
  if (!marks.every(isMoneySign)) return no
  const plain = ungroup(core, decimal)
  if (plain === undefined) {
    return decimal === undefined ? no : new CellProblem('SPM2013', `is not a number with decimal: "${decimal}"`)
  }
  if (plain instanceof CellProblem) return plain
  const size = parseDecimal(plain.startsWith('.') ? `0${plain}` : plain)
  if (size === undefined) return new CellProblem('SPM2013', 'has more than 15 digits before or 10 after the point')
  const value = back === '%' ? size.dividedBy(HUNDRED) : size
  if (value.isZero()) return ZERO
  return enclosed || signs === '-' || signs === '\u2212' ? value.negated() : value
}

import { parseDecimal } from '../base/decimal.js'
import { outlineOf, type Comparison, type Outline } from '../expression/outline.js'
import { numberWords, percentOf } from './about.js'
import { code, listed, say, type Words } from './say.js'

/** A condition in plain words, as far as there are some: `the deal's stage is “Closed Won”`. Else as it is written. */
export function conditionWords(text: string): Words {
  const outline = outlineOf(text)
  if (outline === undefined) return asWritten(text)
  // Of conditions that must all hold each is told by itself.
  if (outline.kind === 'all') return listed(outline.parts.map((part) => partWords(part) ?? asWritten(part.text)))
  return told(outline) ?? asWritten(text)
}

function asWritten(text: string): Words {
  return say`the condition ${code(text)} holds`
}

/** Does it hold for everybody? */
export function isAlways(text: string | undefined): boolean {
  return text === undefined || text.trim() === 'true'
}

/** A value in plain words: `the deal's amount`; else the formula. */
export function valueWords(text: string): Words {
  const outline = outlineOf(text)
  return (outline && valueOf(outline)) ?? say`${code(text)}`
}

function told(outline: Outline): Words | undefined {
  switch (outline.kind) {
    case 'all':
    case 'any': {
      const parts = outline.parts.map(partWords)
      return parts.every((part) => part !== undefined)
        ? listed(parts, outline.kind === 'all' ? ' and ' : ' or ')
        : undefined
    }
    case 'not':
      return denied(outline.part)
    case 'compare':
      return compared(outline.by, outline.left, outline.right)
    case 'in': {
      const value = valueOf(outline.value)
      const list = outline.list.map(valueOf)
      return value && list.every((each) => each !== undefined) ? say`${value} is ${listed(list, ' or ')}` : undefined
    }
    case 'column':
      return say`${columnWords(outline)} is true`
    case 'call':
      return outline.name === 'has' && outline.args.length === 1 ? filled(outline.args[0]!, 'is filled in') : undefined
    default:
      return undefined
  }
}

/** Two levels of and / or in one sentence are easily read the wrong way. */
function partWords(part: Outline): Words | undefined {
  const words = part.kind === 'all' ? undefined : told(part)
  if (part.kind !== 'any' || words === undefined) return words
  return part.parts.every(isSimple) ? say`either ${words}` : undefined
}

function isSimple({ kind }: Outline): boolean {
  return kind !== 'all' && kind !== 'any'
}

function denied(part: Outline): Words | undefined {
  if (part.kind === 'column') return say`${columnWords(part)} is not true`
  if (part.kind === 'call' && part.name === 'has' && part.args.length === 1) return filled(part.args[0]!, 'is blank')
  return undefined
}

function filled(value: Outline, state: string): Words | undefined {
  return value.kind === 'column' ? say`${columnWords(value)} ${state}` : undefined
}

const NUMBER: Readonly<Record<Comparison, (value: Words) => Words>> = {
  '==': (value) => say`is ${value}`,
  '!=': (value) => say`is not ${value}`,
  '<': (value) => say`is below ${value}`,
  '<=': (value) => say`is ${value} or less`,
  '>': (value) => say`is above ${value}`,
  '>=': (value) => say`is ${value} or more`,
}

const DAY: Readonly<Record<Comparison, (value: Words) => Words>> = {
  ...NUMBER,
  '<': (value) => say`is before ${value}`,
  '<=': (value) => say`is not after ${value}`,
  '>': (value) => say`is after ${value}`,
  '>=': (value) => say`is not before ${value}`,
}

const TURNED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function compared(by: Comparison, left: Outline, right: Outline): Words | undefined {
  const fixed = isFixed(left)
  if (fixed && !isFixed(right)) return compared(TURNED[by], right, left)
  const subject = valueOf(left)
  if (subject === undefined || fixed) return undefined
  if (right.kind === 'string' && right.value === '') {
    if (by === '==') return say`${subject} is blank`
    return by === '!=' ? say`${subject} is filled in` : undefined
  }
  if (left.kind === 'name') return undefined
  if (left.kind === 'call' && right.kind === 'number') {
    // A part of a quota or of an objective is told in percent.
    const ratio = parseDecimal(right.text)
    return ratio && say`${subject} ${NUMBER[by](say`${percentOf(ratio)}`)}`
  }
  const value = valueOf(right)
  if (value === undefined) return undefined
  if (right.kind === 'string' && by !== '==' && by !== '!=') return undefined
  if (right.kind === 'column') {
    if (by === '==') return say`${subject} is the same as ${value}`
    if (by === '!=') return say`${subject} is not the same as ${value}`
  }
  return say`${subject} ${(right.kind === 'call' ? DAY : NUMBER)[by](value)}`
}

function isFixed({ kind, ...rest }: Outline): boolean {
  return kind === 'string' || kind === 'number' || (kind === 'call' && 'name' in rest && rest.name === 'date')
}

function valueOf(outline: Outline): Words | undefined {
  switch (outline.kind) {
    case 'column':
      return columnWords(outline)
    case 'name':
      return say`${code(outline.name)}`
    case 'string':
      return say`“${outline.value}”`
    case 'number':
      return say`${numberWords(outline.text)}`
    case 'call': {
      const [first] = outline.args
      if (outline.args.length !== 1 || first?.kind !== 'string') return undefined
      if (outline.name === 'date') return say`${first.value}`
      if (outline.name === 'attainment_of') return say`your attainment in ${code(first.value)}`
      return outline.name === 'score_of' ? say`your weighted score in ${code(first.value)}` : undefined
    }
    default:
      return undefined
  }
}

/** Columns that are words of their own go without marks: `the deal's stage`. */
const PLAIN = /^[a-z]+$/

export function columnWords({ of, name }: { readonly of: 'deal' | 'rep'; readonly name: string }): Words {
  const whose = of === 'deal' ? 'the deal’s' : 'your'
  const known = of === 'deal' ? KNOWN_OF_DEAL[name] : KNOWN_OF_REP[name]
  if (known !== undefined) return say`${whose} ${known}`
  return PLAIN.test(name) ? say`${whose} ${name}` : say`${whose} ${code(name)}`
}

/** Words for the columns that every project has. */
const KNOWN_OF_DEAL: Readonly<Record<string, string>> = {
  close_date: 'close date',
  invoice_date: 'invoice date',
  payment_date: 'payment date',
  cancel_date: 'cancel date',
}

const KNOWN_OF_REP: Readonly<Record<string, string>> = {
  hire_date: 'hire date',
  base_salary: 'yearly base salary',
  target_incentive: 'yearly target incentive',
}

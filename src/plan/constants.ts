import { parseDate } from '../base/date.js'
import { parseRatio } from '../base/decimal.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { ConstantTerm, NamedConstants } from '../expression/expression.js'
import { keyText } from '../expression/reference.js'
import { TYPE_WORDS } from '../expression/typed.js'
import type { Columns } from '../model/table.js'
import type { YamlDocument } from '../yaml/document.js'
import type { TemplateShape } from './shape.js'
import { TAKEN_NAMES } from './taken-names.js'

/** A named value of a plan. */
export interface Constant extends ConstantTerm {
  readonly name: string
  /** The value as written: `8%`, which is not the same as 0.08 where a sum of money is needed. */
  readonly text: string
  /** Where its name stands. */
  readonly place: Place
}

/** The constants of a plan, which remember which of them the plan has asked for. */
export interface Constants extends NamedConstants {
  readonly list: readonly Constant[]
  use(name: string): Constant | undefined
  isUsed(name: string): boolean
}

/** Reads `constants`; undefined when one of them cannot be read, which is in `found`. */
export function readConstants(
  { constants = {}, measures }: TemplateShape,
  doc: YamlDocument,
  found: Diagnostic[],
): Constants | undefined {
  const list: Constant[] = []
  for (const [name, shape] of Object.entries(constants)) {
    const place = doc.placeOf(['constants', name], 'key')
    const measure = measures && Object.hasOwn(measures, name)
    if (measure || TAKEN_NAMES.has(name)) {
      const what = measure ? 'a measure of the plan' : 'a word of the plan language'
      found.push(diagnose('SPM3602', `"${name}" is ${what} and cannot be a constant`, { place }))
      continue
    }
    const grouped = typeof shape !== 'string'
    const path = ['constants', name, ...(grouped ? ['value'] : [])]
    const text = grouped ? shape.value : shape
    const term = doc.isBare(path) ? bareTerm(text) : ({ type: 'text', value: text } as const)
    if (term === undefined) {
      const message = `"${name}": ${text} is no number, percent, date, true or false`
      const fix = /^[\p{L}\d _./-]+$/u.test(text) ? `If it is text, write ${JSON.stringify(text)}.` : undefined
      found.push(diagnose('SPM3601', message, { place: doc.placeOf(path), fix }))
      continue
    }
    list.push({ ...term, name, text, perPayee: grouped ? shape.per_payee : undefined, place })
  }
  return list.length < Object.keys(constants).length ? undefined : constantsOf(list)
}

function constantsOf(list: readonly Constant[]): Constants {
  const byName = new Map(list.map((each) => [each.name, each]))
  const used = new Set<string>()
  return {
    list,
    names: [...byName.keys()],
    use(name) {
      used.add(name)
      return byName.get(name)
    },
    isUsed: (name) => used.has(name),
  }
}

/** The kind of a value without quotes follows from how it is written. */
function bareTerm(text: string): ConstantTerm | undefined {
  if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true' }
  const number = parseRatio(text)
  if (number !== undefined) return { type: 'number', value: number }
  const date = parseDate(text)
  return date === undefined ? undefined : { type: 'date', value: date }
}

type Report = (code: 'SPM3606' | 'SPM3607', message: string, path: readonly (string | number)[], fix?: string) => void

/** Each `per_payee` must be a column of the reps file that holds the same kind of value. */
export function checkPerPayee({ list }: Constants, reps: Columns, report: Report): void {
  for (const { name, type, perPayee } of list) {
    if (perPayee === undefined) continue
    const path = ['constants', name, 'per_payee']
    const column = reps.get(perPayee)
    if (column === undefined) {
      const message = `reps have no column "${perPayee}".${didYouMean(perPayee, reps.names)}`
      report('SPM3606', message, path, `Correct the column, or remove \`per_payee\`. Reps have ${listed(reps.names)}.`)
    } else if (column.type !== type) {
      const fix = `Declare inputs: { reps: { types: { ${keyText(perPayee)}: ${type} } } } in spm.yaml.`
      const message = `"${name}" is ${TYPE_WORDS[type]}, but the column "${perPayee}" of the reps holds ${TYPE_WORDS[column.type]}`
      report('SPM3607', message, path, column.type === 'text' ? fix : undefined)
    }
  }
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 15).join(', ')}${names.length > 15 ? ', …' : ''}`
}

/**
 * Constants that no plan with them asks for: those of an extended plan may serve only some of the others.
 * @param files the files that were named; plans that extend others need not all be known
 */
export function checkUnused(tables: readonly Constants[], files: ReadonlySet<string>, found: Diagnostic[]): void {
  const unused = new Map<string, Constant>()
  const used = new Set<string>()
  for (const { list, isUsed } of tables) {
    for (const constant of list) {
      const { file, line, column } = constant.place
      const key = `${file}:${line}:${column}`
      if (isUsed(constant.name)) used.add(key)
      else if (files.has(file)) unused.set(key, constant)
    }
  }
  for (const [key, { name, place }] of unused) {
    if (!used.has(key)) found.push(diagnose('SPM3605', `nothing uses the constant "${name}"`, { place }))
  }
}

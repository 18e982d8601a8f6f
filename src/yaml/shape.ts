import type { z } from 'zod'
import type { Code } from '../diagnostics/catalogue.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { YamlDocument, YamlPath } from './document.js'
import { childValue, expectationOf, keysOf, schemasAt, valuesOf } from './expectation.js'

type Issue = z.core.$ZodIssue

/**
 * Checks a document against a shape and reports every fault at its place in our own words.
 * Shapes are free of transforms and defaults: the value is the document's own, only typed.
 */
export function checkShape<T>(schema: z.ZodType<T>, doc: YamlDocument, found: Diagnostic[], code: Code): T | undefined {
  const result = schema.safeParse(doc.value)
  if (result.success) return result.data
  for (const issue of result.error.issues) reportIssue(issue, [], { schema, doc, found, code })
  return undefined
}

interface Context {
  readonly schema: z.core.$ZodType
  readonly doc: YamlDocument
  readonly found: Diagnostic[]
  readonly code: Code
}

function reportIssue(issue: Issue, base: YamlPath, context: Context): void {
  const { schema, doc, found, code } = context
  const path: YamlPath = [...base, ...(issue.path as (string | number)[])]
  const value = path.reduce<unknown>(childValue, doc.value)
  const schemas = schemasAt(schema, path, doc.value)
  const report = (message: string, target: 'key' | 'value' = 'value', fix?: string): void =>
    void found.push(diagnose(code, message, { place: doc.placeOf(path, target), fix }))

  if (issue.code === 'unrecognized_keys') {
    const allowed = keysOf(schemas)
    for (const key of issue.keys) {
      const message = `unknown key "${key}"${inside(path)}.${didYouMean(key, allowed)}`
      const place = doc.placeOf([...path, key], 'key')
      found.push(diagnose(code, message, { place, fix: `Allowed here: ${allowed.join(', ')}.` }))
    }
    return
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1))
    const expected = expectationOf(schemasOfKeys(schemasAt(schema, path.slice(0, -1), doc.value)))
    report(`the name "${key}"${inside(path.slice(0, -1))} is not ${expected}`, 'key', 'Choose another name.')
    return
  }
  if (value === undefined) {
    const key = String(path.at(-1) ?? '')
    const expected = expectationOf(schemas)
    const place = doc.placeOf(path.slice(0, -1), 'key')
    const message = `the key "${key}" is missing${inside(path.slice(0, -1))}: expected ${expected}`
    found.push(diagnose(code, message, { place, fix: `Add "${key}: …".` }))
    return
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = nearestBranch(issue.errors)
    if (branch) {
      for (const nested of branch) reportIssue(nested, path, context)
      return
    }
  }
  if (issue.code === 'too_small') {
    report(`${name(path)} is empty`, 'key', 'Give at least one entry, or remove the key.')
    return
  }
  if (issue.code === 'too_big') {
    report(`${name(path)} has too many entries: at most ${String(issue.maximum)}`)
    return
  }
  const values = valuesOf(schemas)
  const hint = typeof value === 'string' ? didYouMean(value, values) : ''
  report(`${name(path)}: expected ${expectationOf(schemas)}, found ${kindOf(value)}.${hint}`)
}

/** The faults of the union's option that was meant: one of the same kind of value, with the fewest faults. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const sameKind = branches.filter((issues) => !issues.some(isKindFault))
  return sameKind.reduce<readonly Issue[] | undefined>((a, b) => (a && a.length <= b.length ? a : b), undefined)
}

/** Whether the value itself, not something in it, is of another kind than the option takes. */
function isKindFault(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === 'invalid_union') return issue.errors.every((issues) => issues.some(isKindFault))
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' || issue.code === 'invalid_format'
}

function schemasOfKeys(schemas: readonly z.core.$ZodTypes[]): z.core.$ZodType[] {
  return schemas.flatMap(({ _zod: { def } }) => (def.type === 'record' ? [def.keyType] : []))
}

function kindOf(value: unknown): string {
  if (typeof value === 'string')
    return value === '' ? 'empty text' : `"${value.length > 80 ? `${value.slice(0, 80)}…` : value}"`
  return Array.isArray(value) ? 'a list' : 'a group of keys'
}

/** The nearest key on the path, with the position where it is an entry of a list: `"tiers" entry 2`. */
function name(path: YamlPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'the file'
  if (typeof last === 'string') return `"${last}"`
  const key = path.findLast((step) => typeof step === 'string')
  return `entry ${last + 1}${key === undefined ? '' : ` of "${key}"`}`
}

function inside(path: YamlPath): string {
  return path.length === 0 ? '' : ` in ${name(path)}`
}

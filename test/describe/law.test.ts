import { describe, expect, it } from 'vitest'
import { HUNDRED, parseDecimal, formatDecimal } from '../../src/base/decimal.js'
import type { PlanFile } from '../../src/plan/parse.js'
import { planShape, type PlanShape } from '../../src/plan/shape.js'
import { schemasAt, valuesOf } from '../../src/yaml/expectation.js'
import { documentedPlans, wordsOf } from '../support/described.js'

type Path = readonly (string | number)[]

interface Leaf {
  readonly path: Path
  readonly value: string
}

const plans = documentedPlans()

/** Every text in a plan, with the way to it. */
function leavesOf(node: unknown, path: Path = []): readonly Leaf[] {
  if (typeof node === 'string') return [{ path, value: node }]
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) =>
    leavesOf(value, [...path, Array.isArray(node) ? Number.parseInt(key, 10) : key]),
  )
}

/** Every key in a plan, with the way to it. */
function keysOf(node: unknown, path: Path = []): readonly Path[] {
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const own = [...path, Array.isArray(node) ? Number.parseInt(key, 10) : key]
    return [...(Array.isArray(node) ? [] : [own]), ...keysOf(value, own)]
  })
}

/** A plan with something else at a place; undefined takes it out. */
function changed(shape: PlanShape, path: Path, value: string | undefined): PlanShape {
  const copy = structuredClone(shape)
  let node: Record<string | number, unknown> = copy as never
  for (const step of path.slice(0, -1)) node = node[step] as never
  if (value === undefined) delete node[path.at(-1)!]
  else node[path.at(-1)!] = value
  return copy
}

/** Figures without their commas and blanks: `1,400,000` and `8 %` as a plan writes them. */
function plain(words: string): string {
  return words.replaceAll(/(?<=\d),(?=\d{3})/g, '').replaceAll(' %', '%')
}

/** A figure, or the percent that is the same. */
function saysFigure(words: string, figure: string): boolean {
  const percent = figure.endsWith('%')
  const value = parseDecimal(percent ? figure.slice(0, -1).trim() : figure)!
  const ways = percent
    ? [`${formatDecimal(value)}%`]
    : [formatDecimal(value), `${formatDecimal(value.times(HUNDRED))}%`]
  return ways.some((way) =>
    new RegExp(String.raw`(?<![\d.])${way.replace('.', String.raw`\.`)}(?![\d]|\.\d)`).test(words),
  )
}

/** A day, or a period. */
const DATE = /\d{4}-\d\d(?:-\d\d)?/g

/** Words and figures that must be found again: figures, dates, quoted texts, columns, ids. */
function wantedOf({ path, value }: Leaf): { readonly figures: readonly string[]; readonly names: readonly string[] } {
  const dates = value.match(DATE) ?? []
  const quoted = [...value.matchAll(/"([^"]+)"/g)].map(([, text]) => text!)
  const bare = value.replaceAll(/"[^"]*"/g, '').replaceAll(DATE, '')
  const figures = bare.match(/(?<![\w.])\d+(?:\.\d+)?(?: ?%)?(?![\w])/g) ?? []
  const columns = [...bare.matchAll(/\b(?:deal|rep)\.([a-z_][a-z0-9_.]*)(?!\()/g)].map(([, name]) => name!)
  const isId = ['id', 'measure', 'of', 'plan', 'name', 'role', 'per', 'reason'].includes(String(path.at(-1)))
  return {
    figures,
    names: [...dates, ...quoted, ...(isId && !/^(?:deal|unit|credits|earnings)$/.test(value) ? [value] : columns)],
  }
}

function placeOf({ shape }: PlanFile, path: Path): string {
  return `${shape.plan} ${path.join('.')}`
}

it('looks at many plans', () => {
  expect(plans.length).toBeGreaterThan(150)
})

describe('a description', () => {
  it('has every figure, date and name of the plan in it', () => {
    const missing = plans.flatMap((file) => {
      const words = plain(wordsOf(file))
      const spaced = words.replaceAll('_', ' ')
      return leavesOf(file.shape)
        .filter(({ path }) => !UNSAID.has(String(path[0])))
        .flatMap((leaf) => {
          const { figures, names } = wantedOf(leaf)
          return [
            ...figures.filter((figure) => !saysFigure(words, figure)),
            ...names.filter((name) => !words.includes(name) && !spaced.includes(name.replaceAll('_', ' '))),
          ].map((what) => `${placeOf(file, leaf.path)}: ${what}`)
        })
    })
    expect(missing).toEqual([])
  })

  it('changes with every choice of the plan', () => {
    const silent = plans.flatMap((file) => {
      const words = wordsOf(file)
      return leavesOf(file.shape).flatMap(({ path, value }) => {
        if (SAID_BY_KIND.has(String(path.at(-1)))) return []
        const others = valuesOf(schemasAt(planShape, path, file.shape)).filter((other) => other !== value)
        return others.flatMap((other) => {
          const same = wordsAfter(file, path, other) === words
          const silenced = isDefault(path, value, other) || isOne(file, path, value, other)
          return same && !silenced ? [`${placeOf(file, path)}: ${value} or ${other}`] : []
        })
      })
    })
    expect([...new Set(silent)]).toEqual([])
  })

  it('changes when a key is taken out of the plan', () => {
    const silent = plans.flatMap((file) => {
      const words = wordsOf(file)
      return keysOf(file.shape).flatMap((path) => {
        if (UNSAID.has(String(path[0]))) return []
        const value = leavesOf(file.shape).find((leaf) => leaf.path.join('.') === path.join('.'))?.value
        const same = wordsAfter(file, path, undefined) === words
        // A choice is looked at by the test before.
        const choice = valuesOf(schemasAt(planShape, path, file.shape)).length > 0
        return same && !choice && !isDefault(path, value, undefined) ? [placeOf(file, path)] : []
      })
    })
    expect([...new Set(silent)]).toEqual([])
  })
})

/** What a plan is made of: when it is whole, this has done its work. */
const UNSAID: ReadonlySet<string> = new Set(['template', 'extends', 'without'])

/** Another kind has other keys. */
const SAID_BY_KIND: ReadonlySet<string> = new Set(['kind', 'currency'])

/** Choices that say out loud what holds anyway: taken out, or against nothing said, they change nothing. */
const DEFAULTS: Readonly<Record<string, string>> = {
  additional: 'false',
  template: 'false',
  interim: 'false',
  include_own: 'false',
  prorate: 'false',
  below: 'zero',
  at: 'end',
  unit: 'money',
  tiers: 'ramped',
  credit_days: '0',
}

/** Keys whose words may be those of another key: a name like the id, people who leave, or rounding, as if nothing were said. */
const MAY_BE_SILENT = new Set(['name', 'leavers', 'rounding'])

function isDefault(path: Path, value: string | undefined, other: string | undefined): boolean {
  if (MAY_BE_SILENT.has(String(path.at(-1)))) return true
  const own = DEFAULTS[String(path.at(-1))]
  return own !== undefined && (value === own || other === own) && (other === undefined || value === other)
}

/** Two choices that come to the same in this plan. */
function isOne({ shape }: PlanFile, path: Path, value: string, other: string): boolean {
  const key = path.at(-1)
  const around = path.slice(0, -1).reduce((node, step) => (node as never)[step], shape as unknown) as Record<
    string,
    unknown
  >
  if (key === 'window') return [value, other].every((each) => each === 'period' || each === shape.pays)
  // One attribute, which every row gives: no two rows fit.
  if (key === 'match') return (around['by'] as string[]).length === 1
  // Tiers with modes of their own are marginal or retroactive ones.
  return (
    key === 'mode' &&
    (around['tiers'] as { mode?: string }[] | undefined)?.some(({ mode }) => mode !== undefined) === true
  )
}

/** Undefined where the plan then is none: a key that its words cannot do without is said. */
function wordsAfter(file: PlanFile, path: Path, value: string | undefined): string | undefined {
  try {
    return wordsOf({ constants: file.constants, shape: changed(file.shape, path, value) })
  } catch {
    return undefined
  }
}

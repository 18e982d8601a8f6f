import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { schemasAt, valuesOf } from '../yaml/expectation.js'
import { expectations, type Takes } from '../yaml/scalars.js'
import type { YamlDocument } from '../yaml/document.js'
import type { Constants } from './constants.js'
import { planShape, type PlanShape } from './shape.js'

const NAME = /^[a-z][a-z0-9_]*$/
const WORDS = { number: 'a number', ratio: 'a number or percent', date: 'a date' } as const

/**
 * Puts the value of a constant wherever its name stands alone in the place of a number, a percent or a date: boundaries,
 * factors, caps, rates. The plan is then the same as if the value were written there, at the place of the name.
 * What is more than a name is an expression, which knows constants itself. Undefined when a name cannot be filled in.
 */
export function fillNames(
  shape: PlanShape,
  doc: YamlDocument,
  constants: Constants,
  found: Diagnostic[],
): PlanShape | undefined {
  let ok = true
  const fill = (name: string, path: readonly (string | number)[]): string => {
    const schemas = schemasAt(planShape, path, shape)
    const takes = schemas.flatMap((schema): readonly Takes[] => [expectations.get(schema)?.takes ?? []].flat())
    const wanted = takes.find((each) => each !== 'expression')
    const choices = valuesOf(schemas)
    const word = choices.includes(name)
    if (wanted === undefined || (word && !constants.names.includes(name))) return name
    const inExpression = takes.includes('expression')
    const constant = constants.names.includes(name) ? constants.use(name) : undefined
    const fits = constant?.type === (wanted === 'date' ? 'date' : 'number')
    // A column's value, or a name that expressions may know: theirs to judge.
    if (inExpression && (!fits || constant.perPayee !== undefined)) return name
    const problem = ((): Parameters<typeof diagnose> | undefined => {
      if (word) return ['SPM3604', `"${name}" is a word of its own here, and a constant of the plan as well`]
      if (constant === undefined) {
        const hint = didYouMean(name, [...choices, ...constants.names])
        return ['SPM3603', `${WORDS[wanted]} is needed here, and the plan has no constant "${name}".${hint}`]
      }
      if (constant.perPayee !== undefined) {
        return ['SPM3608', `"${name}" differs by payee, and here one value holds for all`]
      }
      const percent = wanted === 'number' && constant.text.endsWith('%')
      if (fits && !percent) return undefined
      return ['SPM3604', `${WORDS[wanted]} is needed here, and "${name}" is ${constant.text}`]
    })()
    if (problem === undefined) return constant!.text
    ok = false
    found.push(diagnose(problem[0], problem[1], { place: doc.placeOf(path) }))
    return name
  }

  const visit = (node: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof node === 'string') return NAME.test(node) ? fill(node, path) : node
    if (Array.isArray(node)) return node.map((each, index) => visit(each, [...path, index]))
    if (typeof node !== 'object' || node === null || path[0] === 'constants') return node
    return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, visit(each, [...path, key])]))
  }
  const filled = visit(shape, []) as PlanShape
  return ok ? filled : undefined
}

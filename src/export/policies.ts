import { didYouMean } from '../diagnostics/suggest.js'
import type { ExportsShape } from '../project/export-shape.js'
import type { ExportSource } from './target.js'

type Settings = NonNullable<ExportsShape['asc340']>

/** How the pay of some components is capitalised and amortised: all of it stated, none inferred. */
export interface Policy {
  readonly id: string
  /** The benefit period. */
  readonly months: number
  readonly starts: 'period' | 'next_period'
  readonly whenCancelled: 'write_off' | 'keep'
}

/** What becomes of a component's pay: a policy, or it is expensed as it is incurred. */
export type PolicyOf = (plan: string, component: string) => Policy | 'expense' | undefined

/**
 * The policies by component. One that two of them name is an error (SPM1056); `ae/new_business` beside `new_business` is
 * not: it says another thing of one plan. Under the practical expedient, what benefits a year or less is expensed.
 */
export function policiesOf(source: ExportSource): PolicyOf {
  const { capitalise, expense = [], practical_expedient } = source.settings.asc340!
  const by = new Map<string, { readonly policy: Policy | 'expense'; readonly path: readonly (string | number)[] }>()
  const add = (component: string, policy: Policy | 'expense', path: readonly (string | number)[]): void => {
    const known = by.get(component)
    if (known) {
      const related = source.placeOf(known.path)
      source.report('SPM1056', `"${component}" is named twice`, {
        place: source.placeOf(path),
        ...(related && { related: [{ message: 'first here', place: related }] }),
      })
    } else by.set(component, { policy, path })
  }
  for (const [index, shape] of capitalise.entries()) {
    const policy = policyOf(shape)
    const path = ['asc340', 'capitalise', index]
    if (policy.months < 1) {
      source.report('SPM1057', `policy ${shape.id} has a benefit period of 0 months`, {
        place: source.placeOf([...path, 'months']),
        fix: 'Say how many months it benefits.',
      })
    }
    if (capitalise.findIndex(({ id }) => id === shape.id) < index) {
      source.report('SPM1056', `two policies are called "${shape.id}"`, { place: source.placeOf([...path, 'id']) })
    }
    const short = practical_expedient === 'true' && policy.months <= 12
    for (const [at, component] of shape.components.entries()) {
      add(component, short ? 'expense' : policy, [...path, 'components', at])
    }
  }
  for (const [index, component] of expense.entries()) add(component, 'expense', ['asc340', 'expense', index])
  const known = [...by.keys()]
  const told = new Set<string>()
  return (plan, component) => {
    const found = (by.get(`${plan}/${component}`) ?? by.get(component))?.policy
    if (found === undefined && !told.has(`${plan}/${component}`)) {
      told.add(`${plan}/${component}`)
      const message = `"${component}" of plan ${plan} is neither capitalised nor expensed.${didYouMean(component, known)}`
      source.report('SPM1055', message, { place: source.placeOf(['asc340', 'capitalise']) })
    }
    return found
  }
}

function policyOf({ id, months, starts, when_cancelled }: Settings['capitalise'][number]): Policy {
  return { id, months: Number.parseInt(months, 10), starts, whenCancelled: when_cancelled }
}

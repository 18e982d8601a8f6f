import { Decimal } from '../base/decimal.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Component } from '../plan/component.js'
import type { RateValue } from '../rates/rate.js'
import { eachComponent, type PlanCheck } from './plan-check.js'

/** Components that pay nothing whatever is sold: all their values are zero, or a multiplier is. */
export const checkNeverPays: PlanCheck = (book) =>
  eachComponent(book, (component) => {
    // A floor pays all the same, and points are added to a rate of zero.
    if (component.floor !== undefined || component.multipliers.some(({ kind }) => kind === 'add')) return []
    const why = nothingOf(component) ?? timesNothing(component)
    if (why === undefined) return []
    return [diagnose('SPM3805', `"${component.id}" can never pay: ${why}`, { place: component.place })]
  })

function nothingOf(component: Component): string | undefined {
  if (component.kind === 'rank') return allZero(component.prizes) ? 'all its prizes are zero' : undefined
  if (component.kind === 'pool' || component.kind === 'mbo') return undefined
  const { values } = component.rate
  const numbers = values?.map(fixedOf)
  return numbers?.every((each) => each !== undefined) && allZero(numbers)
    ? 'all that its rate gives is zero'
    : undefined
}

function fixedOf(value: RateValue): Decimal | undefined {
  if (value.kind === 'fixed') return value.value
  const { constant } = value.expression
  return constant instanceof Decimal ? constant : undefined
}

function allZero(values: readonly Decimal[]): boolean {
  return values.length > 0 && values.every((value) => value.isZero())
}

function timesNothing({ multipliers }: Component): string | undefined {
  const zero = multipliers.some((each) => {
    if (each.kind === 'attainment') return allZero(each.factors)
    return each.kind === 'times' && each.when === undefined && each.times.isZero()
  })
  return zero ? 'it is multiplied by 0' : undefined
}

/** Conditions that come to false without looking at any cell. */
export const checkNeverHolds: PlanCheck = (book) =>
  book.plans.flatMap(({ plan, file }) => {
    const report = (what: string, text: string, path: readonly (string | number)[]): Diagnostic =>
      diagnose('SPM3806', `the condition of ${what} never holds: ${text}`, { place: file.doc.placeOf(path) })
    const measures = [...plan.measures.values()]
      .filter(({ id, where }) => where?.constant === false && Object.hasOwn(file.shape.measures, id))
      .map(({ id, where }) => report(`the measure ${id}`, where!.text, ['measures', id, 'where']))
    const components = plan.components.flatMap((component, index) => {
      const at = ['components', index]
      const { where, gate, multipliers, id } = component
      const listed = Array.isArray(file.shape.components[index]!.multiplier)
      const when = gate?.condition.kind === 'when' ? gate.condition.when : undefined
      const uplift = 'uplift' in component ? component.uplift?.when : undefined
      return [
        ...(where?.constant === false ? [report(`"${id}"`, where.text, [...at, 'where'])] : []),
        ...(when?.constant === false ? [report(`the gate of "${id}"`, when.text, [...at, 'gate', 'when'])] : []),
        ...(uplift?.constant === false
          ? [report(`the uplift of "${id}"`, uplift.text, [...at, 'uplift', 'when'])]
          : []),
        ...multipliers.flatMap((each, place) => {
          if (each.kind === 'attainment' || each.when?.constant !== false) return []
          const path = [...at, 'multiplier', ...(listed ? [place] : []), 'when']
          return [report(`a multiplier of "${id}"`, each.when.text, path)]
        }),
      ]
    })
    return [...measures, ...components]
  })

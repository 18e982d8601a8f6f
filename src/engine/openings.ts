import type { PlainDate } from '../base/date.js'
import { ONE, type Decimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { isAbsent } from '../expression/expression.js'
import type { MeasureId, PayeeId } from '../model/ids.js'
import type { OpeningRow } from '../model/records.js'
import { looksBack, paysDeals } from '../plan/component.js'
import type { Measure, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { OPENING, type Credit } from './credit.js'
import { eligible } from './eligible.js'

/**
 * Opening credits: what counted before the first period, so that tiers start where the year stands (F45). Every row
 * must name a measure (`credit`) or component (`paid`) of the plan its payee is on that day.
 */
export function openingCredits(
  book: Book,
  assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
  found: Diagnostic[],
): readonly Credit[] {
  const { openings, firstPeriod, calendar } = book
  // By name, so that the order of rows does not show in the order of credits of one day.
  const known = new Set<string>()
  return openings
    .filter(({ kind }) => kind !== 'balance')
    .toSorted((a, b) => compareText(a.name, b.name))
    .flatMap((row) => {
      const report = (message: string): readonly Credit[] => {
        found.push(diagnose('SPM5050', message, { place: { file: row.file, record: row.record, cell: 'name' } }))
        return []
      }
      // Once with its currency and once without is still twice.
      const key = [row.payee, row.kind, row.name, row.date].join('\n')
      if (known.has(key)) return report(`${row.kind} ${row.name} of "${row.payee}" on ${row.date} is there twice`)
      known.add(key)
      if (firstPeriod === undefined) return report('no `first_period` in spm.yaml says where spm takes over')
      if (row.date >= firstPeriod.start) {
        return report(`${row.date} is not before ${firstPeriod.id}, from which on deals are counted themselves`)
      }
      const there = (assignments.get(row.payee) ?? []).filter((each) => each.from <= row.date && row.date <= each.to)
      const naming = there.filter(({ plan }) => knows(plan, row))
      const assignment = naming[0] ?? there[0]
      if (assignment === undefined) return report(`"${row.payee}" is on no plan on ${row.date}`)
      const { plan } = assignment
      if (naming[1]) return report(`plans ${plan.id} and ${naming[1].plan.id} both have a "${row.name}"`)
      if (row.currency !== undefined && row.currency !== plan.currency)
        return report(`plan ${plan.id} counts in ${plan.currency}, not in ${row.currency}`)
      if (calendar.at(plan.pays, firstPeriod.start)?.start !== firstPeriod.start) {
        return report(`${firstPeriod.id} does not start a ${plan.pays}, in which plan ${plan.id} pays`)
      }
      if (row.kind === 'paid') {
        const ids = plan.components.map(({ id }) => id)
        const component = plan.components.find(({ id }) => id === row.name)
        if (component) {
          if (component.window === 'deal' || component.window === 'period') {
            return report(`${plan.id}/${component.id} never looks back: its window is the ${component.window} alone`)
          }
          if (!paysDeals(component)) {
            const why = component.interim
              ? 'reckons from the opening credits what it has paid before'
              : `pays once a ${component.window}, not to date`
            return report(`${plan.id}/${component.id} ${why}`)
          }
          if (openings.some((each) => each.payee === row.payee && isCreditOf(each, component.measure.id))) return []
          return report(`"${row.payee}" was paid for ${component.measure.id}, of which no opening credit says how much`)
        }
        return report(`plan ${plan.id} has no component "${row.name}".${didYouMean(row.name, ids)}`)
      }
      const measure = plan.measures.get(row.name as MeasureId)
      if (measure === undefined) {
        return report(`plan ${plan.id} has no measure "${row.name}".${didYouMean(row.name, plan.measures.keys())}`)
      }
      const counting = plan.components.find(
        (each) => each.measure === measure && 'rate' in each && each.rate.split !== undefined,
      )
      if (counting)
        return report(`an opening amount cannot say how many deals or units ${plan.id}/${counting.id} counted`)
      const capped = plan.components.find((each) => each.measure === measure && looksBack(each))
      if (capped) return report(`an opening amount cannot say what the cap or gate of ${plan.id}/${capped.id} has cut`)
      // Earlier pay periods would be reckoned again as if the opening amount were a deal of theirs.
      if (plan.cap?.excess.kind === 'carried')
        return report(`an opening amount cannot say what the cap of plan ${plan.id} has cut`)
      const spending = plan.components.find(
        (each) => each.kind === 'spiff' && each.measure === measure && each.budget && each.from! < firstPeriod.start,
      )
      if (spending)
        return report(`an opening amount cannot say what of the budget of ${plan.id}/${spending.id} was spent`)
      const byDeal = plan.components.find(
        (each) =>
          paysDeals(each) &&
          each.measure === measure &&
          [...each.rate.expressions, ...each.conditions].some(({ uses }) => uses.deal.size > 0 || uses.names.size > 0),
      )
      if (byDeal)
        return report(`${plan.id}/${byDeal.id} has a rate or condition by deal, which an opening amount cannot have`)
      const unpriced = rateProblem(assignment, measure, row.date)
      if (unpriced) {
        found.push(diagnose(unpriced.code, unpriced.message, { place: { file: row.file, record: row.record } }))
        return []
      }
      return [
        {
          dealId: '',
          cells: undefined,
          assignment,
          measure,
          date: row.date,
          share: ONE,
          whole: row.amount,
          amount: row.amount,
          quantity: undefined,
          by: OPENING,
          fx: undefined,
        },
      ]
    })
}

/** Does the plan have the measure or component that the row names? Somebody on two plans has each from one of them. */
function knows({ measures, components }: Plan, { kind, name }: OpeningRow): boolean {
  return kind === 'credit' ? measures.has(name as MeasureId) : components.some(({ id }) => id === name)
}

function isCreditOf({ kind, name }: OpeningRow, measure: MeasureId): boolean {
  return kind === 'credit' && name === measure
}

/** Rates by rep must have a value for an opening credit too, as for a deal (F28). */
function rateProblem(
  { plan, row }: Assignment,
  measure: Measure,
  date: PlainDate,
): { code: Code; message: string } | undefined {
  for (const component of plan.components) {
    if (!paysDeals(component)) continue
    const { id, measure: of, rate } = component
    if (of !== measure || !eligible(component, row, date)) continue
    for (const condition of component.conditions) {
      const answer = condition.evaluate({ deal: undefined, rep: row.cells })
      if (!isAbsent(answer)) continue
      const name = `a condition of ${plan.id}/${id}`
      return { code: 'SPM5032', message: `${name} has no value for "${row.payee}": ${answer.reason}` }
    }
    for (const expression of rate.expressions) {
      const value = expression.evaluate({ deal: undefined, rep: row.cells })
      const name = `the rate of ${plan.id}/${id}`
      if (isAbsent(value))
        return { code: 'SPM5032', message: `${name} has no value for "${row.payee}": ${value.reason}` }
      if (!rate.signed && (value as Decimal).lessThan(0))
        return { code: 'SPM5033', message: `${name} is negative for "${row.payee}"` }
    }
  }
  return undefined
}

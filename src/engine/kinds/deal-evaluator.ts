import { ZERO, type Decimal } from '../../base/decimal.js'
import { diagnose } from '../../diagnostics/diagnostic.js'
import { isAbsent, type Expression } from '../../expression/expression.js'
import type { Cell } from '../../model/table.js'
import type { DealComponent } from '../../plan/component.js'
import type { Evaluate } from '../../rates/rate.js'
import type { Participation } from '../attain.js'
import type { Credit } from '../credit.js'
import { rateFrame } from '../credit-values.js'
import { PAYEE_NAMES, payeeValues } from '../payee-values.js'
import type { RunContext } from '../run-context.js'
import { attainmentOf } from '../values.js'
import type { WindowCredit } from './window-credit.js'

/**
 * Crediting has made sure that every rate has a value for every credit; an opening credit knows no deal. Only what
 * hangs on quota or attainment can still come out at nothing, which is told (SPM5603).
 * @param then the participation whose attainment counts: as it stood earlier, or undefined where he was not there
 */
export function dealEvaluator(
  participation: Participation,
  component: DealComponent,
  context: RunContext,
  then: () => Participation | undefined = () => participation,
): Evaluate {
  const { run, current } = participation
  const { plan } = run
  const { id, place, weight } = component
  // Once for a payee: a year of deals may have the same trouble.
  let told = false
  const known = new Map<string, Decimal | undefined>()
  const windowValue = (name: string): Decimal | undefined => {
    if (!known.has(name)) {
      const at = then()
      known.set(name, at && attainmentOf(at, name.slice(name.indexOf(':') + 1), context))
    }
    return known.get(name)
  }
  const yearlyQuota = ({ assignment, date }: Credit): Decimal | undefined => {
    const quota = context.quotas.yearly(plan, component.position, assignment, date)
    if (quota?.greaterThan(ZERO)) return quota
    const message = `"${current.payee.id}" has no quota of the year of ${date} for ${component.position.id}, from which the rate of ${plan.id}/${id} is derived`
    const { file, record } = assignment.row
    context.report(
      diagnose('SPM5910', message, { place, related: [{ message: 'the payee', place: { file, record } }] }),
    )
    told = true
    return undefined
  }
  return (expression, rated, values) => {
    const { credit, own } = rated as WindowCredit
    if (!own) return ZERO
    const more = namedValues(expression, (name) => {
      if (name === 'quota' && values?.['quota'] === undefined) return yearlyQuota(credit)
      if (name.startsWith('attainment_of:')) return windowValue(name)
      return PAYEE_NAMES.has(name) ? payeeValues(plan, weight, credit.assignment.row)[name] : undefined
    })
    const value = expression.evaluate(rateFrame(expression, credit, rated, credit.cells, { ...more, ...values }))
    if (!isAbsent(value)) return value as Decimal
    const message = `the formula of ${plan.id}/${id} has no value for deal "${credit.dealId}" of "${current.payee.id}": ${value.reason}`
    if (!told) context.report(diagnose('SPM5603', message, { place }))
    told = true
    return ZERO
  }
}

function namedValues({ uses }: Expression, of: (name: string) => Cell): Record<string, Cell> {
  const values: Record<string, Cell> = {}
  for (const name of uses.names) if (!name.startsWith('credit.')) values[name] = of(name)
  return values
}

import { parseDecimal, type Decimal } from '../base/decimal.js'
import { sha256 } from '../base/hash.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import { choosePlan } from '../describe/choose.js'
import type { Asked } from '../describe/describe.js'
import { personWords } from '../explain/words.js'
import type { PayeeId } from '../model/ids.js'
import type { Plan } from '../plan/plan.js'
import type { CheckedRows } from '../project/check-rows.js'
import type { DiskSources } from '../project/find-sources.js'
import type { PlanBook } from '../project/load-plans.js'
import { loadPlansAlone } from '../project/load-plans-alone.js'
import { resolvedText } from '../project/print-plans.js'
import type { Tell } from '../project/read-deals.js'

interface Wanted {
  readonly id: string | undefined
  readonly on: string | undefined
  readonly quota: string | undefined
  readonly payee: string | undefined
}

/** The plan that is asked for, with what its description needs; undefined when `found` holds errors. */
export async function toDescribe(
  sources: DiskSources,
  wanted: Wanted,
  tell: Tell,
  found: Diagnostic[],
): Promise<Asked | undefined> {
  const quota = quotaAsked(wanted, found)
  const mine: Diagnostic[] = []
  const { loaded, unknown, place } = await loadPlansAlone(sources, mine)
  // Warnings are for who writes a plan: `validate` tells them.
  found.push(...mine.filter(({ severity }) => severity === 'error'))
  if (loaded === undefined || hasErrors(found)) return undefined
  const file = choosePlan(loaded.files, wanted, found)
  if (file === undefined) return undefined
  const compiled = loaded.plans?.find((_, index) => loaded.files[index] === file)
  if (unknown.length > 0) {
    const names = unknown.map((name) => `"${name}"`).join(', ')
    found.push(diagnose('SPM3758', `columns that no file here shows are taken as there: ${names}`, { place }))
  }
  const own =
    wanted.payee === undefined ? undefined : await ownOf(wanted.payee, sources, { loaded, compiled }, tell, found)
  if (hasErrors(found)) return undefined
  return {
    plan: file.shape,
    constants: file.constants,
    calendar: loaded.calendar,
    compiled,
    sha256: sha256(resolvedText(file)),
    payee: own?.name,
    quotaOf: (component) => (quota === undefined ? own?.quotaOf(component) : { amount: quota, ownIn: undefined }),
  }
}

function quotaAsked({ quota, payee }: Wanted, found: Diagnostic[]): Decimal | undefined {
  if (quota === undefined) return undefined
  const amount = parseDecimal(quota)
  if (!amount?.greaterThan(0)) found.push(diagnose('SPM3754', `--quota ${quota} is not an amount above zero`))
  if (payee !== undefined) found.push(diagnose('SPM3757', '--quota and --for both say by which quota'))
  return amount
}

interface Own {
  readonly name: string
  readonly quotaOf: Asked['quotaOf']
}

/** Name and quotas of a payee, from the rows of reps and quotas. */
async function ownOf(
  payee: string,
  sources: DiskSources,
  { loaded, compiled }: { readonly loaded: PlanBook; readonly compiled: Plan | undefined },
  tell: Tell,
  found: Diagnostic[],
): Promise<Own | undefined> {
  if (loaded.reps === undefined || compiled === undefined) {
    found.push(diagnose('SPM1010', 'no reps file was given or found'))
    return undefined
  }
  // The engine is loaded only where rows are there to be asked about.
  const { checkRows } = await import('../project/check-rows.js')
  const mine: Diagnostic[] = []
  const rows = await checkRows(sources, loaded, { deals: false }, tell, mine)
  found.push(...mine.filter(({ severity }) => severity === 'error'))
  return rows?.people && ownRows(payee, rows, rows.people, compiled, found)
}

function ownRows(
  id: string,
  { forPlans }: CheckedRows,
  { payees, assignments }: NonNullable<CheckedRows['people']>,
  plan: Plan,
  found: Diagnostic[],
): Own | undefined {
  const payee = payees.get(id as PayeeId)
  if (payee === undefined) {
    found.push(diagnose('SPM3755', `there is no payee "${id}".${didYouMean(id, payees.keys())}`))
    return undefined
  }
  const all = assignments.get(payee.id) ?? []
  if (!all.some((each) => each.plan === plan)) {
    const others = [...new Set(all.map((each) => each.plan.id))]
    const fix = others.length > 0 ? `The payee is on ${others.join(', ')}.` : undefined
    found.push(diagnose('SPM3756', `"${id}" is never on this version of ${plan.id}`, { fix }))
    return undefined
  }
  return {
    name: personWords(payee),
    quotaOf(component) {
      const compiled = plan.components.find((each) => each.id === component)
      const held = compiled && forPlans?.quotasOf(plan, compiled).find((each) => each.payee === payee.id)
      return held && { amount: held.quota, ownIn: held.period }
    },
  }
}

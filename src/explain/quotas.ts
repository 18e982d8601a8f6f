import { formatFraction, type Fraction } from '../base/fraction.js'
import { mended, sum } from '../base/decimal.js'
import type { Attainment, Participation } from '../engine/attain.js'
import type { WindowQuota } from '../engine/quota.js'
import type { QuotaPart } from '../engine/quota-part.js'
import type { Measure } from '../plan/plan.js'
import type { Input, Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, attainmentWords, list, many, unitOf } from './words.js'

/** How far somebody has come with a measure in a window, and how the quota came about. */
export function attainmentStep(attainment: Attainment, subject: Subject): Step {
  const { participation, measure, span, against, quota, credited } = attainment
  const unit = unitOf(measure, participation.run.plan)
  const basis = against === 'quota_to_date' ? ', against the quota to date' : ''
  const reached = amountWords(credited, unit)
  const how =
    quota === undefined
      ? `${reached} credited`
      : quota.amount.isZero()
        ? `${reached} credited of a quota of 0`
        : `${reached} of ${amountWords(quota.amount, unit)}: ${attainmentWords(credited.dividedBy(quota.amount))}`
  return {
    what: `${measure.id} in ${span.id}${basis}`,
    amount: credited,
    unit,
    how,
    rule: measure.place,
    because: quota ? [quotaStep(quota, measure, participation, subject)] : [],
  }
}

/** A window's quota: the rows it stands in, and what proration and ramp made of each pay period. */
export function quotaStep(
  { amount, parts }: WindowQuota,
  measure: Measure,
  participation: Participation,
  { recording }: Subject,
): Step {
  const { plan } = participation.run
  const unit = unitOf(measure, plan)
  const payee = participation.current.payee.id
  const notes = parts.flatMap(({ period }) => recording.quotaOf(payee, measure, period.id) ?? [])
  const rows = [
    ...new Map(notes.flatMap((note) => note.rows).map((row) => [`${row.file} ${row.record}`, row])).values(),
  ]
  const isTeam = notes.some((note) => note.rows.length === 0) && measure.quota !== undefined
  const sources = [
    ...rows.map(
      (row) =>
        `${amountWords(row.amount, row.currency ?? unit)} for ${row.period}${row.role === '' ? '' : ` of role ${row.role}`}`,
    ),
    ...(isTeam ? ['the quotas of the people below'] : []),
    ...(plan.ramp?.amounts.has(measure.id) ? ['the amounts of the ramp'] : []),
  ]
  const partial = parts.filter((part) => !isWhole(part))
  const over = parts.length > 1 ? `, over ${many(parts.length, 'pay period')}` : ''
  const less = partial.length > 0 ? `; less by presence or ramp in ${list(partial.map(({ period }) => period.id))}` : ''
  const steps = partial.length > 0 ? partSteps(parts, unit) : []
  // Numbers may be endless fractions, of which the sum alone is exact.
  const adds = mended(sum(parts.map((part) => part.amount))).equals(mended(amount))
  return {
    what: 'quota',
    amount,
    unit,
    how: `from ${list(sources)}${over}${less}`,
    rule: measure.quota?.place,
    inputs: rows.map(({ file, record }): Input => ({ file, record })),
    ...(adds ? { parts: steps } : { because: steps }),
  }
}

function isWhole({ terms }: QuotaPart): boolean {
  return terms.length === 1 && isOne(terms[0]!.share)
}

function isOne({ top, bottom }: Fraction): boolean {
  return top === bottom
}

/** By pay period; those in a row that are alike together. */
function partSteps(parts: readonly QuotaPart[], unit: string): readonly Step[] {
  const runs: QuotaPart[][] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last && termsWords(last[0]!, unit) === termsWords(part, unit)) last.push(part)
    else runs.push([part])
  }
  return runs.map((run): Step => {
    const [first, last] = [run[0]!, run.at(-1)!]
    const times = run.length > 1 ? `${run.length} times ` : ''
    return {
      what: first === last ? first.period.id : `${first.period.id} to ${last.period.id}`,
      amount: sum(run.map(({ amount }) => amount)),
      unit,
      how: `${times}${termsWords(first, unit)}`,
    }
  })
}

function termsWords({ terms }: QuotaPart, unit: string): string {
  const words = terms.map(({ whole, share }) =>
    isOne(share) ? amountWords(whole, unit) : `${formatFraction(share)} of ${amountWords(whole, unit)}`,
  )
  return words.join(' + ')
}

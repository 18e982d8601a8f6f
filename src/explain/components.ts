import { sum } from '../base/decimal.js'
import type { Participation } from '../engine/attain.js'
import type { IdleReason } from '../engine/recorder.js'
import type { SettledLine } from '../engine/settle.js'
import { paysDeals, type Component } from '../plan/component.js'
import { failureWords } from './conditions.js'
import { lineStep } from './lines.js'
import { attainmentStep } from './quotas.js'
import type { Gated } from './recording.js'
import { tiersNotReached } from './slices.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { amountWords, list, many, unitOf } from './words.js'

/** Deals named in a note; the rest is counted. */
const NAMED = 5

const IDLE_WORDS: Readonly<Record<IdleReason, string>> = {
  left: 'not on the plan any more',
  not_yet: 'it pays when its window ends',
  not_eligible: 'not eligible in its window',
  no_quota: 'there is no quota above zero in its window',
  no_credits: 'no deal that it pays is credited in this pay period',
  nothing: 'its rate comes to nothing for what was reached',
}

/** What a component does, in a line. */
export function componentWords(component: Component): string {
  const { kind, name, id, window, against } = component
  const measure = component.measure === undefined ? '' : ` on ${component.measure.id}`
  const over =
    window === 'deal' ? ', deal by deal' : window === 'period' ? ', over the pay period' : `, over the ${window}`
  const basis = against === undefined ? '' : `, against the ${against.replaceAll('_', ' ')}`
  return `${name === id ? '' : `${name}: `}${kind}${measure}${over}${basis}`
}

/**
 * What a component of somebody's plan pays him: its lines, what they rest on, and what did not apply.
 * @param lines those in one pay currency and status
 */
export function componentStep(
  component: Component,
  participation: Participation,
  lines: readonly SettledLine[],
  subject: Subject,
): Step {
  const { payCurrency } = lines[0]!
  return {
    what: `${participation.run.plan.id}/${component.id}${sourceWords(participation, subject)}`,
    amount: sum(lines.map(({ payAmount }) => payAmount)),
    unit: payCurrency,
    how: componentWords(component),
    rule: component.place,
    parts: lines.map((line) => lineStep(line, subject)),
    because: groundsOf(component, participation, subject),
    notApplied: notAppliedTo(component, participation, lines, subject),
  }
}

/** A closed period, where the lines are changes of it. */
function sourceWords({ run }: Participation, { book }: Subject): string {
  return run.end === book.period.end || run.payPeriod.end >= book.period.end ? '' : ` of ${run.payPeriod.id}`
}

/** A component that pays somebody nothing in the period, and why. */
export function idleStep(component: Component, participation: Participation, subject: Subject): Step {
  return {
    what: `${participation.run.plan.id}/${component.id}`,
    how: `${componentWords(component)}; pays nothing: ${idleReason(component, participation, subject)}`,
    rule: component.place,
    because: groundsOf(component, participation, subject),
    notApplied: notAppliedTo(component, participation, [], subject),
  }
}

/** Why a component pays somebody nothing. */
export function idleReason(component: Component, participation: Participation, subject: Subject): string {
  const idle = subject.recording.idle(participation, component)
  return idle ? idleWords(idle.reason, component, participation, subject) : 'it comes to nothing'
}

function idleWords(
  reason: IdleReason,
  component: Component,
  participation: Participation,
  { columns }: Subject,
): string {
  const { where, from, to } = component
  const { run, current } = participation
  if (reason === 'not_yet') return `${IDLE_WORDS[reason]}, with ${run.span(component.window).id}`
  const rows = { rep: current.row.cells }
  if (reason !== 'left' && where && where.evaluate(rows) !== true)
    return `not eligible, ${failureWords(where, rows, columns)}`
  const isOver = to !== undefined && to < run.payPeriod.start
  if (isOver) return `it ended on ${to}`
  if (from !== undefined && from >= run.end) return `it starts on ${from}`
  return IDLE_WORDS[reason]
}

/** Attainment and quota, the gate, the limits. */
function groundsOf(component: Component, participation: Participation, subject: Subject): readonly Step[] {
  const mine = subject.calculation.attainments.filter(
    (each) => each.participation === participation && each.components.includes(component.id),
  )
  return [...mine.map((each) => attainmentStep(each, subject)), ...limitSteps(component, participation, subject)]
}

/** The gate of a component as it stood, and the caps that were looked at. */
export function limitSteps(
  component: Component,
  participation: Participation,
  { recording }: Pick<Subject, 'recording'>,
): readonly Step[] {
  const { currency } = participation.run.plan
  const gate = recording.gate(participation, component)
  const caps = recording.limits(participation, component).map(({ limit, most }): Step => ({
    what: `cap per ${limit}`,
    how: `at most ${amountWords(most, currency)}`,
  }))
  return [...(gate ? [gateStep(gate)] : []), ...caps]
}

function gateStep({ component, state: { open, reason } }: Gated): Step {
  const condition = component.gate?.condition
  const how = open && condition?.kind === 'when' ? `${condition.when.text} holds` : reason.replace(/^gate: /, '')
  return { what: open ? 'gate open' : 'gate closed', how }
}

/** Tiers above, and credits of the period that the component does not pay. */
export function notAppliedTo(
  component: Component,
  participation: Participation,
  lines: readonly SettledLine[],
  subject: Subject,
): readonly Step[] {
  const { recording, calculation } = subject
  const { plan, payPeriod } = participation.run
  const measure = paysDeals(component) ? component.position : component.measure
  const at = calculation.attainments.find(
    (each) =>
      each.participation === participation && each.measure === measure && each.components.includes(component.id),
  )
  // With what an uplift adds, where the component pays something.
  const moved = lines.find(({ line }) => line.kind === component.kind && line.credited)?.line.credited
  const unit = measure ? unitOf(measure, plan) : plan.currency
  const isPosition = measure !== undefined && (!paysDeals(component) || component.window !== 'deal')
  const above =
    at && isPosition && movesBy(component)
      ? tiersNotReached(component, moved ?? at.credited, at.quota?.amount, unit, plan.currency)
      : []
  const unpaid = recording
    .unpaid(participation, component)
    .filter(({ measure: of, date, by }) => of === measure && date >= payPeriod.start && by.ways !== 'cancelled')
  if (unpaid.length === 0) return above
  const named = unpaid.slice(0, NAMED).map(({ dealId }) => dealId)
  const more = unpaid.length > NAMED ? `, ${unpaid.length - NAMED} more` : ''
  const why = unpaidWords(component, participation, unpaid[0]!.assignment.row.cells, subject)
  return [...above, { what: `${many(unpaid.length, 'deal')} not paid by it (${named.join(', ')}${more})`, how: why }]
}

/** Only what is credited in money or numbers of the measure can be held against tiers here; quantities are not kept. */
function movesBy(component: Component): boolean {
  const by = 'rate' in component ? component.rate.scale?.by : undefined
  return by === 'attainment' || by === 'amount'
}

function unpaidWords(
  { where, from, to }: Component,
  { run }: Participation,
  rep: Participation['current']['row']['cells'],
  { columns }: Subject,
): string {
  if (where && where.evaluate({ rep }) !== true) return `not eligible, ${failureWords(where, { rep }, columns)}`
  const dates = [...(from ? [`from ${from}`] : []), ...(to ? [`to ${to}`] : [])]
  return dates.length > 0 ? `it pays ${list(dates)}` : `credited under another plan than ${run.plan.id}`
}

import { grouped, formatMoney } from '../base/money.js'
import { formatDecimal } from '../base/decimal.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Component } from '../plan/component.js'
import { coursesOf, isOwnGate } from '../plan/course.js'
import type { Plan } from '../plan/plan.js'
import { percent, placeWords, sizeWords } from './cliff-words.js'
import { fallsOf, jumpsOf, largest, type Jump } from './jumps.js'
import { eachComponent, type HeldQuota, type PlanCheck, type PlansToCheck } from './plan-check.js'

/** Where pay jumps although credit moves by a cent: one finding for each component, of its largest jump. */
export const checkCliffs: PlanCheck = (book) =>
  eachComponent(book, (component, { plan }) => {
    const jump = largest(
      coursesOf(component)
        .flatMap(jumpsOf)
        .filter(({ by }) => by.greaterThan(0)),
    )
    const text = jump ? cliffText(jump, component, plan, book) : gateText(component)
    if (text === undefined) return []
    const capped = component.cap || plan.cap ? ', before caps' : ''
    return [diagnose('SPM3801', `${label(component)} ${text}${capped}`, { place: component.place })]
  })

/** Where pay falls although more is credited, at a place or on the way to it: nearly always a mistake. */
export const checkFalls: PlanCheck = (book) =>
  eachComponent(book, (component, { plan }) => {
    const courses = coursesOf(component)
    const drop = largest(courses.flatMap(jumpsOf).filter(({ by, known }) => known && by.isNegative()))
    const fall = largest(courses.flatMap(fallsOf).filter(({ known }) => known))
    const worst = drop ?? fall
    if (worst === undefined) return []
    const where = placeWords(worst, component, plan, 'quota')
    const size = sizeWords(worst, component, plan)
    const how = worst === drop ? where : `on the way to ${where.replace(/^(at|just above) /, '')}`
    const what =
      size === undefined
        ? `is multiplied by ${formatDecimal(worst.above)} instead of ${formatDecimal(worst.below)}`
        : `falls by ${size}`
    const ofCase = worst.course.label === '' ? '' : ` (${worst.course.label})`
    const text = `${label(component)} pays less for more: ${how} pay ${what}${ofCase}${forPayee(worst, component, plan, book)}`
    return [diagnose('SPM3802', text, { place: component.place })]
  })

/** A component, not its plan: what several plans take over from one is told once. */
function label({ id }: Component): string {
  return `"${id}"`
}

function cliffText(jump: Jump, component: Component, plan: Plan, book: PlansToCheck): string {
  const { course, below, above, known } = jump
  const where = placeWords(jump, component, plan, 'quota')
  const size = sizeWords(jump, component, plan)
  const ofCase = course.label === '' ? '' : ` (${course.label})`
  const people = forPayee(jump, component, plan, book)
  if (size !== undefined) return `pays in jumps, the largest ${where}: ${size}${ofCase}${people}`
  if (!known) return `pays in jumps, as ${where}${ofCase}, by an amount that differs by deal or payee`
  if (below.isZero()) return `pays nothing until it jumps ${where}${people}`
  return `pays in jumps, the largest ${where}: times ${formatDecimal(above)} instead of ${formatDecimal(below)}${people}`
}

/** The payee whose pay moves most there, where the plan alone gives no money: `; for "ana" … 8,000.00 USD`. */
function forPayee({ by }: Jump, component: Component, plan: Plan, book: PlansToCheck): string {
  if (!coursesOf(component).some(({ unit }) => unit === 'quota' || unit === 'factor')) return ''
  const sign = by.isNegative() ? -1 : 1
  const moves = book.quotasOf(plan, component).flatMap((held) => {
    const courses = coursesOf(component, held.quota).filter(({ unit }) => unit === 'money')
    const all = [...courses.flatMap(jumpsOf), ...(sign < 0 ? courses.flatMap(fallsOf) : [])]
    const jump = largest(all.filter((each) => each.known && each.by.times(sign).greaterThan(0)))
    return jump ? [{ held, jump }] : []
  })
  const most = moves.reduce<(typeof moves)[number] | undefined>(
    (best, each) => (best && !each.jump.by.abs().greaterThan(best.jump.by.abs()) ? best : each),
    undefined,
  )
  if (most === undefined) return ''
  const { held, jump } = most
  const size = sizeWords(jump, component, plan)!
  const what = by.isNegative() ? 'falls' : 'jumps'
  const at = placeWords(jump, component, plan, `a quota of ${quotaText(held, component, plan)}`)
  return `; ${at} (${held.period}) pay of "${held.payee}" ${what} by ${size}`
}

function quotaText({ quota }: HeldQuota, component: Component, { currency }: Plan): string {
  return grouped(component.measure?.unit === 'money' ? formatMoney(quota, currency) : formatDecimal(quota))
}

/** A gate on something else than what is paid: all that waits behind it is paid or not. */
function gateText(component: Component): string | undefined {
  const { gate } = component
  if (gate?.condition.kind !== 'attainment' || isOwnGate(gate, component)) return undefined
  const { least, inclusive, measure } = gate.condition
  const where = inclusive ? 'at' : 'just above'
  return `pays nothing until its gate opens ${where} ${percent(least)} of the quota of ${measure.id}`
}

import { formatDecimal, ONE, parseDecimal, sum, ZERO, type Decimal } from '../base/decimal.js'
import { formatMoney, grouped, minorDigits, round } from '../base/money.js'
import { paysDeals, type Component } from '../plan/component.js'
import { coursesOf, isOwnGate, type Course } from '../plan/course.js'
import { percentOf, windowName, type About } from './about.js'
import { text, type Part } from './description.js'
import { curveOf } from './pay-curve.js'
import { listed, plainText, say, type Words } from './say.js'

/** The quota of a component's window that its example goes by. */
export interface ExampleQuota {
  readonly amount: Decimal
  /** The period of which it is the reader's own; undefined where it is an example. */
  readonly ownIn: string | undefined
}

/** Shares of the quota that are worked out. */
const SHARES = ['0.5', '1', '1.5'].map((share) => parseDecimal(share)!)

/** What a component pays at 50, 100 and 150 % of quota and its pay curve, as far as the plan alone decides it. */
export function exampleParts(component: Component, quota: ExampleQuota, about: About): readonly Part[] {
  // What is left to a level, or earned below, is not what has been credited.
  const { override } = paysDeals(component) ? component : { override: undefined }
  if (override?.of === 'earnings' || override?.mode === 'cascading') return []
  const courses = coursesOf(component, quota.amount).filter(isWhole)
  // A rate that something else moves is one figure only where the tier reached holds for everything.
  const steady = paysDeals(component) && component.rate.stable
  const moving = courses.filter(({ unit }) => unit === 'money' || unit === 'target' || !steady)
  const flat = moving.length === 0 && courses.length === 0 ? flatCourse(component) : undefined
  const shown = flat === undefined ? moving : [flat]
  if (shown.length === 0) return []
  const sound = shown.filter((course) => isKnown(course, quota.amount))
  if (sound.length === 0) return [text(UNKNOWN)]
  const caption = introduction(component, quota, sound, about)
  return [
    text(say`${caption}:`),
    tableOf(plainText(caption), component, quota, sound, about),
    ...curveOf(sound, quota.amount, about.plan.currency, component.measure?.unit !== 'number'),
  ]
}

const UNKNOWN = say`What this pays hangs on values of each deal or person, so there is no example with figures here.`

function isWhole({ unit }: Course): boolean {
  return unit !== 'factor'
}

function isKnown(course: Course, quota: Decimal): boolean {
  return positionsOf(course, quota).every(({ at }) => course.pay(at).known)
}

/** A rate on the amount that nothing moves: a straight line. */
function flatCourse(component: Component): Course | undefined {
  if (!paysDeals(component) || component.rate.kind !== 'flat' || component.rate.on !== 'amount') return undefined
  const [value] = component.rate.values ?? []
  if (value?.kind !== 'fixed' || component.measure.unit !== 'money' || component.multipliers.length > 0)
    return undefined
  return {
    label: '',
    unit: 'money',
    by: 'amount',
    places: [],
    pay: (at) => ({
      amount: sum(
        component.rate
          .earn({ credits: [{ amount: at, count: ONE, quantity: undefined }], quota: undefined }, () => ZERO)
          .flatMap((slices) => slices.map(({ pay }) => pay)),
      ),
      known: true,
    }),
  }
}

interface Position {
  readonly at: Decimal
  readonly share: Decimal
}

/** Shares of the quota; of units and deals, of the place where the last tier starts, in whole ones. */
function positionsOf({ by, places }: Course, quota: Decimal): readonly Position[] {
  const whole = by === 'count' || by === 'quantity' ? places.at(-1)!.at : quota
  return SHARES.map((share) => {
    const at = whole.times(share)
    return { share, at: whole === quota ? at : at.floor() }
  })
}

function introduction(component: Component, quota: ExampleQuota, courses: readonly Course[], about: About): Words {
  const by = courses[0]!.by
  const name = windowName(component.window, about)
  const what = valueOf(quota.amount, component, about)
  const left = leftOut(component)
  const before = left.length === 0 ? '' : `, before ${plainText(listed(left))}`
  if (by === 'count' || by === 'quantity') return say`An example, for what one ${name} can bring${before}`
  if (component.window === 'deal') return say`An example, for single deals${before}`
  if (!goesByQuota(component, courses)) return say`An example, for what one ${name} can bring${before}`
  return quota.ownIn === undefined
    ? say`An example, with a quota of ${what} for the ${name} (a figure for the example: your own quota takes its place)${before}`
    : say`An example, with your quota of ${what} for ${quota.ownIn}${before}`
}

/** Which measure's credit moves it, where that is another one than is paid on. */
function creditedIn(component: Component): string {
  if (!paysDeals(component) || component.position === component.measure) return 'Credited'
  return `Credited in ${component.position.id}`
}

/** Does its pay hang on the quota at all? */
function goesByQuota({ needsQuota }: Component, courses: readonly Course[]): boolean {
  return needsQuota || courses[0]!.by === 'attainment'
}

/** What may change the figures: the rate alone is worked out, with multipliers and gates by the same attainment. */
function leftOut(component: Component): readonly string[] {
  const { cap, floor, gate, multipliers } = component
  const hangs = multipliers.some((each) => each.kind !== 'attainment' && each.when !== undefined)
  return [
    ...('uplift' in component && component.uplift !== undefined ? ['uplifts'] : []),
    ...(hangs ? ['multipliers'] : []),
    ...(gate === undefined || isOwnGate(gate, component) ? [] : ['the gate']),
    ...(cap === undefined ? [] : ['the cap']),
    ...(floor === undefined ? [] : ['the floor']),
  ]
}

function valueOf(amount: Decimal, component: Component, { plan }: About): string {
  return component.measure?.unit === 'number'
    ? grouped(formatDecimal(amount))
    : `${grouped(formatDecimal(round(amount, minorDigits(plan.currency), 'half_up')))} ${plan.currency}`
}

function tableOf(
  caption: string,
  component: Component,
  quota: ExampleQuota,
  courses: readonly Course[],
  about: About,
): Part {
  const { plan } = about
  const [first] = courses
  const counts = first!.by === 'count' ? 'Deals' : first!.by === 'quantity' ? 'Units' : undefined
  const percent = counts === undefined && goesByQuota(component, courses)
  const positions = positionsOf(first!, quota.amount)
  return {
    kind: 'table',
    caption,
    headed: true,
    columns: [
      ...(percent ? [{ name: 'Of quota', number: true }] : []),
      { name: counts ?? (component.window === 'deal' ? 'Deal' : creditedIn(component)), number: true },
      ...courses.map(({ label }) => ({ name: label === '' ? 'Pays' : `Pays, ${label}`, number: true })),
    ],
    rows: positions.map(({ at, share }) => [
      ...(percent ? [say`${percentOf(share)}`] : []),
      say`${counts === undefined ? valueOf(at, component, about) : grouped(formatDecimal(at))}`,
      ...courses.map((course) => say`${payText(course, at, plan.currency)}`),
    ]),
  }
}

function payText(course: Course, at: Decimal, currency: string): string {
  const { amount } = course.pay(at)
  if (course.unit === 'target') return `${percentOf(round(amount, 4, 'half_up'))} of target`
  if (course.unit === 'credited') return `${percentOf(round(amount, 4, 'half_up'))} of what is paid on`
  const each = course.unit === 'deal' || course.unit === 'unit' ? ` for each ${course.unit}` : ''
  return `${grouped(formatMoney(round(amount, minorDigits(currency), 'half_up'), currency))} ${currency}${each}`
}

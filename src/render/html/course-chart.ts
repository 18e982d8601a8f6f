import { formatDecimal, formatExact, ZERO, max, type Decimal } from '../../base/decimal.js'
import { formatMoney, grouped, isCurrency, minorDigits, round } from '../../base/money.js'
import { lineChart, type ChartPoint } from './line-chart.js'
import type { Html } from './markup.js'
import { roundTicks, type Tick } from './scale.js'

/** What is paid by how much is reached, and where somebody stands. Points as `plan/course-points.ts` gives them. */
export interface CourseChart {
  readonly title: string
  /** What x counts: `% of quota`, a currency, `deals`. */
  readonly unit: string
  /** What y is: a currency, or `% of target`. */
  readonly pays: string
  /** Below the x axis; by itself it says `reached, <unit>`. */
  readonly xLabel?: string
  readonly lines: readonly { readonly label: string; readonly points: readonly ChartPoint[] }[]
  readonly mark?: (ChartPoint & { readonly label: string }) | undefined
}

/** Corners that are told in words; a curve with more of them is told by its first and last ones. */
const TOLD = 8

const ROOM = 7

/** A pay curve with round ticks. It has words for those who cannot see it: the corners of each line, and the mark. */
export function courseChart({ title, unit, pays, xLabel, lines, mark }: CourseChart): Html {
  const all = [...lines.flatMap(({ points }) => points), ...(mark ? [mark] : [])]
  const most = (of: 'x' | 'y'): Decimal => all.reduce((top, point) => max(top, point[of]), ZERO)
  const least = all.reduce((low, { y }) => (y.lessThan(low) ? y : low), ZERO)
  const told = lines.map(({ label, points }) => `${label === '' ? '' : `${label}: `}${cornersOf(points, unit, pays)}.`)
  const stands = mark ? [`${mark.label}: ${valueText(mark.y, pays)} at ${valueText(mark.x, unit)}.`] : []
  return lineChart({
    title,
    words: [...told, ...stands].join(' '),
    x: { label: xLabel ?? `reached, ${unit}`, ticks: spaced(roundTicks(ZERO, most('x'), (at) => tickText(at, unit))) },
    y: { label: `pay, ${pays}`, ticks: roundTicks(least, most('y'), (at) => tickText(at, pays)) },
    lines,
    marks: mark ? [mark] : [],
  })
}

/** Beyond some ticks side by side only every second one has its text, so that a phone can show them. */
function spaced(ticks: readonly Tick[]): readonly Tick[] {
  return ticks.length <= ROOM ? ticks : ticks.map((tick, index) => (index % 2 === 0 ? tick : { ...tick, text: '' }))
}

function cornersOf(points: readonly ChartPoint[], unit: string, pays: string): string {
  const shown = points.length <= TOLD ? points : [...points.slice(0, TOLD - 1), points.at(-1)!]
  return shown.map(({ x, y }) => `${valueText(y, pays)} at ${valueText(x, unit)}`).join(', ')
}

/** `1,200.00 USD`, `40 % of quota`, `12 deals`. */
function valueText(value: Decimal, unit: string): string {
  if (!isCurrency(unit)) return `${grouped(formatDecimal(round(value, 2, 'half_up')))} ${unit}`
  return `${grouped(formatMoney(round(value, minorDigits(unit), 'half_up'), unit))} ${unit}`
}

function tickText(at: Decimal, unit: string): string {
  return `${grouped(formatExact(at))}${unit.startsWith('%') ? ' %' : ''}`
}

import { ZERO, type Decimal, max, min } from '../../base/decimal.js'
import { html, type Html } from './markup.js'
import { COLOURS } from './style.js'

/** Percents that a bar of attainment has room for; beyond it ends in an arrow. */
const ROOM = 150

/** Digits with two decimals as hundredths. */
function hundredthsOf(percent: string): number {
  return Number.parseInt(percent.replace('.', ''), 10)
}

/**
 * A percent of a goal as a bar with a mark at 100 %.
 * @param percent digits with two decimals such as `89.11`; blank gives nothing
 */
export function goalBar(percent: string): Html {
  if (percent === '') return html``
  const value = hundredthsOf(percent)
  const width = Math.max(0, Math.min(ROOM, Math.floor(value / 100)))
  const colour = value >= 10_000 ? COLOURS.reached : COLOURS.accent
  const beyond = value > ROOM * 100 ? html`<path d="M150 0l6 6-6 6z" fill="${colour}" />` : undefined
  return html`<svg role="img" aria-label="${percent} % of 100 %" width="156" height="12" viewBox="0 0 156 12">
    <rect width="150" height="12" fill="${COLOURS.shade}" />
    <rect width="${String(width)}" height="12" fill="${colour}" />
    ${beyond}
    <rect x="99" width="2" height="12" fill="${COLOURS.text}" />
  </svg>`
}

/** A percent of the largest as a bar: 100 is the whole width. */
export function shareBar(percent: string): Html {
  if (percent === '') return html``
  const width = Math.max(0, Math.min(100, Math.floor(hundredthsOf(percent) / 100)))
  return html`<svg role="img" aria-label="${percent} % of the largest" width="100" height="12" viewBox="0 0 100 12">
    <rect width="100" height="12" fill="${COLOURS.shade}" />
    <rect width="${String(width)}" height="12" fill="${COLOURS.accent}" />
  </svg>`
}

const COLUMN = 8
const HEIGHT = 18

/**
 * Values as small columns on one line, such as credited by month; those below zero hang below it.
 * @param label what is shown, in words: `credited by month`
 */
export function sparkBars(label: string, values: readonly Decimal[], text: (value: Decimal) => string): Html {
  if (values.length === 0) return html``
  const most = values.reduce((top, value) => max(top, value), ZERO)
  const least = values.reduce((low, value) => min(low, value), ZERO)
  const range = most.minus(least)
  const tall = (value: Decimal): Decimal =>
    range.isZero() ? ZERO : value.abs().times(HEIGHT).dividedBy(range).toDecimalPlaces(1)
  const zero = tall(most)
  const columns = values.map((value, index) => {
    const height = tall(value)
    const top = value.isNegative() ? zero : zero.minus(height)
    return html`<rect
      x="${String(index * COLUMN)}"
      y="${top.toFixed()}"
      width="${String(COLUMN - 2)}"
      height="${height.toFixed()}"
      fill="${value.isNegative() ? COLOURS.mark : COLOURS.accent}"
    />`
  })
  const width = String(values.length * COLUMN)
  const words = `${label}: ${values.map(text).join(', ')}`
  return html`<svg role="img" aria-label="${words}" width="${width}" height="20" viewBox="0 0 ${width} 20">
    ${columns}
    <rect y="${zero.toFixed()}" width="${width}" height="1" fill="${COLOURS.muted}" />
  </svg>`
}

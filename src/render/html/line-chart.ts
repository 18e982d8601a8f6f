import type { Decimal } from '../../base/decimal.js'
import { html, type Html } from './markup.js'
import { placeOn, type Axis } from './scale.js'
import { COLOURS } from './style.js'

export interface ChartPoint {
  readonly x: Decimal
  readonly y: Decimal
}

/** A curve, or a place on one. */
export interface LineChart {
  /** Above the chart. */
  readonly title: string
  /** What it shows, for those who cannot see it: the figures that matter, in words. */
  readonly words: string
  readonly x: Axis
  readonly y: Axis
  /** In order of x, within the axes; straight between the points. Where it jumps, two points share an x. */
  readonly lines: readonly { readonly label: string; readonly points: readonly ChartPoint[] }[]
  /** Places to point at, such as where somebody stands. */
  readonly marks?: readonly (ChartPoint & { readonly label: string })[]
}

const WIDTH = 480
const HEIGHT = 280
const LEFT = 76
const RIGHT = 24
const TOP = 12
const BOTTOM = 44
/** Lines are told apart without colour, too. */
const DASHES = ['none', '6 4', '2 3']

/** Curves over two axes. The text in it is large enough to be read on a phone. */
export function lineChart({ title, words, x, y, lines, marks = [] }: LineChart): Html {
  const across = WIDTH - LEFT - RIGHT
  const up = HEIGHT - TOP - BOTTOM
  const left = (value: Decimal): Decimal => placeOn(x, value, across).plus(LEFT)
  const top = (value: Decimal): Decimal =>
    placeOn(y, value, up)
      .negated()
      .plus(HEIGHT - BOTTOM)
  const grid = y.ticks.map(({ at, text }) => {
    const line = top(at).toFixed()
    return html`<line
        x1="${String(LEFT)}"
        x2="${String(WIDTH - RIGHT)}"
        y1="${line}"
        y2="${line}"
        stroke="${COLOURS.line}"
      /><text x="${String(LEFT - 6)}" y="${top(at).plus(4).toFixed()}" text-anchor="end" font-size="12">${text}</text>`
  })
  const feet = x.ticks.map(
    ({ at, text }) =>
      html`<text x="${left(at).toFixed()}" y="${String(HEIGHT - BOTTOM + 17)}" text-anchor="middle" font-size="12"
        >${text}</text
      >`,
  )
  const paths = lines.map(({ points }, index) => {
    const steps = points.map((point) => `${left(point.x).toFixed()},${top(point.y).toFixed()}`).join(' ')
    return html`<polyline
      points="${steps}"
      fill="none"
      stroke="${COLOURS.accent}"
      stroke-width="2.5"
      stroke-dasharray="${DASHES[index % DASHES.length]!}"
    />`
  })
  const dots = marks.map((mark) => {
    const at = left(mark.x)
    // Beside the dot, on the side that has more room.
    const [anchor, shift] = at.greaterThan(WIDTH / 2) ? ['end', -9] : ['start', 9]
    // Curves rise: left of them there is room above, right of them below, if the foot is not near.
    const isAbove = shift === -9 || top(mark.y).greaterThan(HEIGHT - BOTTOM - 24)
    const over = isAbove && top(mark.y).greaterThanOrEqualTo(TOP + 16) ? -7 : 17
    return html`<circle cx="${at.toFixed()}" cy="${top(mark.y).toFixed()}" r="5" fill="${COLOURS.mark}" /><text
        x="${at.plus(shift as number).toFixed()}"
        y="${top(mark.y).plus(over).toFixed()}"
        text-anchor="${anchor as string}"
        font-size="12"
        font-weight="600"
        >${mark.label}</text
      >`
  })
  const several = lines.length > 1
  const legend = lines.map(
    ({ label }, index) => html`<span>${index > 0 ? ' · ' : ''}${STYLES[index % STYLES.length]!}: ${label}</span>`,
  )
  const foot = String(HEIGHT - BOTTOM)
  return html`<figure>
    <figcaption>${title}${several ? html`<br />${legend}` : undefined}</figcaption>
    <svg role="img" aria-label="${`${title}. ${words}`}" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}">
      ${grid}
      <line x1="${String(LEFT)}" x2="${String(WIDTH - RIGHT)}" y1="${foot}" y2="${foot}" stroke="${COLOURS.muted}" />
      ${feet}${paths}${dots}
      <text x="${String(LEFT + across / 2)}" y="${String(HEIGHT - 6)}" text-anchor="middle" font-size="12">
        ${x.label}
      </text>
      <text
        x="14"
        y="${String(TOP + up / 2)}"
        text-anchor="middle"
        font-size="12"
        transform="rotate(-90 14 ${String(TOP + up / 2)})"
      >
        ${y.label}
      </text>
    </svg>
  </figure> `
}

const STYLES = ['solid line', 'dashed line', 'dotted line']

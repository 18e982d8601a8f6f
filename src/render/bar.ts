import type { ChalkInstance } from 'chalk'
import { max, parseDecimal, ZERO } from '../base/decimal.js'

const CELLS = 10
/** Eight heights; where there are no blocks, the fuller sign is the higher one. */
const HEIGHTS = ['▁▂▃▄▅▆▇█', '_.:-=+*#'] as const

/** A bar on a terminal, as its column asks for it. */
export function drawBar(kind: 'goal' | 'share' | 'columns', cell: string, chalk: ChalkInstance): string {
  return kind === 'columns' ? renderColumns(cell, chalk) : renderBar(cell, chalk)
}

/**
 * A percent as a bar of ten cells, one for each full ten percent, so that it is full from 100 % on and not before; the
 * last cell is a + above 100 %. Plain characters where there is no colour: such places may not have the blocks either.
 * @param percent digits with two decimals such as `89.11`; blank gives no bar
 */
export function renderBar(percent: string, chalk: ChalkInstance): string {
  if (percent === '') return ''
  const hundredths = Number.parseInt(percent.replace('.', ''), 10)
  const full = Math.min(CELLS, Math.max(0, Math.floor(hundredths / 1000)))
  const [on, off] = chalk.level > 0 ? ['█', '░'] : ['#', '.']
  return hundredths > 10_000 ? `${on.repeat(CELLS - 1)}+` : on.repeat(full) + off.repeat(CELLS - full)
}

/**
 * Numbers in time as one character each: the largest is full height, 0 and below the lowest.
 * @param cell plain digits with blanks between them
 */
export function renderColumns(cell: string, chalk: ChalkInstance): string {
  const values = cell.split(' ').flatMap((each) => parseDecimal(each) ?? [])
  const most = values.reduce((top, value) => max(top, value), ZERO)
  const heights = HEIGHTS[chalk.level > 0 ? 0 : 1]
  const last = heights.length - 1
  const height = (value: (typeof values)[number]): number => {
    if (!value.isPositive() || value.isZero()) return 0
    return Math.max(1, value.times(last).dividedBy(most).floor().toNumber())
  }
  return values.map((value) => heights[height(value)]!).join('')
}

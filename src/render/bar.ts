import type { ChalkInstance } from 'chalk'

const CELLS = 10

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

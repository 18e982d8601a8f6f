import type { ShapeOf } from '../plan/component-shapes.js'
import type { About } from './about.js'
import type { OwnShape } from './components.js'
import { levelWords } from './crediting.js'
import { points, type Part } from './description.js'
import { baseOf, dealParts, windowParts } from './paid.js'
import { allSaid, code, listed, say, type Words } from './say.js'

/** A manager's part of what the people below bring. */
export function overrideParts(
  own: OwnShape<'override'>,
  component: ShapeOf<'override'>,
  about: About,
): readonly Part[] {
  const { measure, of, mode, below, levels, window, against, ...paid } = own
  const { rate: _rate, release: _release, clawback: _clawback, ...rest } = paid
  allSaid(rest)
  const counted = below === undefined ? undefined : listed(below.map((id) => say`${code(id)}`))
  return [
    ...points([
      say`It pays managers on what counts in ${code(measure)} for the people below them (${levelWords(levels)} from whoever made the deal), by who reports to whom on the day of the deal. A manager’s own deals are not among them.`,
      mode === 'full'
        ? say`Each level is paid on the whole of it, whatever other levels are paid.`
        : say`It is a cascading override: each level is paid on what is left after what the owner and the levels below have earned on the deal${counted && say`, by ${counted}`}.`,
      of === 'earnings' && counted ? say`As earned below counts what is paid by ${counted}.` : undefined,
    ]),
    ...windowParts({ window, against }, about),
    ...dealParts(component, baseWords(of, mode), baseOf(measure, about).money, about),
  ]
}

function baseWords(of: OwnShape<'override'>['of'], mode: OwnShape<'override'>['mode']): Words {
  if (of === 'earnings')
    return say`what the people below you earn${mode === 'cascading' ? ', less what levels between have of it' : ''}`
  return mode === 'full'
    ? say`the credit of the people below you`
    : say`what the levels below you have left of the credit`
}

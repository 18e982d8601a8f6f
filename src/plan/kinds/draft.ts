import type { Place } from '../../diagnostics/diagnostic.js'
import { didYouMean } from '../../diagnostics/suggest.js'
import type { MeasureId } from '../../model/ids.js'
import type { ClawbackRule } from '../clawback.js'
import type { Compiler, Path } from '../compiler.js'
import type { ComponentShape } from '../component-shapes.js'
import type { Measure } from '../plan.js'

/** A component on its way: what its kind is compiled from. */
export interface ComponentDraft<S extends ComponentShape = ComponentShape> {
  readonly shape: S
  readonly path: Path
  readonly place: Place
  readonly measures: ReadonlyMap<MeasureId, Measure>
  /** What the plan says is taken back, unless the component says it. */
  readonly clawback: ClawbackRule | undefined
}

/** The measure that a key names; undefined when reported or when the measure itself is broken. */
export function measureAt(
  { report, plan }: Compiler,
  { path, measures }: Pick<ComponentDraft, 'path' | 'measures'>,
  id: string,
  key: Path,
): Measure | undefined {
  const declared = Object.keys(plan.measures)
  if (!declared.includes(id) && !measures.has(id as MeasureId)) {
    const known = declared.length === 0 ? 'it declares none' : `it has ${declared.join(', ')}`
    report('SPM3023', `the plan has no measure "${id}": ${known}.${didYouMean(id, declared)}`, [...path, ...key])
  }
  return measures.get(id as MeasureId)
}

/** True when a window is longer than the pay period; undefined when reported as impossible. */
export function isLonger({ report, context, plan }: Compiler, window: string, at: Path): boolean | undefined {
  if (window === 'deal' || window === 'period' || window === plan.pays) return false
  const { levels } = context.calendar
  const pays = levels.indexOf(plan.pays)
  if (pays < 0) return undefined
  const level = levels.indexOf(window)
  if (level < 0) {
    report('SPM3024', `the calendar has no period "${window}", only ${levels.join(', ')}`, at)
    return undefined
  }
  if (level < pays) {
    report('SPM3025', `the window (${window}) is shorter than the pay period (${plan.pays})`, at)
    return undefined
  }
  return true
}

/** A longer window with a quota must say against which one; where nothing hangs on it, it must not. */
export function checkAgainst(
  { report }: Compiler,
  { window, against }: { readonly window: string; readonly against?: string | undefined },
  path: Path,
  longer: boolean | undefined,
  needsQuota: boolean,
): void {
  if (longer === undefined) return
  if (longer && needsQuota && against === undefined) {
    report(
      'SPM3026',
      `against which quota of the ${window} do the tiers count: \`against: full_quota\` or \`quota_to_date\`?`,
      [...path, 'window'],
    )
  }
  if (!longer && against !== undefined) {
    const message = '`against` has no effect: the window is the pay period itself'
    report('SPM3027', message, [...path, 'against'], undefined, 'key')
  }
}

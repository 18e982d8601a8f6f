import { compileClawback } from '../clawback.js'
import type { Compiler, Path } from '../compiler.js'
import { compileLevels } from '../compile-credit.js'
import { looksBack, type DealComponent, type OverrideTerms } from '../component.js'
import type { DealShape, ShapeOf } from '../component-shapes.js'
import { parseDecimal, type Decimal } from '../../base/decimal.js'
import type { ComponentId, MeasureId } from '../../model/ids.js'
import type { CompiledRate } from '../../rates/rate.js'
import { isMoney } from '../measure-unit.js'
import { compileRelease } from '../release.js'
import { compileUplift } from '../multiplier.js'
import { dealNames } from '../names.js'
import { checkPayable } from '../payable.js'
import type { Measure, Window } from '../plan.js'
import { checkAgainst, isLonger, measureAt, type ComponentDraft } from './draft.js'
import { asksAttainment, compileDealRate } from './rates.js'
import { compileTerms } from './terms.js'

type Keys = {
  readonly window: Window
  readonly against?: 'full_quota' | 'quota_to_date' | undefined
}

/** A commission, a spiff or an override: all pay credited deals by a rate. */
export function compileDeals(compiler: Compiler, draft: ComponentDraft<DealShape>): DealComponent | undefined {
  const { shape, path } = draft
  const { report, context, plan } = compiler
  const own = measureAt(compiler, draft, shape.measure, ['measure'])
  const keys: Keys = shape.kind === 'spiff' ? { window: 'deal' } : shape
  const longer = isLonger(compiler, keys.window, [...path, 'window'])
  const rate = compileDealRate(compiler, shape, keys.window, path, dealNames(context, plan, shape))
  if (rate?.needsQuantity && context.deals.get('quantity') === undefined) {
    const fix = 'map one in spm.yaml: `inputs.deals.columns.quantity`'
    report('SPM3021', 'the deals have no quantity column', [...path, 'rate'], fix)
  }
  const uplift = shape.kind === 'commission' ? compileUplift(compiler, shape, path) : undefined
  const override = shape.kind === 'override' ? compileOverride(compiler, shape, path) : undefined
  const measure = shape.kind === 'override' ? own && rolledUp(own, shape, override, compiler, draft) : own
  // A gate may ask for the attainment of the override's own credits.
  const measures = new Map([...draft.measures, ...(measure ? [[measure.id, measure] as const] : [])])
  const shared = compileTerms(compiler, { ...draft, measures }, keys.window, longer)
  const position = rate?.of === undefined ? measure : measureAt(compiler, draft, rate.of, ['rate', 'of'])
  if (rate?.of !== undefined && uplift) {
    report('SPM3901', 'an uplift moves the component’s own credits, `of` lets others move: say one of them', [
      ...path,
      'uplift',
    ])
  }
  const needsQuota = rate?.needsQuota === true || shared?.byAttainment === true
  if (rate) checkAgainst(compiler, keys, path, longer, needsQuota)
  const counts = plan.measures[shape.measure]
  if (
    own &&
    counts &&
    !isMoney(counts) &&
    typeof own.amount === 'string' &&
    rate?.split !== undefined &&
    rate.split !== own.split
  ) {
    const message = `the rate counts shared deals by \`split: ${rate.split}\`, its measure by \`split: ${own.split}\``
    report('SPM3108', message, [...path, 'rate', 'split'])
  }
  const release = compileRelease(compiler, shape.release, path)
  const rule = compileClawback(compiler, shape.clawback, path) ?? draft.clawback
  const clawback = rule === 'none' ? undefined : rule
  const budget = shape.kind === 'spiff' ? compileBudget(compiler, shape, rate, path) : undefined
  if (measure === undefined || position === undefined || rate === undefined || shared === undefined) return undefined
  if (shape.kind === 'override' && override === undefined) return undefined
  const { terms, adds, expressions, multipliers } = shared
  if (override && override.below.size > 0) {
    const message = 'what people below earned in earlier pay periods is not looked at again'
    if (looksBack(terms)) report('SPM3907', message, [...path, terms.gate ? 'gate' : 'cap'])
    else if (plan.cap?.excess === 'carried') report('SPM3907', `${message}: the plan's cap carries`, [...path, 'below'])
  }
  // Somebody below may be re-rated for any deal of the year.
  const onEarnings = override !== undefined && override.below.size > 0
  const changes = [...multipliers, ...(uplift ? [{ kind: 'uplift', ...uplift } as const] : [])]
  return {
    ...terms,
    kind: shape.kind,
    window: keys.window,
    against: keys.against,
    needsQuota,
    measure,
    position,
    rate,
    uplift,
    conditions: changes.flatMap((each) => (each.kind === 'attainment' ? [] : (each.when ?? []))),
    budget,
    override,
    release,
    clawback,
    adds: [
      { measure, window: onEarnings && context.calendar.levels.includes('year') ? 'year' : keys.window },
      ...(position === measure ? [] : [{ measure: position, window: keys.window }]),
      ...adds,
    ],
    expressions: [
      ...expressions,
      ...rate.expressions,
      ...(uplift?.when ? [uplift.when] : []),
      ...(clawback?.countFrom ? [clawback.countFrom] : []),
    ],
  }
}

function compileBudget(
  compiler: Compiler,
  shape: ShapeOf<'spiff'>,
  rate: CompiledRate | undefined,
  path: Path,
): DealComponent['budget'] {
  const { report, plan } = compiler
  const { gate, cap } = shape
  const said = (['budget', 'budget_each'] as const).filter((key) => shape[key] !== undefined)
  if (said.length === 0) return undefined
  const other = cap && (['per_period', 'per', 'per_window'] as const).find((key) => cap[key] !== undefined)
  const asks = rate && asksAttainment(rate) ? 'a rate by `attainment_of()`' : undefined
  const beside = gate ? 'a gate' : other ? `a cap \`${other}\`` : asks
  if (beside ?? plan.rounding?.at === 'total') {
    const what = beside ?? '`rounding: at: total`'
    report('SPM3905', `${what} changes awards after the budget has been used by them`, [...path, said[0]!])
    return undefined
  }
  const money = (key: (typeof said)[number]): Decimal | undefined => {
    const text = shape[key]
    const value = text === undefined ? undefined : parseDecimal(text)
    if (value?.greaterThan(0)) checkPayable(compiler, value, [...path, key])
    if (text === undefined || value?.greaterThan(0)) return value
    report('SPM3905', `a budget is an amount of money above zero, not "${text}"`, [...path, key])
    return undefined
  }
  const [all, each] = [money('budget'), money('budget_each')]
  return all || each ? { all, each } : undefined
}

/** What an override is a percent of. `below` names whose earnings count, where earnings do. */
function compileOverride(compiler: Compiler, shape: ShapeOf<'override'>, path: Path): OverrideTerms | undefined {
  const { report, placeOf } = compiler
  const { of, mode, below, window } = shape
  const levels = compileLevels(shape.levels, [...path, 'levels'], compiler.report)
  const asksEarnings = of === 'earnings' || mode === 'cascading'
  if (asksEarnings && below === undefined) {
    const what = of === 'earnings' ? 'earn by' : 'leave after'
    const message = `a percent of what people below ${what} which of their components?`
    report('SPM3906', message, [...path, of === 'earnings' ? 'of' : 'mode'])
    return undefined
  }
  if (!asksEarnings && below !== undefined) {
    const message = '`below` has no effect: the override is a percent of all that is credited'
    report('SPM3906', message, [...path, 'below'], undefined, 'key')
    return undefined
  }
  if (asksEarnings && window !== 'period') {
    const message = `what people below earn is known by pay period: \`window: period\`, not ${window}`
    report('SPM3907', message, [...path, 'window'])
    return undefined
  }
  const places = (below ?? []).map((id, index) => [id as ComponentId, placeOf([...path, 'below', index])] as const)
  return { of, mode, below: new Map(places), levels }
}

/** The override's own measure: the credits of the direct one, rolled up to the managers. It has the component's id. */
function rolledUp(
  own: Measure,
  { id, levels }: ShapeOf<'override'>,
  override: OverrideTerms | undefined,
  { report, plan }: Compiler,
  { path, place }: ComponentDraft,
): Measure | undefined {
  if (own.credit !== 'direct') {
    report('SPM3908', `an override rolls up by itself: \`${own.id}\` must be a measure with \`credit: direct\``, [
      ...path,
      'measure',
    ])
    return undefined
  }
  if (Object.hasOwn(plan.measures, id)) {
    report('SPM3908', `the override "${id}" is called like a measure, and its own credits go by that name`, [
      ...path,
      'id',
    ])
    return undefined
  }
  if (override === undefined || levels === undefined) return undefined
  const rollup = { levels: override.levels, overlay: false, own: false }
  return {
    ...own,
    id: id as string as MeasureId,
    label: `${plan.plan}/${id}`,
    credit: { direct: false, overlay: false, rollup, territories: [], payees: [] },
    place,
  }
}

import { parseRatio, ZERO, type Decimal } from '../base/decimal.js'
import { compileTiers, type Tier } from '../rates/tiers.js'
import type { Compiler, Path } from './compiler.js'
import type { Multiplier, Uplift } from './component.js'
import type { ComponentShape, ShapeOf } from './component-shapes.js'
import { isMoney } from './measure-unit.js'
import type { MultiplierShape } from './modifier-shapes.js'

/** Does some group inside the rate have this key, and with one of these values? */
function mentions(node: unknown, key: string, values?: readonly unknown[]): boolean {
  if (Array.isArray(node)) return node.some((each) => mentions(each, key, values))
  if (typeof node !== 'object' || node === null) return false
  return Object.entries(node).some(
    ([name, value]) => (name === key && (!values || values.includes(value))) || mentions(value, key, values),
  )
}

function factor({ report }: Compiler, text: string, path: Path): Decimal | undefined {
  const value = parseRatio(text)
  if (value !== undefined && !value.lessThan(ZERO)) return value
  report('SPM3403', `pay cannot be multiplied with ${text}`, path, 'Write 0.5 for half, 0 for nothing.')
  return undefined
}

/** `multiplier`, one or a list. Undefined where something is wrong with one of them. */
export function compileMultipliers(
  compiler: Compiler,
  shape: ComponentShape,
  path: Path,
  window: string,
): readonly Multiplier[] | undefined {
  const { multiplier } = shape
  if (multiplier === undefined) return []
  const at = [...path, 'multiplier']
  const compiled = Array.isArray(multiplier)
    ? multiplier.map((each, index) => compileOne(compiler, shape, each, [...at, index], window))
    : [compileOne(compiler, shape, multiplier, at, window)]
  return compiled.every((each) => each !== undefined) ? compiled : undefined
}

function compileOne(
  compiler: Compiler,
  shape: ComponentShape,
  node: MultiplierShape,
  path: Path,
  window: string,
): Multiplier | undefined {
  const { report, expression, context } = compiler
  const deals = 'rate' in shape && (shape.kind === 'commission' || shape.kind === 'spiff' || shape.kind === 'override')
  const ways = (['times', 'add', 'by'] as const).filter((key) => node[key] !== undefined)
  if (ways.length !== 1) {
    report('SPM3404', 'a multiplier says one of `times`, `add`, or `by: attainment` with `tiers`', path)
    return undefined
  }
  if (node.by !== undefined) return compileByAttainment(compiler, window, node, path)
  for (const key of ['tiers', 'at'] as const) {
    if (node[key] === undefined) continue
    report('SPM3404', `\`${key}\` has no effect without \`by: attainment\``, [...path, key], undefined, 'key')
    return undefined
  }
  const when =
    node.when === undefined
      ? undefined
      : expression([...path, 'when'], { ...(deals && { deal: context.deals }), rep: context.reps }, 'boolean')
  if (node.when !== undefined && when === undefined) return undefined
  if (node.times !== undefined) {
    const times = factor(compiler, node.times, [...path, 'times'])
    return times && { kind: 'times', when, times }
  }
  const add = parseRatio(node.add!)
  if (add === undefined || !add.greaterThan(ZERO)) {
    report('SPM3405', `points added to a rate are above zero, not ${node.add}`, [...path, 'add'])
    return undefined
  }
  const ofMoney = deals && isMoney(compiler.plan.measures[shape.measure])
  if (!ofMoney || mentions(shape.rate, 'amount') || mentions(shape.rate, 'formula')) {
    report('SPM3406', `${node.add} can only be added to a rate in percent`, [...path, 'add'])
    return undefined
  }
  return { kind: 'add', when, add }
}

function compileByAttainment(
  compiler: Compiler,
  window: string,
  node: MultiplierShape,
  path: Path,
): Multiplier | undefined {
  const { report } = compiler
  if (node.when !== undefined || node.tiers === undefined) {
    report('SPM3404', '`by: attainment` has `tiers` and no `when`', path)
    return undefined
  }
  if (window === 'deal') {
    report('SPM3407', 'a multiplier by attainment needs a quota, which a single deal does not have', [...path, 'by'])
    return undefined
  }
  const tiers = compileTiers(
    node.tiers.map(({ from, above, times }) => ({ from, above, rate: times })),
    { by: 'attainment', mode: 'retroactive', base: undefined },
    {
      checkRate: () => true,
      report: (code, message, inner, fix) =>
        report(code, message, [...path, ...inner.map((step) => (step === 'rate' ? 'times' : step))], fix),
      rateValue: (text, inner) => {
        const value = factor(compiler, text, [...path, ...inner.slice(0, -1), 'times'])
        return value && { kind: 'fixed', value }
      },
    },
  )
  return tiers && { kind: 'attainment', running: node.at === 'running', tiers, factors: tiers.map(factorOf) }
}

function factorOf({ value }: Tier): Decimal {
  return value.kind === 'fixed' ? value.value : ZERO
}

/** `uplift`: refused where nothing of the component looks at the amount it would lift. */
export function compileUplift(compiler: Compiler, shape: ShapeOf<'commission'>, path: Path): Uplift | undefined {
  const { report, expression, context } = compiler
  const { uplift } = shape
  if (uplift === undefined) return undefined
  const at = [...path, 'uplift']
  const times = factor(compiler, uplift.times, [...at, 'times'])
  const when =
    uplift.when === undefined
      ? undefined
      : expression([...at, 'when'], { deal: context.deals, rep: context.reps }, 'boolean')
  const moves = mentions(shape.rate, 'by', ['attainment', 'amount']) || mentions(shape.multiplier, 'by', ['attainment'])
  const paid = uplift.for === 'both' && !mentions(shape.rate, 'per')
  if (!moves && !paid) {
    report('SPM3408', '`uplift` has no effect here: no tier goes by the credited amount or by attainment', at)
    return undefined
  }
  if (times === undefined || (uplift.when !== undefined && when === undefined)) return undefined
  return { when, times, for: uplift.for }
}

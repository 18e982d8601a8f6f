import { ONE, parseDecimal, parseRatio, type Decimal } from '../base/decimal.js'
import { fractionOf } from '../base/fraction.js'
import type { Calendar } from '../base/period.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { MeasureId } from '../model/ids.js'
import type { Columns } from '../model/table.js'
import type { Ramp, Seasonality, TeamQuota } from './plan.js'
import type { MeasureShape, PlanShape } from './shape.js'

type Report = (
  code: Code,
  message: string,
  path: readonly (string | number)[],
  fix?: string,
  target?: 'key' | 'value',
) => void

/** Weights of the quarters or the months of a year. */
export function compileSeasonality(
  { seasonality: texts }: PlanShape,
  { levels }: Calendar,
  report: Report,
): Seasonality | undefined {
  if (texts === undefined) return undefined
  const level = texts.length === 4 ? 'quarter' : texts.length === 12 ? 'month' : undefined
  if (level === undefined) {
    report('SPM3301', `${texts.length} weights are neither 4 quarters nor 12 months`, ['seasonality'])
    return undefined
  }
  const missing = [level, 'year'].find((each) => !levels.includes(each))
  if (missing !== undefined) {
    const message = `the weights are of the ${level}s of a year, but the calendar has no ${missing}`
    report('SPM3301', message, ['seasonality'])
  }
  const weights = texts.map((text, index) => {
    const weight = parseDecimal(text)
    if (weight?.greaterThan(0)) return weight
    report('SPM3302', `a weight is a number above zero, not ${text}`, ['seasonality', index])
    return ONE
  })
  return { level, weights }
}

/** Percents of the quota, or amounts in its place, by month of tenure. */
export function compileRamp(
  { ramp, measures }: PlanShape,
  reps: Columns,
  place: Place,
  report: Report,
): Ramp | undefined {
  if (ramp === undefined) return undefined
  const dates = reps.list.filter(({ type }) => type === 'date').map(({ name }) => name)
  const column = reps.get(ramp.from)
  if (column?.type !== 'date') {
    const what = column ? `holds no dates but a ${column.type}` : 'is not in the reps file'
    const hint = didYouMean(ramp.from, dates)
    report('SPM3303', `the column "${ramp.from}", from which the ramp starts, ${what}.${hint}`, ['ramp', 'from'])
  }
  if (ramp.quota === undefined && ramp.amount === undefined) {
    report(
      'SPM3340',
      'the ramp says neither which percent (`quota`) nor which `amount` counts',
      ['ramp'],
      undefined,
      'key',
    )
  }
  const percents = (ramp.quota ?? []).map((text, index) => {
    const percent = parseRatio(text)
    if (percent === undefined || percent.isNegative() || percent.greaterThan(ONE)) {
      report('SPM3304', `a ramp is between 0% and 100% of the quota, not ${text}`, ['ramp', 'quota', index])
    }
    return fractionOf(percent ?? ONE)
  })
  const declared = Object.keys(measures)
  const amounts = new Map<MeasureId, readonly Decimal[]>()
  for (const [id, texts] of Object.entries(ramp.amount ?? {})) {
    const path = ['ramp', 'amount', id]
    if (!declared.includes(id)) {
      const message = `the plan has no measure "${id}" for the ramp: it has ${declared.join(', ')}.`
      report('SPM3341', `${message}${didYouMean(id, declared)}`, path, undefined, 'key')
    }
    const values = texts.map((text, index) => {
      const value = parseDecimal(text)
      if (value !== undefined && !value.isNegative()) return value
      report('SPM3342', `the quota of a month is 0 or more, not ${text}`, [...path, index])
      return ONE
    })
    amounts.set(id as MeasureId, values)
  }
  if (column === undefined) return undefined
  const { name, slot } = column
  return { column: name, slot, hire: name === 'hire_date', percents, amounts, tiers: ramp.tiers ?? 'ramped', place }
}

/** The quota of a measure as the sum of those of the people below. */
export function compileTeamQuota(
  { quota }: MeasureShape,
  id: MeasureId,
  place: Place,
  report: Report,
): TeamQuota | undefined {
  if (quota === undefined) return undefined
  const path = ['measures', id, 'quota']
  const levels = quota.levels === 'all' ? undefined : Number.parseInt(quota.levels, 10)
  if (levels === 0) report('SPM3343', 'levels count from 1, who is directly below: 0 is nobody', [...path, 'levels'])
  const times = parseRatio(quota.times ?? '1')
  if (!times?.greaterThan(0)) {
    report('SPM3343', `a factor on the sum is above 0, not ${quota.times ?? ''}`, [...path, 'times'])
  }
  const measure = (quota.measure ?? id) as MeasureId
  return { measure, levels, asOf: quota.as_of, times: fractionOf(times ?? ONE), place }
}

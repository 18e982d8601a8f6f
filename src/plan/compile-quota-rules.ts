import { ONE, parseDecimal, parseRatio } from '../base/decimal.js'
import { fractionOf } from '../base/fraction.js'
import type { Calendar } from '../base/period.js'
import type { Code } from '../diagnostics/catalogue.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Columns } from '../model/table.js'
import type { Ramp, Seasonality } from './plan.js'
import type { PlanShape } from './shape.js'

type Report = (code: Code, message: string, path: readonly (string | number)[], fix?: string) => void

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

/** Percents of the quota by month of tenure. */
export function compileRamp({ ramp }: PlanShape, reps: Columns, report: Report): Ramp | undefined {
  if (ramp === undefined) return undefined
  const dates = reps.list.filter(({ type }) => type === 'date').map(({ name }) => name)
  const column = reps.get(ramp.from)
  if (column?.type !== 'date') {
    const what = column ? `holds no dates but a ${column.type}` : 'is not in the reps file'
    const hint = didYouMean(ramp.from, dates)
    report('SPM3303', `the column "${ramp.from}", from which the ramp starts, ${what}.${hint}`, ['ramp', 'from'])
  }
  const percents = ramp.quota.map((text, index) => {
    const percent = parseRatio(text)
    if (percent === undefined || percent.isNegative() || percent.greaterThan(ONE)) {
      report('SPM3304', `a ramp is between 0% and 100% of the quota, not ${text}`, ['ramp', 'quota', index])
    }
    return fractionOf(percent ?? ONE)
  })
  return column && { column: column.name, slot: column.slot, hire: column.name === 'hire_date', percents }
}

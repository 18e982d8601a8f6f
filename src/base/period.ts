import { addDays, addMonths, dateOf, daysBetween, partsOf, type PlainDate } from './date.js'
import { compareText } from './order.js'

/** A span of days [start, end): the start is included, the end is not. */
export interface Period {
  readonly id: string
  readonly level: string
  readonly start: PlainDate
  readonly end: PlainDate
}

export function contains(period: Period, date: PlainDate): boolean {
  return period.start <= date && date < period.end
}

/** How many days it has. */
export function daysIn({ start, end }: Period): number {
  return daysBetween(start, end)
}

/** The last day inside. */
export function lastDay(period: Period): PlainDate {
  return addDays(period.end, -1)
}

/**
 * Named periods on several levels, shortest level first. The standard one is a fiscal calendar of months, quarters,
 * halves and years; others come from periods.csv (4-4-5 and odd calendars).
 */
export interface Calendar {
  readonly levels: readonly string[]
  /** The period of that id; undefined when there is none. */
  period(id: string): Period | undefined
  /** The period of a level that holds the date. */
  at(level: string, date: PlainDate): Period | undefined
  /** The periods of a level that lie inside another, in order; undefined unless they cover it exactly. */
  within(outer: Period, level: string): readonly Period[] | undefined
  /** Ids near enough to show in a message. */
  readonly example: string
}

const MONTHS_IN: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12 }

/**
 * The fiscal calendar. Month ids are calendar months; quarters, halves and years are named by the year in which the
 * fiscal year ends when it does not start in January.
 * @param startMonth month in which the fiscal year starts, 1 to 12
 */
export function fiscalCalendar(startMonth: number): Calendar {
  const shift = startMonth - 1

  const build = (level: string, fiscalYear: number, index: number): Period => {
    const months = MONTHS_IN[level]!
    const startYear = shift === 0 ? fiscalYear : fiscalYear - 1
    const start = addMonths(dateOf(startYear, startMonth, 1)!, index * months)
    const year = String(fiscalYear).padStart(4, '0')
    const parts = partsOf(start)
    const id =
      level === 'year'
        ? year
        : level === 'month'
          ? `${String(parts.year).padStart(4, '0')}-${String(parts.month).padStart(2, '0')}`
          : `${year}-${level === 'quarter' ? 'Q' : 'H'}${index + 1}`
    return { id, level, start, end: addMonths(start, months) }
  }

  const at = (level: string, date: PlainDate): Period | undefined => {
    const months = MONTHS_IN[level]
    if (months === undefined) return undefined
    const { year, month } = partsOf(date)
    const sinceStart = (month - 1 - shift + 12) % 12
    const fiscalYear = shift !== 0 && month >= startMonth ? year + 1 : year
    return build(level, fiscalYear, Math.floor(sinceStart / months))
  }

  const period = (id: string): Period | undefined => {
    const match = /^(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?$/.exec(id)
    if (!match) return undefined
    const year = Number.parseInt(match[1]!, 10)
    if (year < 2 || year > 9998) return undefined
    if (match[2] !== undefined) {
      const first = dateOf(year, Number.parseInt(match[2], 10), 1)
      return first && at('month', first)
    }
    if (match[3] !== undefined) return build('quarter', year, Number.parseInt(match[3], 10) - 1)
    if (match[4] !== undefined) return build('half', year, Number.parseInt(match[4], 10) - 1)
    return build('year', year, 0)
  }

  return {
    levels: Object.keys(MONTHS_IN),
    period,
    at,
    within: (outer, level) => {
      const inner: Period[] = []
      let start = outer.start
      while (start < outer.end) {
        const next = at(level, start)
        if (next === undefined || next.start !== start || next.end > outer.end) return undefined
        inner.push(next)
        start = next.end
      }
      return inner
    },
    example: '2026-03, 2026-Q1, 2026-H1 or 2026',
  }
}

/** The calendar of a periods.csv. Levels are ordered by the length of their longest period, shortest first. */
export function customCalendar(periods: readonly Period[]): Calendar {
  const byId = new Map(periods.map((period) => [period.id, period]))
  const byLevel = new Map<string, Period[]>()
  for (const period of periods) {
    const level = byLevel.get(period.level)
    if (level) level.push(period)
    else byLevel.set(period.level, [period])
  }
  for (const level of byLevel.values()) level.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const at = (level: string, date: PlainDate): Period | undefined =>
    byLevel.get(level)?.find((period) => contains(period, date))
  const longest = (level: string): number =>
    Math.max(...byLevel.get(level)!.map(({ start, end }) => daysBetween(start, end)))
  return {
    levels: [...byLevel.keys()].sort((a, b) => longest(a) - longest(b) || compareText(a, b)),
    period: (id) => byId.get(id),
    at,
    within: (outer, level) => {
      const inner = (byLevel.get(level) ?? []).filter((p) => p.start >= outer.start && p.end <= outer.end)
      let start = outer.start
      for (const period of inner) {
        if (period.start !== start) return undefined
        start = period.end
      }
      return start === outer.end ? inner : undefined
    },
    example: [...byLevel.values()].map((level) => level[0]!.id).join(' or '),
  }
}

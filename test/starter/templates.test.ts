import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fiscalCalendar } from '../../src/base/period.js'
import { parseDate } from '../../src/base/date.js'
import { templates } from '../../src/starter/templates.js'
import type { Template } from '../../src/starter/template.js'

const calendar = fiscalCalendar(1)
const ground = {
  currency: 'USD',
  calendar,
  year: calendar.at('year', parseDate('2026-03-05')!)!,
  won: 'deal.stage == "Closed Won"',
  asksCurrency: false,
  stage: { column: 'stage', won: 'Closed Won', lost: 'Closed Lost' },
}

interface PlanText {
  readonly components: readonly Readonly<Record<string, unknown>>[]
}

/** What a plan to start from leaves out of the plan that it is taken from, or says in a simpler way. */
const SIMPLER: Readonly<Record<string, readonly string[]>> = {
  flat: [],
  accelerators: ['cap'],
  'deal-size': ['cap'],
  'manager-override': ['gate', 'rate'],
}

test.each(Object.entries(templates) as [string, Template][])(
  '%s pays as the plan that it is taken from',
  (name, template) => {
    const shipped = parse(
      readFileSync(join(import.meta.dirname, '../../plans', `${template.from}.yaml`), 'utf8'),
    ) as PlanText
    const last = template.files(ground).findLast(({ path }) => !path.endsWith('.test.yaml'))!
    const own = parse(last.text) as PlanText
    const without = (component: Readonly<Record<string, unknown>> = {}) =>
      Object.fromEntries(Object.entries(component).filter(([key]) => !SIMPLER[name]!.includes(key)))
    expect(without(own.components[0])).toEqual(without(shipped.components[0]))
    expect(own.components).toHaveLength(1)
    // A line of the list at a terminal.
    expect(template.summary.length).toBeLessThanOrEqual(60)
  },
)

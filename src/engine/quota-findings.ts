import type { Period } from '../base/period.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeId } from '../model/ids.js'
import type { QuotaRow } from '../model/records.js'
import type { Measure, Plan, TeamQuota } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import { holderOf } from './quota-rows.js'
import type { LateRamp } from './ramp.js'
import type { ReportOnce } from './report-once.js'

/** What can be wrong with the quota of a payee, in words. */
export class QuotaFindings {
  constructor(private readonly report: ReportOnce) {}

  missing(payee: PayeeId, measure: Measure, period: Period, beside: QuotaRow | undefined): void {
    const message = `"${payee}" has no quota for ${measure.id} in ${period.id}, though for other periods of the same window`
    const place = beside ? { file: beside.file, record: beside.record, cell: 'period' } : measure.place
    this.report(diagnose('SPM5014', message, { place }), `missing ${payee} ${measure.id} ${period.id}`)
  }

  /** Somebody is there for part of a pay period. */
  partly(plan: Plan, assignment: Assignment, period: Period): void {
    const message = `plan ${plan.id} must say how quotas shrink: "${assignment.payee.id}" is there for part of ${period.id}`
    const detail = { place: plan.place, related: payeeOf(assignment) }
    this.report(diagnose('SPM5011', message, detail), `proration ${plan.id} ${plan.from}`)
  }

  /** A role or a quota row changes inside a pay period. */
  unstated(plan: Plan, assignment: Assignment, period: Period): void {
    const message = `plan ${plan.id} must say how quotas are prorated: that of "${assignment.payee.id}" changes inside ${period.id}`
    const detail = { place: plan.place, related: payeeOf(assignment) }
    this.report(diagnose('SPM5731', message, detail), `change ${plan.id} ${plan.from}`)
  }

  lateRamp({ id, ramp }: Plan, { late: { payee, row }, on }: LateRamp): void {
    const message = `the ramp of "${payee.id}" on plan ${id} starts after ${on}, when he is already there`
    const place = { file: row.file, record: row.record, cell: ramp!.column }
    this.report(diagnose('SPM5701', message, { place }), `ramp ${row.file} ${row.record}`)
  }

  /** Amounts of a ramp are for calendar months. */
  oddMonths({ id, from, ramp }: Plan, period: Period): void {
    const message = `the ramp of plan ${id} gives amounts by calendar month, but ${period.id} is not made of whole ones`
    this.report(diagnose('SPM5737', message, { place: ramp!.place }), `months ${id} ${from}`)
  }

  roleAndTeam(measure: Measure, rule: TeamQuota, row: QuotaRow): void {
    const message = `${measure.label} sums the quotas of members, but ${holderOf(row)} has a quota of its own for it`
    const related = [{ message: 'the sum', place: rule.place }]
    const detail = { place: { file: row.file, record: row.record, cell: 'role' }, related }
    this.report(diagnose('SPM5733', message, detail), `role ${measure.label} ${row.role}`)
  }
}

function payeeOf({ row }: Assignment): Diagnostic['related'] {
  return [{ message: 'the payee', place: { file: row.file, record: row.record } }]
}

import type { Decimal } from '../base/decimal.js'
import { diagnose, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { isAbsent, type Absent, type Expression } from '../expression/expression.js'
import type { RepRow } from '../model/records.js'
import type { Cell } from '../model/table.js'
import type { Plan } from '../plan/plan.js'
import type { RunContext } from './run-context.js'

/** What expressions may name of the payee himself: yearly amounts of the row in force (F22). */
export const PAYEE_NAMES: ReadonlySet<string> = new Set(['target_incentive', 'ote', 'target'])

/** `target_incentive`, `ote` = base salary + target incentive, `target` = weight x target incentive. */
export function payeeValues(
  { columns }: Plan,
  weight: Decimal | undefined,
  { cells }: RepRow,
): Readonly<Record<string, Cell>> {
  const cell = (slot: number | undefined): Decimal | undefined =>
    slot === undefined ? undefined : (cells[slot] as Decimal | undefined)
  const incentive = cell(columns.targetIncentive)
  const salary = cell(columns.baseSalary)
  return {
    target_incentive: incentive,
    ote: incentive && salary && salary.plus(incentive),
    target: incentive && weight && incentive.times(weight),
  }
}

/** Where to look when an expression on the payee gives nothing: the blank cell of his row, else the component. */
export function placesOf(
  value: Cell | Absent,
  { file, record }: RepRow,
  { place, what = 'component' }: { readonly place: Place; readonly what?: string },
): { readonly place: Place; readonly related: Diagnostic['related'] } {
  const blank =
    isAbsent(value) && (value.root === 'rep' || value.column === 'target_incentive') ? value.column : undefined
  if (blank === undefined) return { place, related: [{ message: 'the payee', place: { file, record } }] }
  return { place: { file, record, cell: blank }, related: [{ message: `the ${what}`, place }] }
}

/** Does an expression name what the reps file gives in pay currency? */
export function namesIncentive({ names, rep }: Expression['uses']): boolean {
  const columns = ['target_incentive', 'base_salary']
  return (
    [...PAYEE_NAMES, 'target_incentive_period'].some((name) => names.has(name)) || columns.some((each) => rep.has(each))
  )
}

/** The reps file gives salary and target incentive in pay currency, and nobody says at which rate they would be the plan's. */
export function checkIncentiveCurrency(plan: Plan, row: RepRow, context: Pick<RunContext, 'report'>): void {
  if (row.currency === undefined || row.currency === plan.currency) return
  const message = `salary and target incentive of "${row.payee}" are in ${row.currency}, plan ${plan.id} is in ${plan.currency}`
  const place = { file: row.file, record: row.record, cell: 'currency' }
  context.report(diagnose('SPM5902', message, { place }))
}

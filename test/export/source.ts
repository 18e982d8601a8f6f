import type { Period } from '../../src/base/period.js'
import type { PlainDate } from '../../src/base/date.js'
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { PAY_GROUPS } from '../../src/engine/pay-groups.js'
import { targets } from '../../src/export/registry.js'
import type { ExportFile, ExportSource, PostedFiles } from '../../src/export/target.js'
import { parseSettings } from '../../src/project/settings.js'

export type Row = Readonly<Record<string, string>>
/** Rows by file, of one period. */
export type Files = Readonly<Record<string, readonly Row[]>>

export function month(id: string): Period {
  const [year = '', at = ''] = id.split('-')
  const next = at === '12' ? `${Number(year) + 1}-01` : `${year}-${String(Number(at) + 1).padStart(2, '0')}`
  return { id, level: 'month', start: `${id}-01` as PlainDate, end: `${next}-01` as PlainDate }
}

/** A closed period in memory; a column that a row does not say is blank. */
export function posted(period: Period | string, files: Files): PostedFiles {
  return {
    period: typeof period === 'string' ? month(period) : period,
    run: 'abcdef012345',
    rows: async (file, columns, take) => {
      await Promise.resolve()
      for (const row of files[file] ?? []) {
        take(Object.fromEntries(columns.map((name) => [name, row[name] ?? ''])) as Parameters<typeof take>[0])
      }
    },
  }
}

/** A row of payouts.csv: everything is commission unless said. */
export function pay(payee: string, payable: string, more: Row = {}): Row {
  const groups = Object.fromEntries(PAY_GROUPS.map((group) => [group, '0.00']))
  const owed = payable.startsWith('-') ? payable.slice(1) : '0.00'
  return {
    ...groups,
    payee_id: payee,
    name: payee.toUpperCase(),
    currency: 'USD',
    commission: payable,
    total: payable,
    payable: owed === '0.00' ? payable : '0.00',
    owed,
    accrued: '0.00',
    ...more,
  }
}

let serial = 0

/** A row of payout-lines.csv in dollars, payable. */
export function line(payee: string, kind: string, amount: string, more: Row = {}): Row {
  serial += 1
  const currency = { currency: 'USD', pay_currency: 'USD' }
  const place = { line_id: `L${serial}`, payee_id: payee, plan_id: 'ae', component_id: 'base', deal_id: '' }
  return { ...place, ...currency, kind, status: 'payable', source_period: '', amount, pay_amount: amount, ...more }
}

export interface Exported {
  readonly files: readonly ExportFile[]
  /** `SPM1046 message`. */
  readonly told: readonly string[]
}

/** What a target makes of periods in memory, the last of which is exported. */
export async function exported(
  target: string,
  settings: string,
  periods: readonly PostedFiles[],
  { reps = {}, isDraft = false, ownCalendar = false }: ExportOptions = {},
): Promise<Exported> {
  const found: Diagnostic[] = []
  const parsed = parseSettings(settings, 'spm.yaml', found)
  if (parsed === undefined) throw new Error(found.map(({ message }) => message).join('\n'))
  const source: ExportSource = {
    posted: periods.at(-1)!,
    before: periods.slice(0, -1),
    isDraft,
    ownCalendar,
    settings: parsed.exports,
    people: (payee) => {
      const row = reps[payee]
      return row && { cell: (column) => row[column] ?? '', placeOf: () => ({ file: 'reps.csv' }) }
    },
    placeOf: (path) => parsed.doc?.placeOf(['exports', ...path]),
    report: (code, message, detail) => void found.push(diagnose(code, message, detail)),
    found,
  }
  const files = await targets.find(({ name }) => name === target)!.build(source)
  return { files, told: [...new Set(found.map(({ code, message }) => `${code} ${message}`))] }
}

export interface ExportOptions {
  readonly reps?: Readonly<Record<string, Row>>
  readonly isDraft?: boolean
  readonly ownCalendar?: boolean
}

/** The rows of a file, split at commas: for cells that hold none. */
export function cells({ text }: ExportFile): readonly (readonly string[])[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((row) => row.split(','))
}

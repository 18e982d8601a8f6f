import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EXCEPTIONAL, REASONS } from '../../src/engine/credit.js'
import type { OutputTable } from '../../src/run/output-table.js'
import { attainmentTable } from '../../src/run/tables/attainment.js'
import { balancesTable } from '../../src/run/tables/balances.js'
import { dealPayTable } from '../../src/run/tables/deal-pay.js'
import { creditsTable } from '../../src/run/tables/credits.js'
import { exceptionsTable } from '../../src/run/tables/exceptions.js'
import { exclusionsTable } from '../../src/run/tables/exclusions.js'
import { payoutLinesTable } from '../../src/run/tables/payout-lines.js'
import { payoutsTable } from '../../src/run/tables/payouts.js'
import { slicesTable } from '../../src/run/tables/slices.js'
import { outputRows } from './doc-tables.js'
import { tableUnder } from './examples.js'

const ROOT = join(import.meta.dirname, '../..')
const OUTPUTS = readFileSync(join(ROOT, 'plans/OUTPUTS.md'), 'utf8')
const outputs = [
  payoutsTable,
  payoutLinesTable,
  slicesTable,
  attainmentTable,
  balancesTable,
  dealPayTable,
  creditsTable,
  exclusionsTable,
  exceptionsTable,
] as readonly OutputTable<never>[]

it('speaks of every output file', () => {
  const files = readdirSync(join(ROOT, 'src/run/tables')).map((file) => file.replace('.ts', '.csv'))
  expect(outputs.map(({ file }) => file).sort()).toEqual(files.sort())
})

it.each(outputs)('has the meaning and columns of $file', (table) => {
  expect(OUTPUTS).toContain(`## ${table.file}\n\n${table.doc}`)
  expect(tableUnder(OUTPUTS, table.file)).toEqual(outputRows(table))
})

it('explains every reason for an exclusion', () => {
  const rows = tableUnder(OUTPUTS, 'Reasons')
  expect(rows.map(([reason]) => reason).sort()).toEqual([...REASONS].sort())
  expect(rows.filter(([, , exception]) => exception === 'yes').map(([reason]) => reason)).toEqual([...EXCEPTIONAL])
})

import { expect } from 'vitest'
import { ClosingProject } from '../support/closing.js'
import { calculate, TABLES, type TestProject } from '../support/project.js'
import { said } from '../support/validate.js'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Example } from './examples.js'

/** Runs an example and compares what it says: rows of an output file, the refusal, or the warning. */
export async function runExample({ project, warns, closed, wanted }: Example): Promise<void> {
  if (wanted.kind === 'validate') {
    expect(await said(project, wanted.code)).toEqual([wanted.message])
    return
  }
  if (closed.length > 0 && wanted.kind === 'table') {
    const columns = Object.keys(wanted.rows[0] ?? {})
    const got = await rowsAfter(closed, project, `${wanted.table}.csv`, columns)
    expect(got).toEqual(wanted.rows)
    return
  }
  const run = await calculate(project)
  if (wanted.kind === 'error') {
    const { code, message } = wanted
    const messages = run.found.filter((each) => each.code === code).map((each) => each.message)
    expect({ codes: [...new Set(run.codes)], messages }).toEqual({
      codes: [code],
      messages: expect.arrayContaining([message]),
    })
    expect(run.ok).toBe(false)
    return
  }
  expect({ ok: run.ok, codes: run.codes, found: told(run.found, warns) }).toEqual({ ok: true, codes: warns, found: [] })
  const { table, rows } = wanted
  const file = {
    'payout-lines': run.lines,
    slices: run.slices,
    payouts: run.payouts,
    balances: run.balances,
    'deal-pay': run.dealPay,
    attainment: run.attainment,
  }
  const all = { ...file, credits: run.credits, exceptions: run.exceptions, exclusions: run.exclusions }
  const got = all[table as keyof typeof all]
  const columns = Object.keys(rows[0] ?? {})
  const shown = got.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
  expect(shown).toEqual(rows)
}

/** Rows of a run after earlier periods were closed one by one, on disk and by the commands. */
async function rowsAfter(
  closed: readonly string[],
  { plans, settings, files = {}, period, ...tables }: TestProject,
  file: string,
  columns: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const inputs = TABLES.flatMap((name): [string, string][] => {
    const text = tables[name]
    return text === undefined ? [] : [[`data/${name}.csv`, text]]
  })
  const project = new ClosingProject({
    ...files,
    ...Object.fromEntries(inputs),
    ...Object.fromEntries([plans].flat().map((text, index) => [`plans/p${index}.yaml`, text])),
    ...(settings !== undefined && { 'spm.yaml': settings }),
  })
  for (const each of closed) await project.close(each)
  await project.calc(period)
  const rows = await project.rows(period, file, columns)
  return rows.map((cells) => Object.fromEntries(columns.map((name, index) => [name, cells[index]!])))
}

/** What was found beside notes and the expected warnings, to read in a failing test. */
function told(found: readonly Diagnostic[], warns: readonly string[]): readonly string[] {
  const others = found.filter(({ severity, code }) => severity !== 'note' && !warns.includes(code))
  return others.map(({ code, message }) => `${code} ${message}`)
}

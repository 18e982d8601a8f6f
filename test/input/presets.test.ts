import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import type { Preset } from '../../src/input/preset.js'
import { presets } from '../../src/input/presets.js'
import { fittingPreset } from '../../src/input/bind-preset.js'
import { foldHeader } from '../../src/input/fold-header.js'
import { tables } from '../../src/input/tables.js'
import { specIndex } from '../../src/input/bind-columns.js'
import { parseSettings } from '../../src/project/settings.js'
import { calculate } from '../support/project.js'
import { places, read } from './source.js'

const PLAN = `
plan: reps
currency: USD
effective: { from: 2025-01-01, to: 2026-12-31 }
pays: month
assign: true
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: commission, kind: commission, measure: won, window: period, rate: { kind: flat, rate: 10% } }
`
const REPS = 'payee_id,name\nAna Diaz,Ana Diaz\n'

/** What the settings say of the deals, and reading a deals file with it. */
async function deals(preset: string, content: string) {
  const found: Diagnostic[] = []
  const settings = parseSettings(`inputs: { deals: { ${preset} } }`, 'spm.yaml', found)
  expect(found).toEqual([])
  return read(tables.deals, content, settings!.inputs.deals)
}

function pay(preset: string, content: string, plan = PLAN) {
  return calculate({
    plans: plan,
    deals: content,
    reps: REPS,
    settings: `currency: USD\ninputs: { deals: { ${preset} } }`,
    period: '2026-03',
  })
}

describe('presets', () => {
  const all = Object.entries(presets).flatMap(([name, preset]: [string, Preset]) =>
    Object.entries(preset.tables).map(([table, known]) => ({ name, table: table as 'deals', known })),
  )

  it.each(all)('$name: every needed column of $table has a header', ({ table, known }) => {
    const needed = tables[table].columns.filter(({ required }) => required).map(({ name }) => name)
    const given = known.columns.filter(({ headers }) => headers.length > 0).map(({ name }) => name)
    expect(given).toEqual(expect.arrayContaining(needed))
  })

  it.each(all)(
    '$name: no header of $table stands for two columns, and none is written by an alias',
    ({ table, known }) => {
      const headers = known.columns.flatMap((column) => [...column.headers, ...(column.unverified ?? [])])
      expect(new Set(headers.map(foldHeader)).size).toBe(headers.length)
      for (const { name, unverified = [] } of known.columns) {
        expect(unverified.map(foldHeader)).not.toContain(foldHeader(name))
        const at = specIndex(tables[table].columns, name)
        if (at >= 0) expect(tables[table].columns[at]!.name).toBe(name)
      }
    },
  )

  it.each(all)('$name: only columns that spm has no type for say their type in $table', ({ table, known }) => {
    const typed = known.columns.filter(({ type }) => type !== undefined).map(({ name }) => name)
    expect(typed.filter((name) => tables[table].columns.some((column) => column.name === name))).toEqual([])
  })
})

describe('an export of', () => {
  it('Salesforce reports pays in US formats, with its currency column and without its footer', async () => {
    const run = await pay(
      'preset: salesforce-report',
      '"Opportunity Owner","Opportunity ID","Amount Currency","Amount","Close Date","Stage"\r\n' +
        '"Ana Diaz","0061t00000AbCdE","USD","$1,234","3/5/2026","Closed Won"\r\n' +
        '"Ana Diaz","0061t00000AbCde","USD","(200.50)","03/31/2026","Closed Won"\r\n' +
        '\r\n"Won in March"\r\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\r\n',
    )
    // Two ids that differ in case are two deals. 10 % of 1,234.00 - 200.50 = 1,033.50
    expect(run.counts).toEqual({ read: 2, credited: 2, excluded: 0, rejected: 0 })
    expect(run.payouts.map(({ payable }) => payable)).toEqual(['103.35'])
    const notes = run.found.filter(({ code }) => code === 'SPM1083').map(({ message }) => message)
    expect(notes).toEqual(['2 lines below the data are left out, from "Won in March" on'])
  })

  it('Salesforce objects is read under API names, also in capitals', async () => {
    const { rows, codes } = await deals(
      'preset: salesforce-api',
      'ID,NAME,OWNERID,AMOUNT,CLOSEDATE,STAGENAME,ISWON,CREATEDDATE\n' +
        '0061t00000AbCdEFGH,Acme,0051t00000AAAAAQ,1200.5,2026-03-05,Closed Won,true,2026-01-31T10:00:00.000+0000\n',
    )
    expect(codes).toEqual([])
    expect(rows[0]).toMatchObject({ id: '0061t00000AbCdEFGH', owner: '0051t00000AAAAAQ' })
    // The amount, its date, then what spm has no column for, each of its type.
    expect(rows[0]!.cells.map(String)).toEqual(
      expect.arrayContaining(['1200.5', '2026-03-05', 'Closed Won', 'true', '2026-01-31']),
    )
  })

  it('Salesforce splits is refused until the settings say which split type is which', async () => {
    const content = 'OpportunityId,SplitOwnerId,SplitPercentage,SplitTypeId\n006A,005A,33.33,1491t0000000001\n'
    const settings = (more: string) =>
      parseSettings(`inputs: { splits: { preset: salesforce-api${more} } }`, 'spm.yaml', [])!.inputs.splits
    const refused = await read(tables.splits, content, settings(''))
    expect(refused.codes).toEqual(['SPM2022'])
    const said = await read(tables.splits, content, settings(', values: { type: { 1491t0000000001: revenue } }'))
    expect(said.codes).toEqual([])
    expect(said.rows[0]).toMatchObject({ deal: '006A', payee: '005A', type: 'revenue' })
  })

  it('HubSpot pays by the day of a timestamp, whatever the case of its labels', async () => {
    const run = await pay(
      'preset: hubspot',
      'Record ID,Deal Name,Deal stage,Close date,Deal Owner,Amount,Pipeline\n' +
        '9001,Acme,Closed Won,2026-03-31 23:59,Ana Diaz,1000,Sales\n' +
        '9002,Globex,Closed Won,2026-04-01 00:00,Ana Diaz,5000,Sales\n',
    )
    expect(run.codes).toEqual([])
    // 10 % of the deal of 31 March; that of 1 April is not of this month.
    expect(run.payouts.map(({ payable }) => payable)).toEqual(['100.00'])
  })

  it('Pipedrive pays by the day a deal was won, and open deals not at all', async () => {
    const run = await pay(
      'preset: pipedrive',
      'Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Status,Deal - Won time\n' +
        '1,Acme,Ana Diaz,700.10,USD,Won,2026-03-09 12:00:00\n2,Globex,Ana Diaz,900,USD,Open,\n',
      PLAN.replace('won: { ', 'won: { where: deal.status == "Won", '),
    )
    // 10 % of 700.10
    expect(run.payouts.map(({ payable }) => payable)).toEqual(['70.01'])
  })
})

describe('settings beside a preset', () => {
  const content = '"Opportunity ID","Opportunity Owner","Amount","ARR","Close Date"\n"1","A","5","1,234","2026-03-05"\n'

  it('win key by key, and column by column', async () => {
    const { rows, codes } = await deals(
      'preset: salesforce-report, date: YYYY-MM-DD, decimal: ",", columns: { amount: ARR }',
      content,
    )
    expect(codes).toEqual([])
    // 1,234 with a decimal comma.
    expect(rows[0]!.cells.map(String)).toEqual(expect.arrayContaining(['1.234', '2026-03-05']))
  })

  it('turn the footer off: then its lines are bad rows again', async () => {
    const { codes, found } = await deals(
      'preset: salesforce-report, date: YYYY-MM-DD, footer: false',
      `${content}\nA total\n`,
    )
    expect(codes).toEqual(['SPM2006'])
    expect(places(found)).toEqual(['4:0'])
  })

  it('keep a line of one cell as a row when rows come after it, or no blank line before', async () => {
    const after = await deals(
      'preset: salesforce-report, date: YYYY-MM-DD',
      `${content}\nA total\n"2","A","5","1","2026-03-05"\n`,
    )
    expect(after.codes).toEqual(['SPM2006'])
    expect(after.rows.map(({ id }) => id)).toEqual(['1', '2'])
    const directly = await deals('preset: salesforce-report, date: YYYY-MM-DD', `${content}A total\n`)
    expect(directly.codes).toEqual(['SPM2006'])
  })
})

describe('a preset that', () => {
  it('finds two headers for a column takes neither', async () => {
    const { codes, found } = await deals(
      'preset: hubspot',
      'Record ID,Deal ID,Deal owner,Amount,Close Date\n1,2,A,5,2026-03-05\n',
    )
    expect(codes).toEqual(['SPM2009'])
    expect(found[0]!.message).toBe(
      'deals: headers "Record ID" and "Deal ID" both fit column "deal_id" of preset hubspot.',
    )
    expect(places(found)).toEqual(['1:1'])
  })

  it('does not fit names what is missing, what is near, and the preset that fits', async () => {
    const { codes, found } = await deals(
      'preset: pipedrive',
      'Record ID,Deal owner,Amount,Close Date\n1,A,5,2026-03-05\n',
    )
    expect(codes).toEqual(['SPM1080'])
    expect(found[0]!.message).toContain('file.csv has no "Deal - ID" for deal_id')
    expect(found[0]!.fix).toBe('The file looks like preset: hubspot.')
  })

  it('takes a header that nobody has checked says so', async () => {
    const { found } = await deals(
      'preset: pipedrive',
      'Deal - ID,Owner,Deal - Value,Deal - Won time\n1,A,5,2026-03-05\n',
    )
    expect(found.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SPM1082 deals: preset pipedrive takes "Owner", which nobody has checked against a real export',
    ])
  })

  it.each([
    ['salesforce-report', 'Opportunity ID,Opportunity Owner,Amount,Close Date'],
    ['salesforce-api', 'Id,OwnerId,Amount,CloseDate,Name'],
    ['hubspot', 'Record ID,Deal owner,Amount,Close Date'],
    ['pipedrive', 'Deal - ID,Deal - Owner,Deal - Value,Deal - Won time'],
  ])('is %s is recognised by the headers of its export', (name, header) => {
    expect(fittingPreset('deals', tables.deals.columns, header.split(','))).toBe(name)
  })
})

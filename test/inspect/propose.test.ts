import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { tables } from '../../src/input/tables.js'
import { inspectFile } from '../../src/inspect/inspect-file.js'
import { propose, type ProposedTable } from '../../src/inspect/propose.js'
import { proposedSettings } from '../../src/inspect/proposed-settings.js'
import { inputYaml, otherYaml, yamlText } from '../../src/inspect/settings-yaml.js'
import { parseSettings } from '../../src/project/settings.js'
import { read, source } from '../input/source.js'

async function proposed(content: string, as?: ProposedTable) {
  const inspection = (await inspectFile(source(content), []))!
  const proposal = propose(inspection, as)
  const settings = proposal && proposedSettings(inspection, proposal)
  const yaml =
    proposal && settings ? inputYaml(proposal.table, 'file.csv', settings) : otherYaml(inspection, 'file.csv')
  const mapped = proposal?.mapped.map(({ column, profile, by }) => `${column} <- ${profile.name} (${by})`)
  return { proposal, settings, yaml, mapped }
}

describe('the proposed table', () => {
  it.each([
    ['Opportunity ID,Opportunity Owner,Amount,Close Date\n1,A,5,3/5/2026\n', 'deals', 'salesforce-report'],
    ['Id,Name,Email,ManagerId,IsActive\n005,Ana,a@x.test,006,true\n', 'reps', 'salesforce-api'],
    ['OpportunityId,SplitOwnerId,SplitPercentage\n1,A,50\n', 'splits', 'salesforce-api'],
    ['payee_id,period,quota\nA,2026,5000\n', 'quotas', undefined],
    ['rate date,from,to,rate\n2026-03-01,USD,EUR,0.9\n', 'fx', undefined],
    ['event_id,deal_id,date,type\n1,D1,2026-03-01,cancel\n', 'events', undefined],
    ['product,series,price\nx,y,5\n', undefined, undefined],
  ])('of %j is %s', async (content, table, preset) => {
    const { proposal } = await proposed(content)
    expect({ table: proposal?.table, preset: proposal?.preset }).toEqual({ table, preset })
  })

  it('says how each column was found', async () => {
    const { mapped } = await proposed('opportunity_id,sales_agent,close_value,close_date\n1,A,5,2026-03-05\n')
    expect(mapped).toEqual([
      'deal_id <- opportunity_id (name)',
      'close_date <- close_date (name)',
      'payee_id <- sales_agent (guess)',
      'amount <- close_value (guess)',
    ])
  })

  it('takes no header whose cells are of another kind, and none of two that may be meant', async () => {
    const { proposal } = await proposed('deal_id,owner,value,total,tcv,close_date\n1,A,high,5,6,2026-03-05\n')
    expect(proposal!.doubtful.map(({ column, profiles }) => [column, profiles.map(({ name }) => name)])).toEqual([
      ['amount', ['total', 'tcv']],
    ])
  })

  it('can be named by hand: then what is missing is said', async () => {
    const { proposal } = await proposed('product,price\nx,5\n', 'deals')
    expect(proposal!.missing).toEqual(['deal_id', 'payee_id', 'close_date'])
  })

  it('people who are known by name alone are their own ids', async () => {
    const { mapped } = await proposed('sales_agent,manager\nAna,Bo\n')
    expect(mapped).toEqual([
      'payee_id <- sales_agent (guess)',
      'name <- sales_agent (guess)',
      'manager_id <- manager (guess)',
    ])
  })
})

describe('the proposed settings', () => {
  const files: readonly (readonly [string, ProposedTable])[] = [
    ['Order No;Rep;Total;Order Date;Note\r\n7;Ana;1.234,50;31.12.2026;x\r\n8;Bo;-;01.12.2026;y\r\n', 'deals'],
    ['Record ID,Deal owner,Amount,Close Date,Size,Asked on\n1,A,5,2026-03-05 10:00,3,2026-03-01\n', 'deals'],
    ['Opportunity ID,Opportunity Owner,Amount,Close Date\n1,A,"1.234,5",31.12.2026\n\nA footer\n', 'deals'],
    ['sep=|\ndeal_id|payee_id|amount|close_date|"a ""b"": c"\n1|A|5|2026-03-05|2\n', 'deals'],
    ['payee_id,month,target\nA,2026-03,5000\n', 'quotas'],
  ]

  it.each(files)('of %j read the file without a finding', async (content, table) => {
    const { yaml } = await proposed(content)
    const found: Diagnostic[] = []
    const settings = parseSettings(yaml, 'spm.yaml', found)
    const result = await read<never>(tables[table] as never, content, settings!.inputs[table])
    expect({ found, codes: result.codes }).toEqual({ found: [], codes: [] })
    expect(result.files[0]!.rows).toBeGreaterThan(0)
  })

  it('say what is guessed, and only what must be said', async () => {
    const { yaml } = await proposed(files[0]![0])
    expect(yaml).toBe(`inputs:
  deals:
    path: file.csv
    columns:
      deal_id: Order No # a guess
      payee_id: Rep # a guess
      amount: Total # a guess
      close_date: Order Date # a guess
    delimiter: semicolon
    decimal: ","
    date: DD.MM.YYYY
    null: ["-"]
`)
  })

  it('win over a preset whose formats do not fit', async () => {
    const { settings } = await proposed(files[2]![0])
    expect(settings).toMatchObject({ preset: 'salesforce-report', decimal: ',', date: 'DD.MM.YYYY', footer: false })
  })

  it('leave open what no value decides, so that the file is refused until somebody chooses', async () => {
    const content = 'deal_id,payee_id,amount,close_date\n1,A,"1,234",03/05/2026\n'
    const { settings, yaml } = await proposed(content)
    expect(settings!.open).toEqual([
      { key: 'date', choices: ['MM/DD/YYYY', 'DD/MM/YYYY'] },
      { key: 'decimal', choices: ['"."', '","'] },
    ])
    expect(yaml).toContain('    # date: DD/MM/YYYY # or the other: no value decides\n')
    const { codes } = await read(tables.deals, content, parseSettings(yaml, 'spm.yaml', [])!.inputs.deals)
    expect([...codes].sort()).toEqual(['SPM2014', 'SPM2016'])
  })

  it('take the preset’s word where the file leaves both open', async () => {
    const { settings } = await proposed('Opportunity ID,Opportunity Owner,Amount,Close Date\n1,A,"1,234",3/5/2026\n')
    expect(settings).toMatchObject({ open: [], date: undefined, decimal: undefined })
  })

  it('let one date column decide for another', async () => {
    const { settings } = await proposed('deal_id,payee_id,amount,close_date,invoice_date\n1,A,5,3/5/2026,31/5/2026\n')
    expect(settings).toMatchObject({ open: [], date: 'DD/MM/YYYY' })
  })

  it('warn of what will be bad rows', async () => {
    const { settings } = await proposed('deal_id,payee_id,amount,close_date\n1,,5,2026-03-05\n2,A,6,2026-03-05,x\n')
    expect(settings!.cautions).toEqual([
      '1 row has no payee_id: a bad row, see on_bad_row.',
      '1 row has another number of cells than the header: a bad row.',
    ])
  })

  it('of a file that is no table look into it by a column without repeated texts', async () => {
    const { yaml } = await proposed('price;product\n5,10;x\n5,10;y\n')
    expect(yaml).toBe(
      'tables:\n  file:\n    path: file.csv\n    key: product # a guess: no text stands twice\n' +
        '    delimiter: semicolon\n    decimal: ","\n    types:\n      price: number\n',
    )
    expect(parseSettings(yaml, 'spm.yaml', [])!.tables[0]).toMatchObject({ as: 'file', key: 'product' })
  })
})

it.each([
  'yes',
  'a: b',
  '# x',
  '-',
  '1e3',
  'null',
  '"q"',
  'Zoë',
  '\u202ertl',
  'a\u0007b',
  ' x',
  'x\ty',
  '{a}',
  '*a',
  '10%',
])('YAML gives the header %j back', async (header) => {
  const text = yamlText(header)
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  const settings = parseSettings(`inputs: { deals: { columns: { amount: ${text} } } }`, 'spm.yaml', [])
  expect(settings!.inputs.deals!.columns!['amount']).toBe(header)
})

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.js'
import { SOURCES } from '../../src/starter/samples.js'
import { TEMPLATE_NAMES } from '../../src/starter/templates.js'
import { fakeEnv } from '../io/fake-env.js'
import { tempFolder } from '../io/temp-folder.js'

/** A folder, and command lines run in it. The clock of tests says April 2026, so that March is the last month. */
function folder(files: Readonly<Record<string, string>> = {}) {
  const root = tempFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const spm = async (...args: string[]) => {
    const env = fakeEnv(root)
    const code = await runCli(args, env)
    return { code, out: env.stdout.text(), err: env.stderr.text() }
  }
  const text = (path: string): string => readFileSync(join(root, path), 'utf8')
  const payouts = (period: string): string[] => {
    const run = join(root, 'runs', period)
    const id = readFileSync(join(run, 'latest'), 'utf8').trim()
    const [head = '', ...rows] = readFileSync(join(run, id, 'payouts.csv'), 'utf8')
      .trim()
      .split('\n')
    const columns = head.split(',')
    const of = (row: string, name: string): string => row.split(',')[columns.indexOf(name)]!
    return rows.map((row) => `${of(row, 'payee_id')} ${of(row, 'payable')} ${of(row, 'currency')}`)
  }
  return { root, spm, text, payouts }
}

/** What a newcomer does next: every step ends well, without an error or warning. */
async function walk({ root, spm }: ReturnType<typeof folder>, period: string) {
  expect(await spm('fmt', '--check', '--quiet')).toEqual({ code: 0, out: '', err: '' })
  const base = existsSync(join(root, 'spm.yaml')) ? root : join(root, 'comp')
  const schemas = ['spm.yaml', 'plans/sales.yaml', 'plans/sales.test.yaml'].map((file) => {
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(join(base, file), 'utf8')) ?? []
    return join(dirname(join(base, file)), path)
  })
  expect(schemas.filter((path) => path.endsWith('.schema.json') && existsSync(path))).toEqual(schemas)
  const validate = await spm('validate', '--data', '--fail-on', 'warning')
  expect({ err: validate.err.replaceAll(/^(?:note|  fix:) .*\n/gm, ''), code: validate.code }).toEqual({
    err: '',
    code: 0,
  })
  const tests = await spm('test')
  expect({ code: tests.code, failed: /FAIL/.test(tests.out) }).toEqual({ code: 0, failed: false })
  const calc = await spm('calc', '--period', period)
  expect({ code: calc.code, errors: /^error/m.test(calc.err) }).toEqual({ code: 0, errors: false })
  const attainment = await spm('report', 'attainment', '--period', period)
  expect(attainment.code).toBe(0)
  return { calc: calc.out, attainment: attainment.out }
}

const all = SOURCES.flatMap((source) => TEMPLATE_NAMES.map((plan) => [source, plan] as const))

/** What the sample pays in March; its won deals are 18,000 + 26,400 (Ana), 9,500 + 61,000 (Ben), 42,000 + 15,750 (Chloe). */
const SAMPLE = {
  // 10 % of March: 26,400, 61,000 and 15,750.
  flat: ['Ana Diaz 2640.00 USD', 'Ben Okoro 6100.00 USD', 'Chloe Martin 1575.00 USD'],
  // Nobody is beyond 100,000: 8 % of the same.
  accelerators: ['Ana Diaz 2112.00 USD', 'Ben Okoro 4880.00 USD', 'Chloe Martin 1260.00 USD'],
  // 1,500 + 8 % of 1,400; 1,500 + 8 % of 36,000; 6 % of 15,750.
  'deal-size': ['Ana Diaz 1612.00 USD', 'Ben Okoro 4380.00 USD', 'Chloe Martin 945.00 USD'],
  // The manager has 1 % of 103,150.
  'manager-override': [
    'manager 1031.50 USD',
    'Ana Diaz 2640.00 USD',
    'Ben Okoro 6100.00 USD',
    'Chloe Martin 1575.00 USD',
  ],
} as const

describe('a newcomer without an export', () => {
  test.each(all)('of %s, on plan %s, validates, tests, calculates and reports at once', async (source, plan) => {
    const project = folder()
    const made = await project.spm('init', '--source', source, '--plan', plan)
    expect({ err: made.err, code: made.code }).toEqual({ err: '', code: 0 })
    expect(made.out).toMatch(/Next:\n {2}spm validate\n {2}spm test\n {2}spm calc --period 2026-03\n$/)
    await walk(project, '2026-03')
    expect(project.payouts('2026-03').sort()).toEqual([...SAMPLE[plan]].sort())
  })

  test.each(all)(
    'of %s, on plan %s, has plans that are checked where the data is not, as in a pull request',
    async (source, plan) => {
      const project = folder()
      await project.spm('init', '--source', source, '--plan', plan)
      expect(project.text('.gitignore')).toContain('\ndata/\nruns/\n')
      rmSync(join(project.root, 'data'), { recursive: true })
      const validate = await project.spm('validate', '--format', 'github', '--fail-on', 'warning')
      expect(validate).toEqual({ code: 0, out: '', err: '' })
      expect((await project.spm('test')).code).toBe(0)
    },
  )

  test('in another currency and fiscal year', async () => {
    const project = folder()
    await project.spm('init', '--plan', 'accelerators', '--currency', 'jpy', '--fiscal-year', '02')
    // February 2026 to January 2027 is the fiscal year 2027.
    expect(project.text('spm.yaml')).toContain('calendar: { fiscal_year_starts: 2 }')
    expect(project.text('plans/sales.yaml')).toContain('effective: { from: 2026-02-01, to: 2027-01-31 }')
    expect(project.text('data/quotas.csv')).toContain('Ana Diaz,2027,new_arr,100000\n')
    const { attainment } = await walk(project, '2026-03')
    expect(attainment).toContain('Ana Diaz')
    // 8 % of 26,400 yen, without decimals.
    expect(project.payouts('2026-03')).toContain('Ana Diaz 2112 JPY')
  })

  test('closes the first month, and then the next, as the README says', async () => {
    const project = folder()
    await project.spm('init', '--source', 'other', '--plan', 'accelerators')
    expect(project.text('README.md')).toContain('Months are closed one after the other, from 2026-01 on.')
    for (const month of ['2026-01', '2026-02', '2026-03']) {
      const steps = [
        ['calc', '--as', 'ann'],
        ['approve', '--as', 'ben'],
        ['close', '--as', 'ben'],
      ] as const
      for (const [name, ...args] of steps) {
        const { code, err } = await project.spm(name, '--period', month, ...args)
        expect({ name, month, code, err }).toEqual({ name, month, code: 0, err: '' })
      }
    }
    // 8 % of March, after Ana's 18,000 of January; nobody is beyond the quota.
    expect(project.payouts('2026-03')).toEqual([...SAMPLE.accelerators])
  })

  test('says what was assumed where nothing was said', async () => {
    const project = folder()
    const { out } = await project.spm('init')
    for (const each of [
      'Deals come from Salesforce.',
      'The plan is in USD.',
      'The fiscal year starts in January.',
      'plan to start from is flat',
    ])
      expect(out).toContain(each)
    await walk(project, '2026-03')
  })
})

const REPORT = `"Opportunity ID","Opportunity Owner","Account Name","Amount Currency","Amount","Close Date","Stage","Seats"\r
"0061t00000AbCdE","Ana Diaz","Acme, Inc.","USD","$12,000.00","1/15/2025","Closed Won","10"\r
"0061t00000AbCdF","Zoë Okoro","Globex","USD","$2,500.50","2/28/2025","Closed Won","5"\r
"0061t00000AbCdG","Ana Diaz","Initech","USD","","12/31/2025","Negotiation",""\r
"0061t00000AbCdH","Zoë Okoro","Umbrella","USD","$900.00","2/3/2025","Closed Lost",""\r
\r
"Opportunities"\r
"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."\r
`

describe('a newcomer with an export', () => {
  test.each(TEMPLATE_NAMES)('of Salesforce reports, on plan %s', async (plan) => {
    const project = folder({ 'report.csv': REPORT })
    const made = await project.spm('init', 'comp', '--deals', 'report.csv', '--plan', plan)
    expect({ err: made.err, code: made.code }).toEqual({ err: '', code: 0 })
    const inside = { ...project, spm: (...args: string[]) => project.spm(...args, '--config', 'comp/spm.yaml') }
    expect(made.out).toContain('4 deals of 2 people, read with preset salesforce-report.')
    // The last month in which a deal was won, not the one of the open deal.
    expect(made.out).toContain('Next:\n  cd comp\n  spm validate\n  spm test\n  spm calc --period 2025-02\n')
    expect(project.text('comp/data/deals.csv')).toBe(REPORT)
    await walk(
      {
        ...inside,
        spm: (...args) => (args[0] === 'test' ? project.spm('test', '--config', 'comp/spm.yaml') : inside.spm(...args)),
      },
      '2025-02',
    )
  })

  test('in the folder itself, paid to the cent', async () => {
    const project = folder({ 'report.csv': REPORT })
    await project.spm('init', '--deals', 'report.csv')
    await walk(project, '2025-02')
    // 10 % of 2,500.50; nothing for whoever won nothing in February.
    expect(project.payouts('2025-02')).toEqual(['Ana Diaz 0.00 USD', 'Zoë Okoro 250.05 USD'])
  })

  test('that already lies where deals are is left as it is', async () => {
    const project = folder({ 'data/deals.csv': REPORT })
    const { code, out } = await project.spm('init', '--deals', 'data/deals.csv')
    expect({ code, copied: out.includes('copied') }).toEqual({ code: 0, copied: false })
    await walk(project, '2025-02')
  })

  test('of an unknown system, with guesses that are called so', async () => {
    const project = folder({
      'orders.csv':
        'Order No;Sales Rep;Total;Order Date;Status\r\nA1;Jürgen;1.234,50;31.03.2026;Won\r\nA2;;7,00;01.03.2026;Open\r\n',
    })
    const { out, code } = await project.spm('init', '--deals', 'orders.csv', '--currency', 'EUR')
    expect(code).toBe(0)
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Guessed by the headers: deal_id is "Order No", payee_id is "Sales Rep", amount is "Total"',
    )
    expect(out.replaceAll(/\s+/g, ' ')).toContain('1 row cannot be read, or without an amount or date')
    expect(project.text('spm.yaml')).toContain('    on_bad_row: reject')
    expect(project.text('plans/sales.yaml')).toContain('where: deal.status == "Won"')
    const { code: calc } = await project.spm('calc', '--period', '2026-03')
    expect(calc).toBe(0)
    // 10 % of 1,234.50
    expect(project.payouts('2026-03')).toEqual(['Jürgen 123.45 EUR'])
    expect((await project.spm('test')).code).toBe(0)
  })

  test('of several currencies is told which deals wait for rates', async () => {
    const project = folder({
      'd.csv':
        'deal_id,payee_id,amount,currency,close_date,stage\n1,A,100,USD,2026-03-01,Won\n2,A,200,EUR,2026-03-02,Won\n3,A,300,USD,2026-03-03,Won\n',
    })
    const { out } = await project.spm('init', '--deals', 'd.csv')
    expect(out).toContain('The plan is in USD, the currency of most won deals.')
    expect(out).toContain('Left out until there are rates of exchange: 1 won deal in EUR.')
    await walk(project, '2026-03')
    expect(project.payouts('2026-03')).toEqual(['A 40.00 USD'])
  })

  test('without a stage counts every deal that has a date, and says so', async () => {
    const project = folder({ 'd.csv': 'deal_id,payee_id,amount,close_date\n1,A,100,2026-03-01\n2,A,200,\n' })
    const { out } = await project.spm('init', '--deals', 'd.csv')
    expect(out.replaceAll('\n', ' ')).toContain(
      'Every deal with a close date counts as won: no stage or status of the export says which are.',
    )
    await walk(project, '2026-03')
    expect(project.payouts('2026-03')).toEqual(['A 10.00 USD'])
  })
})

describe('a new project', () => {
  test('writes nothing where one of its files is there, and names all of them', async () => {
    const project = folder({ 'spm.yaml': 'currency: EUR\n', 'README.md': 'mine\n', 'data/reps.csv': 'payee_id,name\n' })
    const { code, err, out } = await project.spm('init')
    expect({ code, out }).toEqual({ code: 4, out: '' })
    expect(err.match(/(?<=SPM1090 )\S+/g)).toEqual(['README.md', 'data/reps.csv', 'spm.yaml'])
    expect(readdirSync(project.root).sort()).toEqual(['README.md', 'data', 'spm.yaml'])
    expect(project.text('README.md')).toBe('mine\n')
  })

  test('is not made of an export that leaves something open, until it is said', async () => {
    const project = folder({ 'd.csv': 'deal_id,owner,subtotal,total,date\n1,A,"1,234","1,300",03/04/2026\n' })
    const refused = await project.spm('init', '--deals', 'd.csv')
    expect(refused.code).toBe(1)
    expect(refused.err.match(/SPM1092/g)).toHaveLength(2)
    expect(refused.err).toContain('fix: Say it: --date MM/DD/YYYY or --date DD/MM/YYYY.')
    expect(refused.err).toContain('fix: Say it: --map amount="subtotal" or --map amount="total".')
    expect(existsSync(join(project.root, 'spm.yaml'))).toBe(false)
    const said = await project.spm(
      'init',
      '--deals',
      'd.csv',
      '--date',
      'DD/MM/YYYY',
      '--map',
      'amount=Total',
      '--decimal',
      '.',
    )
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: '' })
    await walk(project, '2026-04')
    // 10 % of 1,300
    expect(project.payouts('2026-04')).toEqual(['A 130.00 USD'])
  })

  test.each([
    [['--deals', 'no.csv'], 2, 'SPM6001'],
    [['--currency', 'USX'], 2, 'SPM1091'],
    [['--fiscal-year', '13'], 2, 'SPM1091'],
    [['--deals', 'd.csv'], 1, 'SPM1093'],
    [['--deals', 'd.csv', '--map', 'amount=Vlaue'], 1, 'SPM1092'],
    [['--deals', 'd.csv', '--map', 'amount'], 1, 'SPM1092'],
  ] as const)('is refused with %j', async (args, code, finding) => {
    const project = folder({ 'd.csv': 'deal_id,owner,Value Added,date\n1,A,5,2026-03-04\n' })
    const result = await project.spm('init', ...args)
    expect(result.code).toBe(code)
    expect(result.err).toContain(finding)
    expect(result.err).toMatch(/Nothing was written\.\n$/)
    expect(readdirSync(project.root)).toEqual(['d.csv'])
  })

  test('takes a column that somebody names, of whatever header', async () => {
    const project = folder({ 'd.csv': 'deal_id,owner,Value Added,date\n1,A,5,2026-03-04\n' })
    const { code, err } = await project.spm('init', '--deals', 'd.csv', '--map', 'amount=value added')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    await walk(project, '2026-03')
    expect(project.payouts('2026-03')).toEqual(['A 0.50 USD'])
  })

  test('is not made of an export without a header line', async () => {
    const project = folder({ 'd.csv': '1,A,5,2026-03-04\n2,B,6,2026-03-05\n' })
    const { code, err } = await project.spm('init', '--deals', 'd.csv')
    expect(code).toBe(1)
    expect(err).toContain('error SPM1093 d.csv:1:1 the export has no header line')
  })

  test('has a cell of an owner that a spreadsheet would compute as it is: payees are compared letter by letter', async () => {
    const project = folder({ 'd.csv': 'deal_id,payee_id,amount,close_date\n1,"=Ana, the ""first""",100,2026-03-01\n' })
    await project.spm('init', '--deals', 'd.csv')
    expect(project.text('data/reps.csv')).toContain('"=Ana, the ""first""","=Ana, the ""first""",Account Executive\n')
    await walk(project, '2026-03')
  })
})

import { describe, expect, test } from 'vitest'
import { cells, exported, line, pay, posted, type Exported, type ExportOptions, type Row } from './source.js'

const ACCOUNTS =
  '{expense: EXP, payable: PAY, accrued: ACC, held: HLD, threshold: THR, draw: DRW, negative: NEG, owed: OWE, true_up: TRU, clawback: CLW, advance: ADV, forgiven: FGV}'
const settings = (more = '', accounts = ACCOUNTS): string => `
exports:
  journal:
    accounts: ${accounts}
${more}
  netsuite: {date: YYYY-MM-DD}
  quickbooks: {currency: USD, date: MM/DD/YYYY}
`

interface Posts {
  readonly lines: readonly Row[]
  readonly payouts: readonly Row[]
  readonly balances?: readonly Row[]
}

const files = ({ lines, payouts, balances = [] }: Posts) => ({
  'payout-lines.csv': lines,
  'payouts.csv': payouts,
  'balances.csv': balances,
})
const journal = (posts: Posts, text = settings(), options: ExportOptions = {}): Promise<Exported> =>
  exported('journal', text, [posted('2026-03', files(posts))], options)

/** account, debit, credit of each row. */
const sides = ({ files: [file] }: Exported): readonly (readonly string[])[] =>
  cells(file!)
    .slice(1)
    .map((row) => [row[3]!, row[4]!, row[5]!])

describe('F49: what a line debits and credits', () => {
  // Each kind with a positive amount, the payout it leaves, and the pair of rows.
  test.each([
    ['commission', '100.00', 'EXP'],
    ['plan_floor', '100.00', 'EXP'],
    ['adjustment', '100.00', 'EXP'],
    ['guarantee', '100.00', 'EXP'],
    ['true_up', '100.00', 'TRU'],
    ['accrued_released', '100.00', 'ACC'],
    ['held_released', '100.00', 'HLD'],
    ['threshold_paid', '100.00', 'THR'],
    ['draw_paid', '100.00', 'DRW'],
    ['negative_carried', '100.00', 'NEG'],
  ])('%s debits %s %s and credits what is payable', async (kind, amount, account) => {
    const { told, ...rest } = await journal({ lines: [line('ana', kind, amount)], payouts: [pay('ana', amount)] })
    expect(told).toEqual([])
    expect(sides({ told, ...rest })).toEqual([
      [account, amount, ''],
      ['PAY', '', amount],
    ])
  })

  test.each([
    ['accrued_withheld', 'ACC'],
    ['held_withheld', 'HLD'],
    ['threshold_carried', 'THR'],
    ['draw_recovered', 'DRW'],
    ['negative_recovered', 'NEG'],
    ['clawback', 'CLW'],
    ['forfeited', 'CLW'],
    ['period_cap', 'EXP'],
    ['advance', 'ADV'],
  ])('%s of -40 beside a commission of 100 credits %s with 40', async (kind, account) => {
    const lines = [line('ana', 'commission', '100.00'), line('ana', kind, '-40.00')]
    const come = await journal({ lines, payouts: [pay('ana', '60.00')] })
    expect(sides(come).slice(2)).toEqual([
      [account, '', '40.00'],
      ['PAY', '40.00', ''],
    ])
  })

  test('a total below zero that is owed is a receivable, and nothing is left to pay', async () => {
    const come = await journal({ lines: [line('ana', 'clawback', '-40.00')], payouts: [pay('ana', '-40.00')] })
    expect(sides(come)).toEqual([
      ['CLW', '', '40.00'],
      ['PAY', '40.00', ''],
      ['OWE', '40.00', ''],
      ['PAY', '', '40.00'],
    ])
  })

  test('a draw that nobody has to pay back any more is expensed', async () => {
    const balances = [{ payee_id: 'ana', kind: 'draw', currency: 'USD', forgiven: '25.00' }]
    expect(sides(await journal({ lines: [], payouts: [], balances }))).toEqual([
      ['FGV', '25.00', ''],
      ['DRW', '', '25.00'],
    ])
  })

  test('what a quarter accrues is reversed in the next month and paid in the last', async () => {
    const accrued = { status: 'accrued', source_period: '2026-Q1' }
    const month = (id: string, lines: readonly Row[], payable: string) =>
      posted(id, files({ lines, payouts: [pay('ana', payable)] }))
    // 200 in January; 300 to date in February, of which 200 were there; 300 paid in March.
    const january = month('2026-01', [line('ana', 'commission', '200.00', accrued)], '0.00')
    const february = month('2026-02', [line('ana', 'commission', '300.00', accrued)], '0.00')
    const march = month('2026-03', [line('ana', 'commission', '300.00', { source_period: '2026-Q1' })], '300.00')
    expect(sides(await exported('journal', settings(), [january, february]))).toEqual([
      ['EXP', '300.00', ''],
      ['ACC', '', '300.00'],
      ['EXP', '', '200.00'],
      ['ACC', '200.00', ''],
    ])
    expect(sides(await exported('journal', settings(), [january, february, march]))).toEqual([
      ['EXP', '300.00', ''],
      ['PAY', '', '300.00'],
      ['EXP', '', '300.00'],
      ['ACC', '300.00', ''],
    ])
  })

  test('a journal that would not credit what is payable is a bug, and nothing comes out', async () => {
    const posts = { lines: [line('ana', 'commission', '100.00')], payouts: [pay('ana', '100.01')] }
    await expect(journal(posts)).rejects.toThrow('the journal credits what is payable')
  })
})

describe('accounts', () => {
  const two = {
    lines: [line('ana', 'commission', '100.00'), line('ana', 'adjustment', '10.00', { component_id: '' })],
    payouts: [pay('ana', '110.00')],
  }

  test('a component has its own, and that of one plan wins over that of all', async () => {
    const own = settings('    expense_by: {base: BASE, ae/base: AEBASE}')
    expect(sides(await journal(two, own)).map(([account]) => account)).toEqual(['AEBASE', 'PAY', 'EXP', 'PAY'])
  })

  test('adjustments have their own where one is named', async () => {
    const own = settings('', ACCOUNTS.replace('owed', 'adjustment: ADJ, owed'))
    expect(sides(await journal(two, own)).map(([account]) => account)).toEqual(['EXP', 'PAY', 'ADJ', 'PAY'])
  })

  test('all that are missing are told in one run, with what moves through them', async () => {
    const lines = [
      line('ana', 'commission', '100.00'),
      line('ana', 'accrued_withheld', '-40.00'),
      line('ana', 'draw_recovered', '-10.00'),
    ]
    const come = await journal({ lines, payouts: [pay('ana', '50.00')] }, settings('', '{expense: EXP, payable: PAY}'))
    expect(come.told).toEqual([
      'SPM1052 no account is named for accrued, which 40.00 USD move through',
      'SPM1052 no account is named for draw, which 10.00 USD move through',
    ])
    expect(come.files[0]!.rows).toBe(0)
  })
})

describe('detail', () => {
  const posts = {
    lines: [
      line('ana', 'commission', '100.00'),
      line('ana', 'accrued_withheld', '-40.00'),
      line('bo', 'commission', '50.00'),
      line('bo', 'period_cap', '-50.00'),
    ],
    payouts: [pay('ana', '60.00'), pay('bo', '0.00')],
  }

  test('by payee: one row an account, and none where nothing is left', async () => {
    expect(sides(await journal(posts, settings('    detail: payee')))).toEqual([
      ['ACC', '', '40.00'],
      ['EXP', '100.00', ''],
      ['PAY', '', '60.00'],
    ])
  })

  test('by account, and by what the reps file says of the payee', async () => {
    const own = settings('    detail: account\n    dimensions: {Department: rep.team}')
    const reps = { ana: { team: 'West' }, bo: { team: 'East' } }
    const lines = [
      line('ana', 'commission', '100.00'),
      line('bo', 'commission', '50.00'),
      line('ana', 'commission', '1.00'),
    ]
    const { files: made } = await journal({ lines, payouts: [pay('ana', '101.00'), pay('bo', '50.00')] }, own, { reps })
    expect(cells(made[0]!).map((row) => [row[3], row[4], row[5], row.at(-1)])).toEqual([
      ['account', 'debit', 'credit', 'Department'],
      ['EXP', '101.00', '', 'West'],
      ['PAY', '', '101.00', 'West'],
      ['EXP', '50.00', '', 'East'],
      ['PAY', '', '50.00', 'East'],
    ])
  })
})

describe('NetSuite', () => {
  const entry = (amount: string, currency = 'USD'): Promise<Exported> => {
    const lines = [line('ana', 'commission', amount, { pay_currency: currency })]
    const payouts = [pay('ana', amount, { currency })]
    return exported('netsuite', settings(), [posted('2026-03', files({ lines, payouts }))])
  }

  test('ten digits before the point are carried, eleven are refused', async () => {
    expect((await entry('9999999999.99')).told).toEqual([])
    const { told } = await entry('10000000000.00')
    expect(told[0]).toContain('SPM1047 10000000000.00 USD in EXP')
    expect(told).toHaveLength(2)
  })

  test('dinars of three decimals are refused', async () => {
    expect((await entry('10.125', 'KWD')).told[0]).toContain(
      'ten digits before the point and two decimals'.replace('ten', '10'),
    )
  })
})

describe('QuickBooks', () => {
  const entry = (id: string, options: ExportOptions = {}): Promise<Exported> => {
    const period = { id, level: 'month', start: '2026-03-01', end: '2026-04-01' } as Parameters<typeof posted>[0]
    const posts = { lines: [line('ana', 'commission', '5.00')], payouts: [pay('ana', '5.00')] }
    return exported('quickbooks', settings(), [posted(period, files(posts))], options)
  }

  test('a journal number of 21 signs is carried, one of 22 is refused', async () => {
    // <period>-USD-<eight signs of the run>
    const { told, files: made } = await entry('FY26-P03')
    expect(told).toEqual([])
    expect(cells(made[0]!)[1]![0]).toBe('FY26-P03-USD-abcdef01')
    expect((await entry('FY2026-P3')).told[0]).toContain('SPM1046 "FY2026-P3-USD-abcdef01"')
  })

  test('a draft says so in its number and in every row', async () => {
    const { files: made } = await entry('2026-03', { isDraft: true })
    expect(made[0]!.name).toBe('DRAFT-quickbooks-2026-03.csv')
    for (const row of cells(made[0]!).slice(1)) {
      expect(row[0]).toBe('DRAFT-2026-03-USD')
      expect(row[3]).toMatch(/^"DRAFT, not closed|^"DRAFT/)
    }
  })
})

test('ids with formulas, markup and escapes come out harmless in every journal', async () => {
  const odd = '=HYPERLINK("x")'
  const deal = '\u001b[31m<b>|D1'
  const posts = { lines: [line(odd, 'commission', '5.00', { deal_id: deal })], payouts: [pay(odd, '5.00')] }
  for (const target of ['journal', 'netsuite', 'quickbooks']) {
    const { files: made, told } = await exported(target, settings(), [posted('2026-03', files(posts))])
    expect(told).toEqual([])
    expect(made[0]!.text).not.toContain('\u001b')
    expect(made[0]!.text).not.toMatch(/(?:^|[,;\n])"?[=+@]/)
  }
})

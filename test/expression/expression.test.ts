import { describe, expect, test } from 'vitest'
import { Decimal } from '../../src/base/decimal.js'
import type { Code } from '../../src/diagnostics/catalogue.js'
import { Columns, type Cell, type CellType } from '../../src/model/table.js'
import { compileExpression, isAbsent, type Expression } from '../../src/expression/expression.js'

const DEAL: readonly [string, CellType, Cell][] = [
  ['stage', 'text', 'Closed Won'],
  ['amount', 'number', new Decimal('1000.50')],
  ['margin', 'number', undefined],
  ['close_date', 'date', '2026-03-31'],
  ['cancel_date', 'date', undefined],
  ['vip', 'boolean', true],
  ['renewal', 'boolean', undefined],
  ['seats', 'text', '5'],
  ['note', 'text', ''],
  ['Größe', 'text', 'groß 😀'],
  ['product_info.Exact Series', 'text', 'GTX'],
  ['product_info.price', 'number', new Decimal('55')],
]
const REP: readonly [string, CellType, Cell][] = [
  ['title', 'text', 'Account Executive'],
  ['commission_pct', 'number', new Decimal('0.012')],
  ['employee.JobTitle', 'text', 'Sales Manager'],
]
const columns = (of: typeof DEAL): Columns => new Columns(of.map(([name, type], slot) => ({ name, type, slot })))
const scope = {
  deal: columns(DEAL),
  rep: columns(REP),
  names: new Map<string, CellType>([
    ['quota', 'number'],
    ['credit.amount', 'number'],
  ]),
}
const frame = {
  deal: DEAL.map(([, , cell]) => cell),
  rep: REP.map(([, , cell]) => cell),
  values: { quota: undefined, 'credit.amount': new Decimal(7) },
}

interface Fault {
  code: Code
  at: string
  message: string
  fix: string | undefined
}

function compile(
  text: string,
  expected: CellType | CellType[] = ['text', 'number', 'date', 'boolean'],
): [Expression | undefined, Fault[]] {
  const faults: Fault[] = []
  const expression = compileExpression(text, scope, expected, (message, start, end, code, fix) => {
    expect(start).toBeGreaterThanOrEqual(0)
    expect(end).toBeGreaterThan(start)
    faults.push({ code, at: text.slice(start, end), message, fix })
  })
  expect(expression === undefined).toBe(faults.length > 0)
  return [expression, faults]
}

/** The value as text; a blank or undefined result as its reason in brackets. */
function value(text: string): string {
  const [expression, faults] = compile(text)
  if (!expression) throw new Error(faults.map((fault) => fault.message).join('; '))
  const result = expression.evaluate(frame)
  return isAbsent(result) ? `[${result.reason}]` : String(result)
}

const faultsOf = (text: string, expected?: CellType): [Code, string][] =>
  compile(text, expected)[1].map(({ code, at }) => [code, at])

describe('numbers are exact decimals', () => {
  test.each([
    ['0.1 + 0.2 == 0.3', 'true'],
    ['1 / 2 == 0.5', 'true'],
    ['1 / 2', '0.5'],
    ['1.10', '1.1'],
    ['123456789012345.0123456789', '123456789012345.0123456789'],
    ['deal.amount * 0.08', '80.04'],
    ['-deal.amount', '-1000.5'],
    ['2 + 3 * 4 - 6 / 3', '12'],
    ['(2 + 3) * 4', '20'],
    ['7 - 2 - 1', '4'],
    ['00123', '123'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))

  test.each([
    ['1 / 3 + 1 / 3 + 1 / 3 == 1', 'true'],
    ['1 / 3 * 3 >= 1', 'true'],
    ['10 / 3 / 10 * 3 < 1', 'false'],
    ['floor(1 / 3 * 3)', '1'],
    ['1 / -3 < 1 / 4', 'true'],
    ['-1 / -3 > 1 / 4', 'true'],
    ['abs(1 / -3) == 1 / 3', 'true'],
    ['min(1 / 3, 0.3)', '0.3'],
    ['max(1 / 3, 0.3) == 1 / 3', 'true'],
    ['(deal.vip ? 1 / 3 : 0) * 3 == 1', 'true'],
    ['-(1 / 3) * 3 == -1', 'true'],
    ['1 in [1 / 3 * 3]', 'true'],
  ])('a quotient never decides a comparison by its rounding: %s is %s', (text, expected) =>
    expect(value(text)).toBe(expected),
  )

  test('dividing by zero has no result, even inside a comparison', () => {
    expect(value('1 / 0')).toBe('[it divides by zero]')
    expect(value('1 / (deal.amount - 1000.5) > 5')).toBe('[it divides by zero]')
    expect(value('false && 1 / 0 > 1')).toBe('false')
  })

  test.each([
    ['round(2.345, 2)', '2.35'],
    ['round(-2.345, 2)', '-2.35'],
    ['round(2.5)', '3'],
    ['floor(-1.5)', '-2'],
    ['ceil(1.2)', '2'],
    ['abs(-3)', '3'],
    ['min(3, 2, 5)', '2'],
    ['max(3, 2, 5)', '5'],
    ['max(deal.close_date, date("2026-04-01"))', '2026-04-01'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))
})

describe('columns and names', () => {
  test.each([
    ['deal.stage', 'Closed Won'],
    ['deal["stage"]', 'Closed Won'],
    ['deal["Größe"]', 'groß 😀'],
    ['deal.product_info["Exact Series"]', 'GTX'],
    ['deal.product_info.price', '55'],
    ['rep.employee.JobTitle', 'Sales Manager'],
    ['rep.commission_pct', '0.012'],
    ['credit.amount * 2', '14'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))

  test('an expression tells which columns and names it uses', () => {
    const [expression] = compile('has(deal.margin) && rep.title == "x" && credit.amount > deal.product_info.price')
    expect([...expression!.uses.deal]).toEqual(['margin', 'product_info.price'])
    expect([...expression!.uses.rep]).toEqual(['title'])
    expect([...expression!.uses.names]).toEqual(['credit.amount'])
  })

  test('a misspelt column is found, inside has() too', () => {
    expect(faultsOf('deal.stag == "x"')).toEqual([['SPM4003', 'stag']])
    expect(faultsOf('has(deal.cancel_dat)')).toEqual([['SPM4003', 'cancel_dat']])
    expect(faultsOf('deal["Grösse"] == "x"')).toEqual([['SPM4003', '"Grösse"']])
    expect(faultsOf('rep.employee.Title == "x"')).toEqual([['SPM4003', 'employee.Title']])
    expect(compile('deal.stag == "x"')[1][0]!.message).toContain('"stage"')
    expect(compile('deal.title == "x"')[1][0]!.message).toContain('"rep.title"')
  })

  test('an unknown name is found', () => {
    expect(faultsOf('stage == "x"')).toEqual([['SPM4002', 'stage']])
    expect(compile('stage == "x"')[1][0]!.message).toContain('"deal.stage"')
    expect(faultsOf('deals.stage == "x"')).toEqual([['SPM4002', 'deals']])
    expect(faultsOf('TRUE')).toEqual([['SPM4002', 'TRUE']])
    expect(faultsOf('deal == rep')).toEqual([
      ['SPM4002', 'deal'],
      ['SPM4002', 'rep'],
    ])
    expect(faultsOf('credit.amuont > 1')).toEqual([['SPM4002', 'credit']])
    expect(compile('credit.amuont > 1')[1][0]!.message).toContain('"credit.amount"')
  })

  test('a root outside the scope is refused', () => {
    const faults: Code[] = []
    compileExpression('deal.stage == "x"', { rep: scope.rep }, 'boolean', (_message, _start, _end, code) =>
      faults.push(code),
    )
    expect(faults).toEqual(['SPM4002'])
  })
})

describe('a blank cell is absent', () => {
  test.each([
    ['deal.margin > 5', '[deal.margin is blank]'],
    ['deal.margin + 1', '[deal.margin is blank]'],
    ['deal.cancel_date == deal.close_date', '[deal.cancel_date is blank]'],
    ['!deal.renewal', '[deal.renewal is blank]'],
    ['deal.renewal ? 1 : 2', '[deal.renewal is blank]'],
    ['quota > 1', '[quota is blank]'],
    ['deal.margin in [1, 2]', '[deal.margin is blank]'],
    ['5 in [deal.margin, 5]', 'true'],
    ['4 in [deal.margin, 5]', '[deal.margin is blank]'],
    ['max(deal.margin, 1)', '[deal.margin is blank]'],
    ['days_between(deal.close_date, deal.cancel_date)', '[deal.cancel_date is blank]'],
    ['deal.vip ? 1 : deal.margin', '1'],
  ])('%s gives %s', (text, expected) => expect(value(text)).toBe(expected))

  test('a blank text is empty text, not absent', () => {
    expect(value('deal.note == ""')).toBe('true')
    expect(value('deal.note + "x"')).toBe('x')
  })

  test('has() tells a filled cell from a blank one, for every type', () => {
    expect(value('has(deal.margin)')).toBe('false')
    expect(value('has(deal.amount)')).toBe('true')
    expect(value('has(deal.note)')).toBe('false')
    expect(value('has(deal.stage)')).toBe('true')
    expect(value('has(deal["cancel_date"])')).toBe('false')
    expect(value('has(quota)')).toBe('false')
  })

  test.each([
    ['false && deal.margin > 1', 'false'],
    ['deal.margin > 1 && false', 'false'],
    ['true || deal.margin > 1', 'true'],
    ['deal.margin > 1 || true', 'true'],
    ['true && deal.margin > 1', '[deal.margin is blank]'],
    ['deal.margin > 1 && true', '[deal.margin is blank]'],
    ['false || deal.margin > 1', '[deal.margin is blank]'],
    ['has(deal.margin) && deal.margin > 1', 'false'],
    ['deal.margin > 1 || deal.renewal', '[deal.margin is blank]'],
  ])('&& and || decide without it where they can: %s is %s', (text, expected) => expect(value(text)).toBe(expected))

  test('the absent column is named', () => {
    const result = compile('deal.amount > 1 && rep.commission_pct * deal.margin > 2')[0]!.evaluate(frame)
    expect(isAbsent(result) && [result.root, result.column]).toEqual(['deal', 'margin'])
  })
})

describe('text, dates and lists', () => {
  test.each([
    ['deal.stage == "closed won"', 'false'],
    ["deal.stage == 'Closed Won'", 'true'],
    ['deal.stage in ["Closed Won", "Booked"]', 'true'],
    ['!(deal.stage in ["Booked"])', 'true'],
    ['deal.amount in [1000.5, 7]', 'true'],
    ['deal.close_date in [date("2026-03-31")]', 'true'],
    ['deal.stage.lower() == "closed won"', 'true'],
    ['lower(deal.stage)', 'closed won'],
    ['deal.stage.startsWith("Closed")', 'true'],
    ['endsWith(deal.stage, "Won")', 'true'],
    ['deal.stage.contains("x")', 'false'],
    ['size(deal["Größe"])', '6'],
    ['deal["Größe"] == "groß 😀"', 'true'],
    ['"a" < "b"', 'true'],
    ['"Z" < "a"', 'true'],
    ['deal.stage + "/" + rep.title', 'Closed Won/Account Executive'],
    ['deal.close_date >= date("2026-03-31")', 'true'],
    ['deal.close_date < date("2026-03-31")', 'false'],
    ['days_between(date("2026-02-28"), deal.close_date)', '31'],
    ['months_between(date("2026-01-31"), deal.close_date)', '2'],
    ['deal.vip ? "a" : "b"', 'a'],
    ['deal.vip == true && deal.vip != false', 'true'],
    ['"tab\\u0041"', 'tabA'],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))
})

describe('types are checked, and every error of an expression is reported', () => {
  test.each<[string, [Code, string][]]>([
    ['deal.stage == 5', [['SPM4004', 'deal.stage == 5']]],
    ['deal.amount == "5"', [['SPM4004', 'deal.amount == "5"']]],
    ['deal.close_date > "2026-01-01"', [['SPM4004', 'deal.close_date > "2026-01-01"']]],
    ['deal.vip < true', [['SPM4004', 'deal.vip < true']]],
    ['deal.seats * 2', [['SPM4004', 'deal.seats']]],
    ['deal.stage && deal.vip', [['SPM4004', 'deal.stage']]],
    ['!deal.amount', [['SPM4004', 'deal.amount']]],
    ['-deal.stage', [['SPM4004', 'deal.stage']]],
    ['deal.vip ? 1 : "a"', [['SPM4004', 'deal.vip ? 1 : "a"']]],
    ['deal.amount ? 1 : 2', [['SPM4004', 'deal.amount']]],
    ['1 < deal.amount < 5', [['SPM4004', '1 < deal.amount < 5']]],
    ['deal.stage in ["a", 5]', [['SPM4004', '5']]],
    ['deal.close_date - deal.close_date', [['SPM4004', 'deal.close_date - deal.close_date']]],
    ['deal.close_date + 30', [['SPM4004', 'deal.close_date']]],
    ['min(deal.stage, 1)', [['SPM4004', 'deal.stage']]],
    ['floor("a")', [['SPM4004', '"a"']]],
    ['days_between(deal.close_date, deal.amount)', [['SPM4004', 'deal.amount']]],
    [
      'deal.stag == "x" && deal.amount > "5" && rep.titel != 3 && deal.stage',
      [
        ['SPM4003', 'stag'],
        ['SPM4004', 'deal.amount > "5"'],
        ['SPM4003', 'titel'],
        ['SPM4004', 'deal.stage'],
      ],
    ],
  ])('%s', (text, expected) => expect(faultsOf(text)).toEqual(expected))

  test('a text column used as a number says how to declare it', () => {
    expect(compile('deal.seats * 2')[1][0]!.fix).toContain('seats: number')
    expect(compile('deal.seats > 2')[1][0]!.fix).toContain('seats: number')
    expect(compile('deal.seats', 'number')[1][0]!.fix).toContain('seats: number')
    expect(compile('deal.product_info["Exact Series"] * 2')[1][0]!.fix).toContain('"Exact Series": number')
  })

  test('the result must have the type its place needs', () => {
    expect(faultsOf('deal.amount', 'boolean')).toEqual([['SPM4004', 'deal.amount']])
    expect(faultsOf('deal.amount > 1', 'boolean')).toEqual([])
  })
})

describe('what the language leaves out is refused with its place', () => {
  test.each<[string, Code, string]>([
    ['deal.amount % 2 == 0', 'SPM4005', 'deal.amount % 2'],
    ['deal.amount > 0x10', 'SPM4006', '0x10'],
    ['deal.amount > 5u', 'SPM4006', '5u'],
    ['deal.amount > 1e5', 'SPM4006', '1e5'],
    ['deal.amount > 1.5e5', 'SPM4006', '1.5e5'],
    ['deal.amount > 1234567890123456', 'SPM4006', '1234567890123456'],
    ['deal.amount > 0.12345678901', 'SPM4006', '0.12345678901'],
    ['deal.cancel_date == null', 'SPM4005', 'null'],
    ['deal.stage == b"x"', 'SPM4005', 'b"x"'],
    ['[1, 2]', 'SPM4005', '[1, 2]'],
    ['{"a": 1}', 'SPM4005', '{"a": 1}'],
    ['deal.stage in deal.note', 'SPM4005', 'deal.note'],
    ['deal.stage in []', 'SPM4005', '[]'],
    ['deal.stage.matches("a+")', 'SPM4005', 'deal.stage.matches("a+")'],
    ['timestamp("2026-01-01")', 'SPM4005', 'timestamp("2026-01-01")'],
    ['int(deal.seats)', 'SPM4005', 'int(deal.seats)'],
    ['constructor(1)', 'SPM4005', 'constructor(1)'],
    ['[1].exists(x, x > 1)', 'SPM4005', '[1].exists(x, x > 1)'],
    ['deal[0] == "x"', 'SPM4005', '0'],
    ['deal[deal.stage] == "x"', 'SPM4005', 'deal.stage'],
    ['"a".b == "x"', 'SPM4005', '"a"'],
    ['deal.amount // 2', 'SPM4005', '//'],
    ['date("2026-02-30")', 'SPM4007', '"2026-02-30"'],
    ['date(deal.stage)', 'SPM4009', 'deal.stage'],
    ['has(deal.amount > 1)', 'SPM4009', 'deal.amount > 1'],
    ['has("x")', 'SPM4009', '"x"'],
    ['has()', 'SPM4009', 'has()'],
    ['round(1.5, deal.amount)', 'SPM4009', 'deal.amount'],
    ['deal.amount.round(2)', 'SPM4009', 'deal.amount.round(2)'],
    ['min(1)', 'SPM4009', 'min(1)'],
    ['size("a", "b")', 'SPM4009', 'size("a", "b")'],
  ])('%s', (text, code, at) => expect(faultsOf(text)).toEqual([[code, at]]))

  test.each<[string, string, RegExp | undefined]>([
    ['deal.stage = "x"', '=', /==/],
    ['deal.vip and deal.vip', 'and', /&&/],
    ['deal.vip OR deal.vip', 'OR', /\|\|/],
    ['deal.amount <> 5', '>', /!=/],
    ['deal.vip & deal.vip', '&', /&&/],
    ['deal.amount * 8%', '', /0\.08/],
    ['deal.stage == “x”', '“', /straight/i],
    ['deal.Größe == "x"', 'ö', /deal\["/],
    ['deal.stage == "x', '"x', undefined],
    ['deal.amount > .5', '.', /0\.5/],
    ['deal.in == 5', 'in', /deal\["in"\]/],
    ['(deal.amount', '', undefined],
    ['deal.amount >', '', undefined],
    ['deal.amount 5', '5', undefined],
    ['', '', undefined],
    ['import', 'import', undefined],
    ['"a\\q"', '\\q', undefined],
  ])('a syntax error in %s is explained at its place', (text, at, fix) => {
    const [, faults] = compile(text)
    expect(faults.map((fault) => [fault.code, fault.at])).toEqual([['SPM4001', at]])
    if (fix) expect(`${faults[0]!.message} ${faults[0]!.fix}`).toMatch(fix)
  })

  test.each([
    ['brackets', `${'('.repeat(5000)}1${')'.repeat(4999)}`],
    ['signs', `${'!'.repeat(9000)}true`],
    ['terms', Array.from({ length: 2000 }, () => 'true').join('||')],
    ['characters', '1 + '.repeat(5000)],
    ['points', `deal${'.a'.repeat(4000)}`],
  ])('too many %s are refused, never a crash', (_what, text) => {
    expect(faultsOf(text).map(([code]) => code)).toEqual(['SPM4008'])
  })

  test('text inside quotes may hold what is refused outside', () => {
    expect(value('"a // b % 8% = \\" \'"')).toBe('a // b % 8% = " \'')
  })
})

import { expect, test } from 'vitest'
import { alike, differences, parseScript } from './story.js'

test('a script says who gives which command, and how it ends', () => {
  const text = `# A month
take exports

ann: calc --period 2026-01
# a remark
bob: reopen --period 2026-01 --reason "wrong file"   => exit 4 SPM6058 not the latest
ann: validate => SPM4101 SPM4102
compare first
`
  expect(parseScript(text)).toEqual({
    title: 'A month',
    steps: [
      { take: 'exports' },
      { actor: 'ann', words: ['calc', '--period', '2026-01'], exit: 0, codes: [] },
      {
        actor: 'bob',
        words: ['reopen', '--period', '2026-01', '--reason', 'wrong file'],
        exit: 4,
        codes: ['SPM6058'],
      },
      { actor: 'ann', words: ['validate'], exit: 0, codes: ['SPM4101', 'SPM4102'] },
      { compare: 'first' },
    ],
  })
  expect(() => parseScript('# A month\ncalc')).toThrow('not a step: calc')
  expect(() => parseScript('take exports')).toThrow('begins with a comment')
})

test('rows are compared in any order, as often as they stand there, in the columns that are expected', () => {
  const columns = ['payee', 'amount']
  const rows = (...texts: readonly string[]) =>
    texts.map((text) => {
      const [payee, amount] = text.split(' ')
      return { payee: payee!, amount: amount!, more: 'not looked at' }
    })
  expect(differences(columns, rows('ana 1', 'bo 2'), rows('bo 2.00', 'ana 1'))).toBe('')
  expect(differences(columns, rows('ana 1', 'bo 2', 'bo 2'), rows('bo 2', 'ana 1.01'))).toBe(
    ['              payee,amount', '  missing     ana,1', '  unexpected  ana,1.01', '  missing     bo,2'].join('\n'),
  )
  expect(differences(['payee', 'sum'], rows('ana 1'), rows('ana 1'))).toBe('no such column: sum')
  expect(differences(columns, rows('ana 100', 'D1 0.10'), rows('D1 0.1', 'ana 10'))).toContain('ana,10\n')
  expect(differences(columns, [], [])).toBe('')
})

test('rows that speak of some are held against all of those', () => {
  const rows = [
    { payee: 'ana', deal: 'D1', paid: '1' },
    { payee: 'ana', deal: 'D1', paid: '2' },
    { payee: 'ana', deal: 'D2', paid: '1' },
    { payee: 'bo', deal: 'D1', paid: '1' },
  ]
  expect(alike(['payee', 'deal'], [{ payee: 'ana', deal: 'D1', paid: '3' }], rows)).toEqual(rows.slice(0, 2))
})

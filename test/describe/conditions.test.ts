import { expect, it } from 'vitest'
import { conditionWords, valueWords } from '../../src/describe/conditions.js'
import { plainText } from '../../src/describe/say.js'

it.each([
  ['deal.stage == "Won"', 'the deal’s stage is “Won”'],
  ['"Won" == deal.stage', 'the deal’s stage is “Won”'],
  ['deal.partner != ""', 'the deal’s partner is filled in'],
  ['deal.partner == ""', 'the deal’s partner is blank'],
  ['deal.type in ["New", "Renewal", "Trial"]', 'the deal’s type is “New”, “Renewal” or “Trial”'],
  ['deal.stage == "Won" && rep.title != "Lead"', 'the deal’s stage is “Won” and your title is not “Lead”'],
  ['deal.amount > 1000 || deal.vip', 'the deal’s amount is above 1,000 or the deal’s vip is true'],
  ['deal.amount >= 1000', 'the deal’s amount is 1,000 or more'],
  ['1000 > deal.amount', 'the deal’s amount is below 1,000'],
  ['deal.amount <= 0.5', 'the deal’s amount is 0.5 or less'],
  ['!deal.vip', 'the deal’s vip is not true'],
  ['has(deal.cancel_date)', 'the deal’s cancel date is filled in'],
  ['!has(deal.cancel_date)', 'the deal’s cancel date is blank'],
  ['deal.close_date >= date("2026-03-05")', 'the deal’s close date is not before 2026-03-05'],
  ['deal.close_date < date("2026-03-05")', 'the deal’s close date is before 2026-03-05'],
  ['rep.region == deal.region', 'your region is the same as the deal’s region'],
  ['deal["Deal Type"] == "New"', 'the deal’s Deal Type is “New”'],
  ['deal.product_info.launch', 'the deal’s product_info.launch is true'],
  ['attainment_of("base") >= 0.8', 'your attainment in base is 80 % or more'],
  ['score_of("goals") > least', 'your weighted score in goals is above least'],
  [
    'deal.a == "x" && (deal.b == "y" || deal.c == "z")',
    'the deal’s a is “x” and either the deal’s b is “y” or the deal’s c is “z”',
  ],
])('%s reads: %s', (text, words) => {
  expect(plainText(conditionWords(text))).toBe(words)
})

it('tells what has no words as it is written, each part by itself', () => {
  const words = conditionWords('deal.stage == "Won" && deal.amount * 2 > 10')
  expect(plainText(words)).toBe('the deal’s stage is “Won” and the condition deal.amount * 2 > 10 holds')
  expect(words).toContainEqual({ code: 'deal.amount * 2 > 10' })
})

it('keeps and / or of several levels together, which words would blur', () => {
  const text = '(deal.a == "x" && deal.b == "y") || deal.c == "z"'
  expect(plainText(conditionWords(text))).toBe(`the condition ${text} holds`)
})

it('tells a value as a column, or as it is written', () => {
  expect(plainText(valueWords('deal.close_date'))).toBe('the deal’s close date')
  expect(plainText(valueWords('deal.amount - deal.discount'))).toBe('deal.amount - deal.discount')
})

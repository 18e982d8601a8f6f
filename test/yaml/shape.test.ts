import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { parseYaml } from '../../src/yaml/document.js'
import * as scalars from '../../src/yaml/scalars.js'
import { checkShape } from '../../src/yaml/shape.js'

const { id, text, ratioText, decimalText, dateText } = scalars
const schema = z.strictObject({
  plan: id,
  name: text.describe('For people.').optional(),
  effective: z.strictObject({ from: dateText, to: dateText }).optional(),
  measures: z.record(id, z.strictObject({ amount: text, tags: z.union([text, z.array(text)]).optional() })).optional(),
  rates: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('flat'), rate: ratioText }),
        z.strictObject({
          kind: z.literal('tiered'),
          mode: z.enum(['marginal', 'retroactive']),
          tiers: z.array(text).min(1),
        }),
      ]),
    )
    .optional(),
  take: z.union([z.enum(['full', 'none']), ratioText, z.strictObject({ bands: z.array(text) })]).optional(),
  cap: decimalText.optional(),
  input: z
    .union([z.union([text, z.array(text)]), z.strictObject({ path: text, header: scalars.booleanText.optional() })])
    .optional(),
})

function check(source: string): [unknown, Diagnostic[]] {
  const found: Diagnostic[] = []
  const doc = parseYaml(source, 'f.yaml', found)!
  const value = checkShape(schema, doc, found, 'SPM3502')
  expect(value === undefined).toBe(found.length > 0)
  return [value, found]
}

test('a document of the right shape is handed on', () => {
  expect(check('plan: ae\nrates: [{kind: flat, rate: 8%}]\ntake: 50%\ncap: 25000\n')[0]).toEqual({
    plan: 'ae',
    rates: [{ kind: 'flat', rate: '8%' }],
    take: '50%',
    cap: '25000',
  })
})

describe('each fault is told in our words at its place', () => {
  test.each<[string, number, number, RegExp]>([
    ['plan: ae\nnam: x\n', 2, 1, /unknown key "nam".*Did you mean "name"/],
    ['name: x\n', 1, 1, /"plan" is missing/],
    ['plan: ae\neffective: {from: 2026-01-01}\n', 2, 1, /"to" is missing in "effective"/],
    ['plan: Ae\n', 1, 7, /expected an id.*found "Ae"/],
    ['plan: [ae]\n', 1, 7, /expected an id.*found a list/],
    ['plan: ae\nmeasures: [x]\n', 2, 11, /expected a group of keys, found a list/],
    ['plan: ae\nmeasures:\n  Arr: {amount: x}\n', 3, 3, /"Arr" in "measures"/],
    ['plan: ae\nmeasures:\n  arr: {amont: x, amount: y}\n', 3, 9, /"amont" in "arr".*"amount"/],
    ['plan: ae\nmeasures:\n  arr: {amount: x, tags: {a: b}}\n', 3, 26, /expected text or a list, found a group/],
    ['plan: ae\nrates:\n  - {kind: flt}\n', 3, 12, /expected one of "flat", "tiered", found "flt".*"flat"/],
    ['plan: ae\nrates:\n  - {rate: 5%}\n', 3, 5, /"kind" is missing.*"flat", "tiered"/],
    ['plan: ae\nrates:\n  - {kind: flat, rate: 5%, tiers: [a]}\n', 3, 28, /unknown key "tiers"/],
    ['plan: ae\nrates:\n  - {kind: tiered, mode: marginal, tiers: []}\n', 3, 36, /"tiers" is empty/],
    [
      'plan: ae\nrates:\n  - {kind: tiered, mode: marginl, tiers: [x]}\n',
      3,
      26,
      /"marginal", "retroactive".*Did you mean "marginal"/,
    ],
    ['plan: ae\ntake: Ful\n', 2, 7, /one of "full", "none" or a percent.*Did you mean "full"/],
    ['plan: ae\ntake: {band: x, bands: [y]}\n', 2, 8, /unknown key "band".*"bands"/],
    ['plan: ae\ncap: 1e5\n', 2, 6, /a number such as/],
    ['plan: ae\ninput: {header: yes, path: x}\n', 2, 17, /true or false, found "yes"/],
    ['just text\n', 1, 1, /expected a group of keys/],
  ])('%j', (source, line, column, message) => {
    const [, found] = check(source)
    expect(found.map(({ place }) => [place?.line, place?.column])).toEqual([[line, column]])
    expect(found[0]!.message).toMatch(message)
  })

  test('all of them in one run', () => {
    const [, found] = check('nam: x\nrates: [{kind: x}, {kind: flat}]\ncap: A\ntake: {x: y}\n')
    expect(found).toHaveLength(7)
  })
})

test('every shared scalar has a JSON Schema', () => {
  const kinds = Object.values(scalars).filter((each) => each instanceof z.ZodType)
  expect(kinds.length).toBeGreaterThan(8)
  for (const kind of kinds) expect(z.toJSONSchema(kind, { target: 'draft-7', io: 'input' })).toHaveProperty('type')
})

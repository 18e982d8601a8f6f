import { expect, test } from 'vitest'
import { pseudonymsBy } from '../../src/reports/pseudonyms.js'
import { parseDecimal } from '../../src/base/decimal.js'
import { csv, plan, WON } from '../support/plan.js'
import { stated } from '../support/stated.js'
import type { TestProject } from '../support/project.js'

/** 8 % up to the year's 100,000, 12 % above; 95,000 in February. */
const TIERS =
  'id: base, name: New business, window: year, against: full_quota, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }, { above: 140%, rate: 15% }] }'
const project = (more: Partial<TestProject> = {}): TestProject => ({
  plans: plan({ components: [TIERS] }),
  reps: csv('payee_id name', 'ana Ana', 'bo Bo'),
  quotas: csv('payee_id period amount', 'ana 2026 100000', 'bo 2026 100000'),
  deals: csv('deal_id payee_id amount close_date', 'D1 ana 95000 2026-02-10', 'D2 ana 20000 2026-03-10'),
  period: '2026-03',
  ...more,
})

test('a deal that crosses a tier is told slice by slice, with what is reached and what the next tier wants', async () => {
  // 5,000 at 8 % = 400, 15,000 at 12 % = 1,800; 115 % of the year; 140 % is 25,000 further.
  const text = await stated(project(), 'ana')
  expect(text).toContain('- To be paid: **2,200.00 USD**\n')
  expect(text).toContain('- Reached of the quota, 2026: **115.00 %**\n')
  expect(text).toContain('| New business (won) | 2026 | 115.00 % | 115,000.00 USD | 100,000.00 |')
  expect(text).toContain(`### New business: 2,200.00 USD

Commission on won, over the year, against the full quota.

- **D2**, 2026-03-10: crossed 100 % of quota: 5,000.00 at 8 %, 15,000.00 at 12 %: **2,200.00 USD**
  - 5,000.00 at 8 %: 400.00 USD (tier 1 of 3 (from 0%); the window went from 95,000.00 to 100,000.00)
  - 15,000.00 at 12 %: 1,800.00 USD (tier 2 of 3 (from 100%); the window went from 100,000.00 to 115,000.00)

- Tier above 140%, 15 %: not reached, 25,000.00 USD more would reach it
`)
  // 8,000 at 100 %, 4,800 more at 140 %, 1,500 more at 150 %, 600 more at 154 %; he stands at 8,000 + 1,800.
  expect(text).toContain('New business: what it pays by what is reached in 2026:\n')
  for (const row of [
    '|  | 100 | 8,000.00 |',
    '|  | 140 | 12,800.00 |',
    '|  | 154 | 14,900.00 |',
    '| You: 115.00 % | 115 | 9,800.00 |',
  ])
    expect(text).toContain(row)
})

test('whose share of a deal it is says how much, and not with whom', async () => {
  const splits = csv('deal_id payee_id percent', 'D2 ana 60', 'D2 bo 40')
  const text = await stated(project({ splits }), 'ana')
  // 12,000 of it: 5,000 at 8 % and 7,000 at 12 % are 1,240.
  expect(text).toContain('- To be paid: **1,240.00 USD**\n')
  expect(text).toContain('  - credited: 60 % of 20,000.00 USD, directly\n')
  expect(text).not.toMatch(/\bbo\b/i)
})

test('a manager sees the deals below by their ids alone', async () => {
  const own = plan({
    id: 'lead',
    assign: 'rep.payee_id == "mia"',
    measures: { team: `${WON.replace('direct', '{ rollup: { levels: 1 } }')}` },
    components: ['id: share, name: Team share, measure: team, window: period, rate: { kind: flat, rate: 1% }'],
  })
  const text = await stated(
    project({
      plans: [plan({ assign: 'rep.payee_id != "mia"', components: [TIERS] }), own],
      reps: csv('payee_id name manager_id', 'ana Ana mia', 'bo Bo mia', 'mia Mia -'),
    }),
    'mia',
  )
  expect(text).toContain(
    '- **D2**, 2026-03-10: 20,000.00 at 1 %: **200.00 USD**\n  - credited: 20,000.00 USD, as a manager\n',
  )
  expect(text).not.toMatch(/\b(ana|bo)\b/i)
})

test('what pays nothing says why, and what rounding did is told', async () => {
  const flat = 'id: late, name: Late months, from: 2026-06-01, window: period, rate: { kind: flat, rate: 1% }'
  const odd = 'id: odd, name: Odd, window: period, rate: { kind: flat, rate: 0.0333% }'
  const text = await stated(project({ plans: plan({ components: [TIERS, flat, odd] }) }), 'ana')
  expect(text).toContain('### What pays nothing this time\n\n- Late months: it starts on 2026-06-01\n')
  expect(text).toContain('20,000.00 at 0.0333 %: **6.66 USD**')
  const half = await stated(project({ plans: plan({ components: [odd.replace('0.0333%', '0.03333%')] }) }), 'ana')
  // 20,000 x 0.0003333 = 6.666.
  expect(half).toContain('**6.67 USD**\n  - rounded: 6.666 to 6.67, half up\n')
})

test('the company, whom to ask and a note come from settings; without them it says a plain sentence', async () => {
  const settings = 'statements: { company: "Halden | Inc.", ask: "Ask *Kim*", note: "Thank you." }\n'
  const text = await stated(project({ settings }), 'ana')
  expect(text).toContain('Ana (ana) · p · Halden \\| Inc.\n')
  expect(text).toContain('## Whom to ask\n\nAsk \\*Kim\\*\n\nThank you.\n')
  expect(await stated(project(), 'ana')).toContain('\nAsk the people who calculate your commissions.')
})

test('a draft, an approved and a closed period say so, and what was paid where that is something else', async () => {
  const at = (state: 'draft' | 'approved' | 'closed', paid: string): Promise<string> =>
    stated(project(), 'ana', { now: { state, totals: new Map([['ana', new Map([['USD', parseDecimal(paid)!]])]]) } })
  expect(await at('draft', '0')).toContain('This is a draft: 2026-03 is not approved yet')
  expect(await at('approved', '2200')).toContain('\n2026-03 is approved.\n')
  expect(await at('approved', '2199.99')).toContain(
    '2026-03 was approved with 2,199.99 USD; this page shows it by today’s data.',
  )
  expect(await at('closed', '2200')).toContain('- Paid: **2,200.00 USD**')
  expect(await at('closed', '2200')).toContain('2026-03 is closed: this is what was paid.')
  const other = await at('closed', '2200.01')
  expect(other).toContain('- To be paid: **2,200.00 USD**')
  expect(other).toContain('2026-03 is closed, and 2,200.01 USD was paid. This page shows it by today’s data')
})

test('what the period before was paid stands beside it', async () => {
  const before = { period: '2026-02', totals: new Map([['ana', new Map([['USD', parseDecimal('7600')!]])]]) }
  expect(await stated(project(), 'ana', { before })).toContain('- The period before, 2026-02: **7,600.00 USD**\n')
})

test('a redacted statement keeps its figures and tells no name, deal or reason', async () => {
  const adjustments =
    'id,period,payee_id,amount,reason,requested_by,approved_by\nzqA,2026-03,ana,5,for zqDeal,kim,lee\n'
  const deals = csv('deal_id payee_id amount close_date', 'zqD1 ana 95000 2026-02-10', 'zqD2 ana 20000 2026-03-10')
  const pseudonym = pseudonymsBy('7'.repeat(64))
  const settings = 'statements: { company: zqCompany, ask: zqKim, note: zqNote }\n'
  const text = await stated(project({ deals, adjustments, settings }), 'ana', { pseudonym })
  expect(text).not.toMatch(/zq|\bana\b/i)
  expect(text).toContain('- To be paid: **2,205.00 USD**\n')
  expect(text).toContain('- Adjustment: **5.00 USD**\n  - withheld\n')
  expect(text).toContain('crossed 100 % of quota: 5,000.00 at 8 %')
})

test('what is paid in two currencies is told apart', async () => {
  const euro = plan({
    id: 'e',
    currency: 'EUR',
    keys: ['additional: true'],
    components: ['id: extra, name: Extra, window: period, rate: { kind: flat, rate: 1% }'],
  })
  const text = await stated(
    project({
      plans: [plan({ components: [TIERS] }), euro],
      settings: 'currency: USD\nfx: { credit: fixed, fixed_on: 2026-01-01 }\n',
      fx: csv('date from to rate', '2026-01-01 USD EUR 0.9'),
    }),
    'ana',
  )
  // 20,000 USD are 18,000 EUR, of which 1 % are 180.
  expect(text).toContain('- To be paid, EUR: **180.00 EUR**\n')
  expect(text).toContain('- To be paid, USD: **2,200.00 USD**\n')
  expect(text).toContain('converted at 0.9 USD to EUR of 2026-01-01')
})

test('deals of the period that count for nothing say why; those of other periods are not told', async () => {
  const won = { won: `where: 'deal.stage == "Won"', ${WON}` }
  const deals = csv(
    'deal_id payee_id amount close_date stage',
    'D1 ana 95000 2026-02-10 Lost',
    'D2 ana 20000 2026-03-01 Lost',
    'D3 ana 10000 2026-03-31 Won',
    'D4 ana 10000 2026-04-01 Lost',
    'D5 bo 10000 2026-03-05 Lost',
  )
  const text = await stated(project({ plans: plan({ measures: won, components: [TIERS] }), deals }), 'ana')
  expect(text).toContain(
    '## Deals of yours that are not counted\n\n- D2, 2026-03-01: not meant by the conditions of the plan\n\n## How',
  )
  const many = Array.from({ length: 23 }, (_, index) => `L${index + 10} ana 1 2026-03-02 Lost`)
  const long = csv('deal_id payee_id amount close_date stage', ...many)
  const all = await stated(project({ plans: plan({ measures: won, components: [TIERS] }), deals: long }), 'ana')
  expect(all).toContain('- L29, 2026-03-02: not meant by the conditions of the plan\n- and 3 more deals\n')
})

test('a curve says what it cannot show, and there is none where the plan alone does not tell it', async () => {
  const gated = `${TIERS.replace('id: base', 'id: gated')}, gate: { measure: logos, window: year, against: full_quota, at_least: 50%, else: lost, reclose: keep }, cap: { per_deal: 25000, excess: lost }`
  const measures = { won: WON, logos: `amount: count, split: whole, date: deal.close_date, credit: direct` }
  const quotas = csv('payee_id period measure amount', 'ana 2026 won 100000', 'ana 2026 logos 10')
  const own = 'id: own, name: By size, window: period, rate: { kind: flat, rate: deal.size }'
  const deals = csv('deal_id payee_id amount close_date size', 'D1 ana 95000 2026-03-10 0.01')
  const settings = 'inputs: { deals: { types: { size: number } } }\n'
  const reps = csv('payee_id name', 'ana Ana')
  const text = await stated(
    project({ plans: plan({ measures, components: [gated, own] }), quotas, deals, settings, reps }),
    'ana',
  )
  expect(text).toContain('New business: what it pays by what is reached in 2026 (before its gate and caps):\n')
  expect(text).not.toContain('By size: what it pays')
  // One of ten: the gate opens at five.
  expect(text).toContain('- Gate closed: ')
})

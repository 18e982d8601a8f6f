import { expect, it } from 'vitest'
import { describeProject, plainMarkdown } from '../support/described.js'
import { plan, type PlanParts } from '../support/plan.js'

const RATE = 'rate: { kind: flat, rate: 10% }'

async function words(parts: Partial<PlanParts>): Promise<string> {
  return plainMarkdown(
    await describeProject({ plans: plan({ components: [`id: c, window: deal, ${RATE}`], ...parts }) }),
  )
}

it('says that the list of people may name another plan, but not of one that comes on top', async () => {
  const assign = 'rep.title == "AE"'
  expect(await words({ assign })).toContain(
    'You are on it while your title is “AE”, unless the list of people names another',
  )
  expect(await words({ assign, keys: ['additional: true'] })).toContain('You are on it while your title is “AE”. ')
})

it('says when each part of the pay is released', async () => {
  const release = 'release: [{ at: booking, share: 50% }, { at: payment, after: 30 days, share: 50% }]'
  const text = await words({
    keys: ['leavers: { unreleased: forfeit }'],
    components: [`id: c, window: deal, ${release}, ${RATE}`],
  })
  expect(text).toContain(
    '- 50 % on the day on which the deal counts. - 50 % 30 days after each payment, in proportion.',
  )
  expect(text).not.toContain('all of it is payable then')
  expect(text).toContain('pay that is not released by your last day is lost (forfeited)')
})

it('says what is rounded how, also where the plan leaves it to the usual way', async () => {
  expect(await words({})).toContain('Each line of your pay is rounded once')
  expect(await words({ keys: ['rounding: { mode: down, at: total }'] })).toContain('fractions are rounded down')
})

it('says which side of a boundary belongs to which tier', async () => {
  const tiers = (second: string): string =>
    `id: c, window: period, rate: { kind: tiered, by: amount, mode: marginal, tiers: [{ from: 0, rate: 5% }, { ${second}: 1000, rate: 7% }] }`
  expect(await words({ components: [tiers('from')] })).toContain('| 0 USD | below 1,000 USD |')
  expect(await words({ components: [tiers('above')] })).toContain('| 0 USD | 1,000 USD, itself included |')
})

it('explains the names in formulas, those of the plan with their values', async () => {
  const text = await words({
    keys: ['constants: { bonus: 50 }'],
    components: ['id: c, window: deal, rate: { kind: formula, formula: bonus + credit.amount * 0.01 }'],
  })
  expect(text).toContain('`credit`: your credit on a deal')
  expect(text).toMatch(/\| `bonus` \| +50 \| everybody \|/)
})

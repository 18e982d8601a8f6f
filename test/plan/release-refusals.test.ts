import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan, type PlanParts } from '../support/plan.js'

const FLAT = 'id: c, window: deal, rate: { kind: flat, rate: 10% }'
const component = (text: string): PlanParts => ({ components: [text] })
/** What a component earns waits, in parts. */
const release = (parts: string, keys = ['leavers: { unreleased: pay }']): PlanParts => ({
  ...component(`${FLAT}, release: [${parts}]`),
  keys,
})
const clawback = (text: string): PlanParts => ({
  ...component(FLAT),
  keys: [`clawback: { on: [cancel], restate_attainment: none, ${text} }`],
})
const AGED = 'count_from: deal.close_date'

async function codesOf(parts: PlanParts): Promise<readonly string[]> {
  return (await calculate({ plans: plan(parts), reps: ANA, deals: csv(DEALS), period: '2026-01' })).codes
}

describe('release and clawbacks are refused where they leave a question of money open, and not one step before', () => {
  const bands = (list: string): PlanParts => clawback(`${AGED}, take: { bands: [${list}] }`)
  const cases: readonly (readonly [string, PlanParts, readonly string[]])[] = [
    [
      'parts of a release that total 99 %',
      release('{ at: booking, share: 50% }, { at: payment, share: 49% }'),
      ['SPM3950'],
    ],
    ['that total 100 %', release('{ at: booking, share: 50% }, { at: payment, share: 50% }'), []],
    ['that total 101 %', release('{ at: booking, share: 50% }, { at: payment, share: 51% }'), ['SPM3950']],
    [
      'thirds that total 99.99 %',
      release('{ at: booking, share: 66.66% }, { at: payment, share: 33.33% }'),
      ['SPM3950'],
    ],
    ['a part of nothing', release('{ at: booking, share: 100% }, { at: payment, share: 0% }'), ['SPM3950']],
    ['no word on those who leave', release('{ at: booking, share: 100% }', []), ['SPM3951']],
    [
      'a word on their deals alone',
      release('{ at: booking, share: 100% }', ['leavers: { credit_days: 5 }']),
      ['SPM3951'],
    ],
    ['they forfeit', release('{ at: booking, share: 100% }', ['leavers: { unreleased: forfeit }']), []],
    ['parts of a column that is not there', release('{ at: payment, share: 100%, of: tcv }'), ['SPM3952']],
    ['of text', release('{ at: payment, share: 100%, of: deal_id }'), ['SPM3952']],
    ['of a column named as in expressions', release('{ at: payment, share: 100%, of: deal.amount }'), ['SPM3952']],
    ['of a number', release('{ at: payment, share: 100%, of: amount }'), []],
    ['a limit that counts from no day', clawback('take: full, within: 90 days'), ['SPM3953']],
    ['bands that count from no day', clawback('take: { bands: [{ within: 90 days, share: 50% }] }'), ['SPM3953']],
    ['one that counts from the close', clawback(`take: full, within: 90 days, ${AGED}`), []],
    ['a day, and no age to count', clawback(`take: full, ${AGED}`), ['SPM3954']],
    ['neither', clawback('take: full'), []],
    ['a part of no time', clawback(`take: pro_rata, ${AGED}`), ['SPM3953']],
    ['a part of 0 months', clawback(`take: pro_rata, within: 0 months, ${AGED}`), ['SPM3953']],
    ['a part of a month', clawback(`take: pro_rata, within: 1 month, ${AGED}`), []],
    [
      'a limit beside bands',
      clawback(`${AGED}, within: 1 month, take: { bands: [{ within: 1 month, share: 5% }] }`),
      ['SPM3954'],
    ],
    ['a clawback of nothing', clawback('take: 0%'), ['SPM3955']],
    ['of more than all', clawback('take: 100.01%'), ['SPM3955']],
    ['of all, as a percent', clawback('take: 100%'), []],
    ['bands that ascend by a day', bands('{ within: 30 days, share: 100% }, { within: 31 days, share: 50% }'), []],
    [
      'two bands of one length',
      bands('{ within: 30 days, share: 100% }, { within: 30 days, share: 50% }'),
      ['SPM3955'],
    ],
    ['bands that descend', bands('{ within: 60 days, share: 50% }, { within: 30 days, share: 100% }'), ['SPM3955']],
    [
      'bands of days and months',
      bands('{ within: 30 days, share: 100% }, { within: 6 months, share: 50% }'),
      ['SPM3955'],
    ],
    ['a band of nothing', bands('{ within: 30 days, share: 0% }'), ['SPM3955']],
  ]
  test.each(cases)('%s', async (_, parts, codes) => {
    expect(await codesOf(parts)).toEqual(codes)
  })

  test.each([
    ['none', []],
    ['source', ['SPM3956']],
  ])('a clawback of the plan that restates `none`, and one of a component that restates `%s`', async (word, codes) => {
    const own = `${FLAT}, clawback: { on: [refund], take: 50%, restate_attainment: ${word} }`
    expect(await codesOf({ ...clawback('take: full'), components: [own] })).toEqual(codes)
  })

  test('a component without clawback beside a rule of the plan is no second way (F5)', async () => {
    expect(await codesOf({ ...clawback('take: full'), components: [`${FLAT}, clawback: none`] })).toEqual([])
  })

  test('a column named as in expressions is told how it is written here', async () => {
    const plans = plan(release('{ at: payment, share: 100%, of: deal.amount }'))
    const { found } = await calculate({ plans, reps: ANA, deals: csv(DEALS), period: '2026-01' })
    expect(found[0]?.message).toContain('Write "amount".')
  })
})

import { describe, expect, test } from 'vitest'
import { csv, DEALS, plan, WON } from '../support/plan.js'
import { said, validate } from '../support/validate.js'

const FLAT = 'id: c, window: period, rate: { kind: flat, rate: 8% }'
const reps = (...rows: readonly string[]): string => csv('payee_id name plan manager_id hire_date end_date', ...rows)

describe('payees on no plan', () => {
  const plans = plan({ components: [FLAT], assign: '', to: '2026-06-30' })

  test('are told in one finding, five of them by name', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => `${id} Name - - - -`)
    expect(await said({ plans, reps: reps('ana Ana p - - -', ...many) })).toEqual([
      '"a", "b", "c", "d", "e" and 2 more are on no plan, though there while plans are in force',
    ])
    expect(await said({ plans, reps: reps('ana Ana p - - -', 'bo Bo - - - -') })).toEqual([
      '"bo" is on no plan, though there while plans are in force',
    ])
  })

  test('are none who were not there on any day of the plans', async () => {
    const left = (day: string): string => reps('ana Ana p - - -', `bo Bo - - - ${day}`)
    expect(await said({ plans, reps: left('2025-12-31') })).toEqual([])
    expect(await said({ plans, reps: left('2026-01-01') })).toHaveLength(1)
    const joins = (day: string): string => reps('ana Ana p - - -', `bo Bo - - ${day} -`)
    expect(await said({ plans, reps: joins('2026-06-30') })).toHaveLength(1)
    expect(await said({ plans, reps: joins('2026-07-01') })).toEqual([])
  })

  test('are not told beside a plan that nobody is on at all', async () => {
    expect(await said({ plans, reps: reps('bo Bo - - - -') })).toEqual(['nobody of the reps file is on plan p'])
  })
})

describe('an override', () => {
  const override = (levels: string): string =>
    plan({
      components: [
        FLAT,
        `id: o, kind: override, measure: won, of: credits, mode: full, levels: ${levels}, window: period, rate: { kind: flat, rate: 1% }`,
      ],
    })

  test('that reaches nobody is told', async () => {
    // max is one level above ana, and nobody is two levels above anybody.
    const people = reps('ana Ana p max - -', 'max Max p - - -')
    expect(await said({ plans: override('{ only: 2 }'), reps: people })).toEqual([
      '"o" reaches nobody: no one on p has anybody exactly 2 levels below',
    ])
    expect(await said({ plans: override('{ only: 1 }'), reps: people })).toEqual([])
    expect(await said({ plans: override('all'), reps: people })).toEqual([])
    expect(await said({ plans: override('all'), reps: reps('ana Ana p - - -') })).toHaveLength(1)
  })
})

describe('rows beside the plans', () => {
  const plans = plan({ components: [FLAT] })

  test('quotas, splits and objectives are checked without a period', async () => {
    const found = await validate({
      plans,
      reps: csv('payee_id name', 'ana Ana'),
      quotas: csv('payee_id period amount', 'ana 2026-13 100'),
      splits: csv('deal_id payee_id percent', 'D ana 90'),
      objectives: csv('payee_id period objective_id weight score', 'ana 2026-Q1 o 90% 100%'),
    })
    expect(found.map(({ code }) => code).sort()).toEqual(['SPM5060', 'SPM5907', 'SPM5911'])
    const quota = {
      plans,
      reps: csv('payee_id name', 'ana Ana'),
      quotas: csv('payee_id period amount', 'ana 2026-13 100'),
    }
    expect((await validate(quota)).map(({ code }) => code)).toEqual(['SPM5010'])
  })

  test('deals are read only when asked for, and then those of every period of the plans', async () => {
    const project = {
      plans: plan({ components: [FLAT], measures: { won: `${WON}, where: deal.stage == "won"` } }),
      reps: csv('payee_id name', 'ana Ana'),
      deals: csv(`${DEALS} stage`, 'D1 ana - 2026-02-10 won', 'D2 ana - 2025-12-31 won', 'D3 ana 5 2026-12-31 won'),
    }
    expect(await validate(project)).toEqual([])
    // D1 has no amount and counts in February; D2 is of no day of the plan.
    const found = await validate(project, true)
    expect(found.map(({ code, place }) => [code, place?.record])).toEqual([['SPM5030', 2]])
  })

  test('a condition that no deal meets is told with the deals', async () => {
    const project = {
      plans: plan({ components: [FLAT], measures: { won: `${WON}, where: deal.stage == "Won"` } }),
      reps: csv('payee_id name', 'ana Ana'),
      deals: csv(`${DEALS} stage`, 'D1 ana 5 2026-02-10 won'),
    }
    expect((await validate(project, true)).map(({ code }) => code)).toEqual(['SPM5065'])
  })
})

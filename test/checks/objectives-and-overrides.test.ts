import { describe, expect, test } from 'vitest'
import { calculate } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

describe('objectives', () => {
  const HEADER = 'payee_id period objective_id weight score component'
  const MBO = ['kind: mbo, id: m, window: quarter, target: 1000']
  const told = async (rows: readonly string[], components = MBO): Promise<readonly string[]> => {
    const objectives = csv(HEADER, ...rows)
    const run = await calculate({
      plans: plan({ components }),
      reps: ANA,
      deals: csv(DEALS),
      objectives,
      period: '2026-03',
    })
    return run.found.map(({ code, place, message }) => `${code} row ${place?.record} ${message}`)
  }
  test('total 100 % exactly', async () => {
    const last = (weight: string) =>
      told(['ana 2026-Q1 a 33.33 1 -', 'ana 2026-Q1 b 33.33 1 -', `ana 2026-Q1 c ${weight} 1 -`])
    expect(await last('33.34')).toEqual([])
    expect(await last('33.33')).toEqual([
      'SPM5907 row 4 the weights of the objectives of "ana" for 2026-Q1 total 99.99 %',
    ])
  })
  test('without a component count for each, beside those that name one', async () => {
    expect(await told(['ana 2026-Q1 a 100 100 -', 'ana 2026-Q1 b 100 100 m'])).toEqual([
      'SPM5907 row 3 the weights of the objectives of "ana" for 2026-Q1 and "m" total 200 %, with those that name no component',
    ])
  })
  test('of one component each total 100 %', async () => {
    const two = [...MBO, 'kind: mbo, id: n, window: quarter, target: 500']
    expect(await told(['ana 2026-Q1 a 100 100 m', 'ana 2026-Q1 b 100 100 n'], two)).toEqual([])
  })
  test('that no component pays are told once a period and component', async () => {
    expect(await told(['ana 2026-01 a 50 1 -', 'ana 2026-01 b 50 1 -'])).toEqual([
      'SPM5911 row 2 objectives for 2026-01 are paid by no component: their window is a quarter',
    ])
    expect(await told(['ana 2026-Q1 a 100 1 n'])).toEqual([
      'SPM5911 row 2 no plan has an mbo component "n". Did you mean "m"?',
    ])
    expect(await told(['ana 2026-Q1 a 100 1 -'], ['id: c, window: period, rate: { kind: flat, rate: 1% }'])).toEqual([
      'SPM5911 row 2 no plan has a component with objectives',
    ])
  })
})

describe('what an override takes as earned below', () => {
  const run = (below: string, seller: string) =>
    calculate({
      plans: [
        plan({ id: 'seller', assign: '', components: [seller] }),
        plan({
          id: 'boss',
          assign: '',
          components: [
            `kind: override, id: team, of: earnings, mode: full, below: [${below}], levels: all, window: period, rate: { kind: flat, rate: 10% }`,
          ],
        }),
      ],
      reps: csv('payee_id name manager_id plan', 'ana Ana mia seller', 'mia Mia - boss'),
      deals: csv(DEALS, 'A ana 1000 2026-03-10'),
      period: '2026-03',
    })
  const OWN = 'id: own, window: period, rate: { kind: flat, rate: 10% }'
  test('is a component of some plan', async () => {
    expect((await run('own', OWN)).codes).toEqual([])
    const wrong = await run('own, onw', OWN)
    expect(wrong.found.map(({ code, message }) => [code, message])).toEqual([
      ['SPM3909', '"team" is on what "onw" earns below, and no plan has such a component. Did you mean "own"?'],
    ])
  })
  test('pays by deal: a bonus would silently be taken as nothing', async () => {
    const wrong = await run(
      'own',
      'kind: bonus, id: own, window: period, rate: { kind: formula, formula: credited * 0.1 }',
    )
    expect(wrong.found.map(({ code, message }) => [code, message])).toEqual([
      ['SPM3909', '"team" is on what "own" earns below, and that is a bonus, which is not paid by deal'],
    ])
  })
})

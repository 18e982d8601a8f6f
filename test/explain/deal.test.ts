import { describe, expect, test } from 'vitest'
import { explained, sentences } from '../support/explained.js'
import { csv, DEALS, plan, WON } from '../support/plan.js'
import type { TestProject } from '../support/project.js'

const FLAT = 'window: period, rate: { kind: flat, rate: 10% }'
const STAGED = `${DEALS} stage`

const team: TestProject = {
  plans: [
    plan({
      id: 'ae',
      assign: 'rep.title == "AE"',
      measures: { won: `where: deal.stage == "Won", ${WON}` },
      components: [`id: own, ${FLAT}`],
    }),
    plan({
      id: 'manager',
      assign: 'rep.title == "Manager"',
      measures: { team: `where: deal.stage == "Won", ${WON.replace('direct', '[{ rollup: { levels: 1 } }]')}` },
      components: [`id: up, measure: team, window: period, rate: { kind: flat, rate: 1% }`],
    }),
  ],
  reps: csv('payee_id name title manager_id', 'E1 Ada AE M1', 'E2 Ben AE M1', 'M1 Mia Manager V1', 'V1 Vic VP -'),
  deals: csv(STAGED, 'D1 E1 1000 2026-03-10 Won', 'D2 E1 1000 2026-03-11 Lost', 'D3 E1 1000 2026-04-01 Won'),
  period: '2026-03',
}

describe('a deal that pays nothing', () => {
  test('says to its owner and to everybody above which condition failed, and on which cell', async () => {
    expect(sentences(await explained(team, { deal: 'D2' }))).toEqual([
      'It pays nobody in 2026-03.',
      'Deal D2: owner E1; amount 1,000; close_date 2026-03-11; stage "Lost"',
      'Ada (E1), owner: not credited',
      'ae/won: deal.stage == "Won" does not hold (deal.stage is "Lost")',
      'Mia (M1), above E1: not credited: no measure of plan manager wants the deal',
      'manager/team: deal.stage == "Won" does not hold (deal.stage is "Lost")',
      'Vic (V1), above E1: not credited: on no plan that day',
    ])
  })

  test('says that it is dated after the period', async () => {
    const said = sentences(await explained(team, { deal: 'D3' }))
    expect(said).toContain('ae/won: dated 2026-04-01, after 2026-03')
    expect(said).toContain('manager/team: dated 2026-04-01, after 2026-03')
  })

  test('says that its owner is not the one who is credited where a split names others', async () => {
    const split = { ...team, splits: csv('deal_id payee_id percent', 'D1 E2 100') }
    const said = sentences(await explained(split, { deal: 'D1' }))
    // 10 % of 1,000 to the split alone, 1 % to the manager.
    expect(said[0]).toBe('It pays Ben (E2) 100.00 USD and Mia (M1) 10.00 USD.')
    expect(said.find((each) => each.startsWith('Ada (E1)'))).toMatch(
      /^Ada \(E1\), owner, replaced by the split: not credited/,
    )
  })

  test('says that a cell is blank where its row is rejected', async () => {
    const blank = {
      ...team,
      deals: csv(STAGED, 'D1 E1 - 2026-03-10 Won', 'D2 E2 1000 2026-03-10 Won'),
      settings: 'inputs: { deals: { on_bad_row: reject } }\n',
    }
    const said = sentences(await explained(blank, { deal: 'D1' }))
    expect(said).toContain(
      'Ada (E1), owner: not credited: the row is rejected, ae/won has no amount: deal.amount is blank',
    )
  })

  test('says who had left or was not there yet on its day', async () => {
    const reps = (more: string, row: string): string =>
      csv(`payee_id name title manager_id ${more}`, `E1 Ada AE M1 ${row}`, 'M1 Mia Manager - -')
    const left = { ...team, reps: reps('end_date', '2026-03-09') }
    expect(sentences(await explained(left, { deal: 'D1' }))).toContain(
      'ae/won: left the company before (dated 2026-03-10)',
    )
    const hired = { ...team, reps: reps('hire_date', '2026-03-11') }
    expect(sentences(await explained(hired, { deal: 'D1' }))).toContain('ae/won: not hired yet (dated 2026-03-10)')
  })

  test('says of somebody who has nothing to do with it that he has not', async () => {
    const said = sentences(await explained(team, { payee: 'E2', deal: 'D1' }))
    expect(said[0]).toBe('Of deal D1 alone: no line in 2026-03.')
    expect(said.at(-1)).toMatch(/^Ben \(E2\), who takes no part in it and stands above nobody who does: not credited/)
  })
})

describe('a deal that pays', () => {
  test('names everybody whom it pays, with the lines', async () => {
    const { summary, chapters } = await explained(team, { deal: 'D1' })
    expect(summary).toEqual(['It pays Ada (E1) 100.00 USD and Mia (M1) 10.00 USD.'])
    const paid = chapters.find(({ title }) => title === 'Paid')!.steps
    expect(paid.map(({ what, amount }) => [what, amount!.toFixed()])).toEqual([
      ['Ada (E1)', '100'],
      ['Mia (M1)', '10'],
    ])
  })

  test('of an earlier month of the year says that it is part of the total and paid before', async () => {
    const year = {
      ...team,
      plans: plan({
        components: [
          'id: own, window: year, against: full_quota, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }] }',
        ],
      }),
      quotas: csv('payee_id period amount', 'E1 2026 5000'),
      reps: csv('payee_id name', 'E1 Ada'),
      deals: csv(STAGED, 'D1 E1 1000 2026-02-10 Won', 'D2 E1 1000 2026-03-10 Won'),
    }
    const said = sentences(await explained(year, { deal: 'D1' }))
    expect(said[0]).toBe('It pays nobody in 2026-03.')
    expect(said).toContain('Ada (E1), owner: credited in an earlier period, and in 2026-03 only part of the total')
  })
})

// A project of any size: one plan with three components, quotas, splits, a year of deals. Seeded, so always the same.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const PLAN = `plan: bench
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
assign: 'true'
negative: owed
measures:
  won:
    where: deal.stage == "Closed Won"
    amount: deal.amount
    date: deal.close_date
    credit: direct
components:
  - id: accelerated
    kind: commission
    measure: won
    window: year
    against: full_quota
    rate:
      kind: tiered
      by: attainment
      mode: marginal
      tiers:
        - { from: 0%, rate: 8% }
        - { from: 100%, rate: 12% }
        - { above: 140%, rate: 15% }
    cap: { per_deal: 25000, excess: lost }
  - id: monthly
    kind: commission
    measure: won
    window: period
    rate: { kind: flat, rate: 1% }
  - id: large
    kind: commission
    measure: won
    window: deal
    rate:
      kind: tiered
      by: amount
      mode: retroactive
      tiers: [{ from: 0, rate: 0% }, { above: 50000, rate: 2% }]
`

export function writeProject(folder, deals, reps) {
  let state = 20260101
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const two = (number) => String(number).padStart(2, '0')
  mkdirSync(join(folder, 'data'))
  mkdirSync(join(folder, 'plans'))
  writeFileSync(join(folder, 'plans/bench.yaml'), PLAN)
  const people = Array.from({ length: reps }, (_, index) => `R${index + 1}`)
  writeFileSync(join(folder, 'data/reps.csv'), `payee_id,name\n${people.map((id) => `${id},Rep ${id}`).join('\n')}\n`)
  const quota = Math.round((deals / reps) * 9_000)
  writeFileSync(
    join(folder, 'data/quotas.csv'),
    `payee_id,period,amount\n${people.map((id) => `${id},2026,${quota}`).join('\n')}\n`,
  )
  const file = openSync(join(folder, 'data/deals.csv'), 'w')
  writeSync(file, 'deal_id,payee_id,amount,close_date,stage,product,type,account\n')
  const splits = ['deal_id,payee_id,percent']
  let text = ''
  for (let index = 1; index <= deals; index += 1) {
    const owner = next(reps)
    const stage = next(10) < 7 ? 'Closed Won' : 'Closed Lost'
    const day = `2026-${two(1 + next(12))}-${two(1 + next(28))}`
    const type = next(2) ? 'New' : 'Expansion'
    text += `D${index},${people[owner]},${500 + next(30_000)}.${two(next(100))},${day},${stage},P${next(9)},${type},Account ${next(20_000)}\n`
    if (index % 50 === 0) splits.push(`D${index},${people[owner]},60`, `D${index},${people[(owner + 1) % reps]},40`)
    if (text.length > 1 << 20 || index === deals) {
      writeSync(file, text)
      text = ''
    }
  }
  closeSync(file)
  writeFileSync(join(folder, 'data/splits.csv'), `${splits.join('\n')}\n`)
}

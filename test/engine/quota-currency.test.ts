import { describe, expect, test } from 'vitest'
import { calculateAll, monthsOf } from '../support/project.js'
import { ANA, csv, DEALS, plan } from '../support/plan.js'

const COMPONENT =
  'id: c, window: period, rate: { kind: tiered, by: attainment, mode: marginal, tiers: [{ from: 0%, rate: 1% }] }'
const FIXED = 'fx: { credit: fixed, fixed_on: 2026-01-01 }'

/** Quotas of January and February in a plan of US dollars, or what stopped the run. */
async function quotas(settings: string | undefined, rows: readonly string[], rate = '2026-01-01 EUR USD 1.25') {
  const runs = await calculateAll(
    {
      plans: plan({ components: [COMPONENT] }),
      reps: ANA,
      quotas: csv('payee_id period amount currency', ...rows),
      fx: csv('date from to rate', rate),
      deals: csv(DEALS),
      settings,
    },
    monthsOf('2026').slice(0, 2),
  )
  return runs.map(({ codes, attainment }) => codes.join(' ') || attainment[0]!['quota'])
}

describe('a quota in another currency (F24)', () => {
  test('is converted at the fixed rate', async () => {
    // 1,200 EUR = 1,500 USD a year, 125 a month
    expect(await quotas(FIXED, ['ana 2026 1200 EUR'])).toEqual(['125', '125'])
  })
  test('once, to the cent, then it is spread', async () => {
    // 1,000.01 x 1.25 = 1,250.0125: 1,250.01, of which 12 months have 104.16 and nine cents more
    expect(await quotas(FIXED, ['ana 2026 1000.01 EUR'])).toEqual(['104.17', '104.17'])
    // 0.02 x 1.25 = 0.025: half a cent is rounded up
    expect(await quotas(FIXED, ['ana 2026-01 0.02 EUR', 'ana 2026-02 1 USD'])).toEqual(['0.03', '1'])
  })
  test('is refused at any rate that moves', async () => {
    for (const basis of ['deal_date', 'period_end', 'period_average']) {
      expect(await quotas(`fx: { credit: ${basis} }`, ['ana 2026 1200 EUR'])).toEqual(['SPM5012', 'SPM5012'])
    }
    expect(await quotas(undefined, ['ana 2026 1200 EUR'])).toEqual(['SPM5012', 'SPM5012'])
    expect(await quotas('fx: { payout: fixed, fixed_on: 2026-01-01 }', ['ana 2026 1200 EUR'])).toContain('SPM5012')
  })
  test('needs a rate', async () => {
    expect(await quotas(FIXED, ['ana 2026 1200 EUR'], '2026-01-02 EUR USD 1.25')).toEqual(['SPM5031', 'SPM5031'])
    const inverse = 'fx: { credit: fixed, fixed_on: 2026-01-01, inverse: true }'
    expect(await quotas(inverse, ['ana 2026 1200 EUR'], '2026-01-01 USD EUR 0.8')).toEqual(['125', '125'])
  })
  test('two lengths agree in their own currency, not in converted money', async () => {
    const months = (currency: string) => ['01', '02', '03'].map((month) => `ana 2026-${month} 100 ${currency}`)
    expect(await quotas(FIXED, ['ana 2026-Q1 300 EUR', ...months('EUR')])).toEqual(['125', '125'])
    expect(await quotas(FIXED, ['ana 2026-Q1 375 USD', ...months('EUR')])).toEqual(['SPM5013', 'SPM5013'])
    expect(await quotas(FIXED, ['ana 2026-Q1 300 USD', ...months('EUR')])).toEqual(['SPM5013', 'SPM5013'])
  })
})

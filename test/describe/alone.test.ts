import { expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { loadPlansAlone, type PlansAlone } from '../../src/project/load-plans-alone.js'
import { plan } from '../support/plan.js'
import { sourcesOf } from '../support/project.js'

async function load(where: string, more: { reps?: string } = {}): Promise<PlansAlone & { codes: readonly string[] }> {
  const found: Diagnostic[] = []
  const measures = { won: `where: '${where}', amount: deal.amount, date: deal.close_date, credit: direct` }
  const plans = plan({ measures, components: ['id: c, window: deal, rate: { kind: flat, rate: 10% }'] })
  const alone = await loadPlansAlone(sourcesOf({ plans, ...more }, found)!, found)
  return { ...alone, codes: found.filter(({ severity }) => severity === 'error').map(({ code }) => code) }
}

it('takes columns of exports that are not there as there, with the types with which the plan fits', async () => {
  const where =
    'deal.vip && deal.term >= 24 && deal.signed < date("2026-03-01") && deal.partner == "Gold" && rep.band > 2'
  const { loaded, unknown, place, codes } = await load(where)
  expect(codes).toEqual([])
  expect(unknown).toEqual(['vip', 'term', 'signed', 'partner', 'band'])
  expect(place).toMatchObject({ line: 7 })
  const typeOf = (name: string): string | undefined => loaded!.columns.deals.get(name)?.type
  expect(['vip', 'term', 'signed', 'partner'].map(typeOf)).toEqual(['boolean', 'number', 'date', 'text'])
})

it('still refuses what is wrong whatever the columns hold', async () => {
  const { codes } = await load('deal.term >= 24 && deal.amount == "many"')
  expect(codes).toEqual(['SPM4004'])
})

it('refuses a column that the export at hand does not have', async () => {
  const { codes, unknown } = await load('rep.level == "A" && deal.partner == "Gold"', {
    reps: 'payee_id,name\nana,Ana\n',
  })
  expect(codes).toEqual(['SPM4003'])
  expect(unknown).toEqual(['partner'])
})

it('knows standard columns without any file', async () => {
  expect(await load('deal.stage == "Won"')).toMatchObject({ codes: [], unknown: [], place: undefined })
})

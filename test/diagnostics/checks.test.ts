import { describe, expect, test } from 'vitest'
import { catalogue, type Code } from '../../src/diagnostics/catalogue.js'
import { isCheck, judge, type CheckRules } from '../../src/diagnostics/checks.js'
import { diagnose } from '../../src/diagnostics/diagnostic.js'

const cliff = diagnose('SPM3801', 'a cliff')
const falls = diagnose('SPM3802', 'pay falls')
const wrong = diagnose('SPM5010', 'no quota')
const head = diagnose('SPM6027', 'the head is missing')
const all = [cliff, falls, wrong, head]

function severities(rules: CheckRules, strict = false): readonly string[] {
  return judge(all, rules, strict).found.map(({ code, severity }) => `${code} ${severity}`)
}

describe('the severity of a finding', () => {
  test('is that of the catalogue unless settings say otherwise', () => {
    expect(judge(all).found).toEqual(all)
    expect(judge(all).silenced).toEqual([])
  })

  test('is raised and lowered by code', () => {
    const rules: CheckRules = new Map([
      ['SPM3801', { severity: 'error', reason: undefined }],
      ['SPM3802', { severity: 'note', reason: 'known' }],
    ])
    expect(severities(rules)).toEqual(['SPM3801 error', 'SPM3802 note', 'SPM5010 error', 'SPM6027 warning'])
  })

  test('off takes the findings out, counts them and keeps the reason', () => {
    const rules: CheckRules = new Map([['SPM3801', { severity: 'off', reason: 'agreed' }]])
    const { found, silenced } = judge([cliff, cliff, falls], rules)
    expect(found).toEqual([falls])
    expect(silenced).toEqual([{ code: 'SPM3801', count: 2, reason: 'agreed' }])
  })

  test('strict makes errors of warnings as settings left them, and of nothing else', () => {
    expect(severities(new Map(), true)).toEqual(['SPM3801 note', 'SPM3802 error', 'SPM5010 error', 'SPM6027 warning'])
    const lowered: CheckRules = new Map([['SPM3802', { severity: 'note', reason: 'known' }]])
    expect(severities(lowered, true)).toContain('SPM3802 note')
    const raised: CheckRules = new Map([['SPM3801', { severity: 'warning', reason: undefined }]])
    expect(severities(raised, true)).toContain('SPM3801 error')
  })

  test('of an error, and of what speaks of runs, ledger and log, is nobody’s to change', () => {
    const off = { severity: 'off', reason: 'x' } as const
    const rules: CheckRules = new Map((Object.keys(catalogue) as Code[]).map((code) => [code, off]))
    expect(severities(rules)).toEqual(['SPM5010 error', 'SPM6027 warning'])
    for (const code of Object.keys(catalogue) as Code[])
      expect(isCheck(code) && catalogue[code].severity === 'error', code).toBe(false)
  })
})

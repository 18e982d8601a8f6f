import { parseDecimal } from '../base/decimal.js'
import type { Code } from '../diagnostics/catalogue.js'
import type { Columns } from '../model/table.js'
import type { Compiler } from './compiler.js'
import type { CreditRuleShape } from './credit-shapes.js'
import { compilePayeeRule } from './payee-rule.js'
import type { CreditRules, Measure, PayeeRule, Rollup, TerritoryRule } from './plan.js'
import type { MeasureShape } from './shape.js'

type Path = readonly (string | number)[]
type Report = (code: Code, message: string, path: Path, fix?: string, target?: 'key' | 'value') => void

interface Tables {
  readonly deals: Columns
  readonly reps: Columns
}

/** Who is credited; plain `direct` stays that word, which costs nothing at run time. */
export function compileCredit(credit: MeasureShape['credit'], path: Path, compiler: Compiler): Measure['credit'] {
  const { report, context } = compiler
  const list = Array.isArray(credit) ? credit : [credit]
  const at = (index: number): Path => (Array.isArray(credit) ? [...path, index] : path)
  checkTwice(list, at, report)
  if (list.every((rule) => rule === 'direct')) return 'direct'
  const direct = list.includes('direct')
  const rollups: Rollup[] = []
  const territories: TerritoryRule[] = []
  const payees: PayeeRule[] = []
  for (const [index, rule] of list.entries()) {
    if (typeof rule === 'string') continue
    if ('rollup' in rule) rollups.push(compileRollup(rule.rollup, [...at(index), 'rollup'], direct, report))
    else if ('rule' in rule) {
      const payee = compilePayeeRule(rule.rule, [...at(index), 'rule'], compiler)
      if (payee) payees.push(payee)
    } else {
      const territory = compileTerritory(rule.territory, [...at(index), 'territory'], context, report)
      if (territory) territories.push(territory)
    }
  }
  const rules: CreditRules = { direct, overlay: list.includes('overlay'), rollup: rollups[0], territories, payees }
  return rules
}

function nameOf(rule: CreditRuleShape): string {
  if (typeof rule === 'string') return rule
  if ('rule' in rule) return `rule ${rule.rule.where}`
  return 'rollup' in rule ? 'rollup' : `territory in role ${rule.territory.role}`
}

function checkTwice(list: readonly CreditRuleShape[], at: (index: number) => Path, report: Report): void {
  const seen = new Set<string>()
  for (const [index, rule] of list.entries()) {
    const name = nameOf(rule)
    if (seen.has(name)) report('SPM3311', `the measure credits by ${name} twice`, at(index))
    seen.add(name)
  }
}

type RollupShape = Extract<CreditRuleShape, { rollup: unknown }>['rollup']

function compileRollup(
  { levels, include, include_own }: RollupShape,
  path: Path,
  direct: boolean,
  report: Report,
): Rollup {
  const own = include_own === 'true'
  if (own && direct) {
    const message = '`include_own` has no effect: `direct` credits own deals already'
    report('SPM3313', message, [...path, 'include_own'], undefined, 'key')
  }
  return {
    levels: compileLevels(levels, [...path, 'levels'], report),
    overlay: include === 'overlay',
    own,
  }
}

/** `levels`: up to n above the credited payee, exactly n (`only`), or all. */
export function compileLevels(levels: RollupShape['levels'], path: Path, report: Report): Rollup['levels'] {
  const only = typeof levels === 'string' ? undefined : levels.only
  const text = only ?? (levels as string)
  const n = text === 'all' ? undefined : parseDecimal(text)!.toNumber()
  if (n === 0) report('SPM3310', 'level 0 is nobody: levels count from the credited payee, his manager is 1', path)
  return only === undefined ? { kind: 'to', n } : { kind: 'only', n: n! }
}

type TerritoryShape = Extract<CreditRuleShape, { territory: unknown }>['territory']

function compileTerritory(
  { role }: TerritoryShape,
  path: Path,
  { deals, reps }: Tables,
  report: Report,
): TerritoryRule | undefined {
  const slot = (columns: Columns, file: string, name: string): number | undefined => {
    const column = columns.get(name)
    if (column === undefined) report('SPM3312', `credit by territory needs a column "${name}" in the ${file}`, path)
    return column?.slot
  }
  const dealSlot = slot(deals, 'deals', 'territory_id')
  const territorySlot = slot(reps, 'reps', 'territory')
  const roleSlot = slot(reps, 'reps', 'role')
  if (dealSlot === undefined || territorySlot === undefined || roleSlot === undefined) return undefined
  return { role, dealSlot, territorySlot, roleSlot }
}

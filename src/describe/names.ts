import type { PlanShape } from '../plan/shape.js'
import { code, say, type Words } from './say.js'

/** What the names in formulas mean, for those who read them. `in` and the like of the language itself are not among them. */
const NAMES: readonly { readonly name: string; readonly means: string; readonly used?: RegExp }[] = [
  { name: 'target_incentive', means: 'your yearly target incentive' },
  { name: 'target_incentive_period', means: 'your target incentive for the time that is paid' },
  { name: 'ote', means: 'your yearly base salary and target incentive together' },
  { name: 'target', means: 'the part of your yearly target incentive that this is meant to pay, or its target' },
  {
    name: 'quota',
    means:
      'your quota: in a rate that of the whole year, before ramp and proration; in a formula of pay that of the window',
  },
  { name: 'attainment', means: 'credit by quota: 1 is 100 %' },
  { name: 'attainment_of', means: 'the attainment in the component that is named: 1 is 100 %' },
  { name: 'score_of', means: 'the weighted score in the component that is named: 1 is 100 %' },
  { name: 'credited', means: 'what is credited to you in the window' },
  { name: 'credit', means: 'your credit on a deal: amount, quantity, percent, date', used: /\bcredit\.\w/ },
  { name: 'period', means: 'the pay period: id, start, end', used: /\bperiod\.\w/ },
  { name: 'deal', means: 'the columns of the deal', used: /\bdeal[.[]/ },
  { name: 'rep', means: 'the columns of the list of people', used: /\brep[.[]/ },
  { name: 'floor', means: 'the whole number below', used: /\bfloor\(/ },
  { name: 'ceil', means: 'the whole number above', used: /\bceil\(/ },
  { name: 'round', means: 'the value with so many decimals', used: /\bround\(/ },
  { name: 'min', means: 'the smallest of the values', used: /\bmin\(/ },
  { name: 'max', means: 'the largest of the values', used: /\bmax\(/ },
  { name: 'abs', means: 'the value without its sign', used: /\babs\(/ },
  { name: 'band', means: 'the value that stands at the last bound which is reached', used: /\bband\(/ },
  { name: 'lookup', means: 'a value from a table beside the plan', used: /\blookup\(/ },
  { name: 'has', means: 'whether there is something in the column', used: /\bhas\(/ },
  { name: 'days_between', means: 'the days from one date to another', used: /\bdays_between\(/ },
  { name: 'months_between', means: 'the whole months from one date to another', used: /\bmonths_between\(/ },
]

/** Names that stand in these formulas, and what they mean. */
export function nameWords(formulas: readonly string[], constants: PlanShape['constants'] = {}): readonly Words[] {
  // Quoted texts are no names.
  const bare = formulas.map((each) => each.replaceAll(/"[^"]*"|'[^']*'/g, '""')).join('\n')
  return NAMES.filter(
    ({ name, used }) => !Object.hasOwn(constants, name) && (used ?? new RegExp(`(?<![.\\w])${name}\\b`)).test(bare),
  ).map(({ name, means }) => say`${code(name)}: ${means}`)
}

import type { MeasureShape } from '../plan/shape.js'
import type { CreditRuleShape } from '../plan/credit-shapes.js'
import type { About } from './about.js'
import { factorWords, payPeriod, titleOf } from './about.js'
import { conditionWords, isAlways, valueWords } from './conditions.js'
import { points, text, type Section } from './description.js'
import { allSaid, code, say, type Words } from './say.js'

/** What counts: a section for each measure. */
export function crediting(about: About): Section {
  const { measures } = about.plan
  return {
    title: 'What counts',
    parts: [
      text(
        say`A measure says which deals count, with how much, on which day, and for whom. What counts for you is your credit.`,
      ),
    ],
    sections: Object.entries(measures).map(([id, measure]) => ({
      title: titleOf({ id }),
      parts: points([say`Its short name is ${code(id)}.`, ...measureWords(measure, about)]),
    })),
  }
}

function measureWords(measure: MeasureShape, about: About): readonly (Words | undefined)[] {
  const { where, amount, unit, date, credit, split, quota, ...rest } = measure
  allSaid(rest)
  const money = amount !== 'count' && amount !== 'quantity' && unit !== 'number'
  const rules = typeof credit === 'string' || !Array.isArray(credit) ? [credit] : credit
  return [
    isAlways(where) ? say`Every deal counts.` : say`A deal counts if ${conditionWords(where!)}.`,
    amountWords(amount, money, about),
    split && sharedWords(split),
    say`It counts on ${valueWords(date)}: that day says in which ${payPeriod(about)} it falls and which rules hold for it.`,
    ...rules.map(ruleWords),
    quota && teamQuotaWords(quota),
  ]
}

function amountWords(amount: string, money: boolean, { plan }: About): Words {
  if (amount === 'count') return say`Each deal counts as one.`
  if (amount === 'quantity') return say`Each deal counts with its quantity, the number of units.`
  const value = valueWords(amount)
  return money
    ? say`It counts with ${value}, in ${plan.currency}.`
    : say`It counts with ${value}, a number and not a sum of money.`
}

export function sharedWords(split: 'share' | 'whole'): Words {
  return split === 'share'
    ? say`A deal that several people share counts for each of them with his or her share.`
    : say`A deal that several people share counts as a whole one for each of them.`
}

function ruleWords(rule: CreditRuleShape): Words {
  if (rule === 'direct') {
    return say`Credit goes to the owner of the deal; where the deal is split, to the people of the split, by their percents.`
  }
  if (rule === 'overlay') {
    return say`Credit goes to those who helped with the deal, by their overlay percents. It comes on top: nobody else has less for it.`
  }
  if ('rollup' in rule) {
    const { levels, include, include_own: own, ...rest } = rule.rollup
    allSaid(rest)
    return say`Credit goes to the managers above the people of the deal, ${levelWords(levels)}, by who reports to whom on that day.${
      include === undefined ? '' : ' What people below have as helpers (overlay) counts too.'
    }${own === 'true' ? ' Your own deals count too.' : ' Your own deals do not count here.'}`
  }
  if ('territory' in rule) {
    const { role, ...rest } = rule.territory
    allSaid(rest)
    return say`Credit goes to whoever holds the deal’s territory in the role “${role}” on that day, with the whole deal.`
  }
  const { where, share, ...rest } = rule.rule
  allSaid(rest)
  const part = share === undefined ? 'the whole deal' : `${factorWords(share)} of the deal`
  return say`Credit goes to everybody on the plan for whom, on that day, ${conditionWords(where)}: each has ${part}.`
}

/** `one level up`, `on all levels`. */
export function levelWords(levels: 'all' | string | { readonly only: string }): Words {
  if (typeof levels === 'object') {
    const { only, ...rest } = levels
    allSaid(rest)
    return say`exactly ${only} ${only === '1' ? 'level' : 'levels'} up`
  }
  if (levels === 'all') return say`on all levels`
  return levels === '1' ? say`1 level up (the direct manager)` : say`up to ${levels} levels up`
}

function teamQuotaWords(quota: NonNullable<MeasureShape['quota']>): Words {
  const { sum_of: _members, measure, levels, as_of: day, times, ...rest } = quota
  allSaid(rest)
  const below =
    levels === 'all'
      ? 'everybody below you'
      : levels === '1'
        ? 'the people who report to you'
        : `the people up to ${levels} levels below you`
  const when = day === 'period_start' ? 'first' : 'last'
  return say`Your quota for it is ${times === undefined ? '' : say`${factorWords(times)} of `}the sum of the quotas of ${below} on the ${when} day of each pay period${
    measure === undefined ? '' : say`, those of their measure ${code(measure)}`
  }.`
}

import { sum } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import type { Participation } from '../engine/attain.js'
import { BALANCE_LINES, type LineKind } from '../engine/line.js'
import type { SettledLine } from '../engine/settle.js'
import { KIND_WORDS } from '../explain/lines.js'
import { componentWords, idleReason, limitSteps, notAppliedTo } from '../explain/components.js'
import { paysDeals, type Component } from '../plan/component.js'
import { payBlocks, said } from './pay-rows.js'
import type { Block, Section } from './statement.js'
import { money, openWords, type Told } from './told.js'

/** Changes beside what the plan earns in the period. */
const CHANGES: ReadonlySet<LineKind> = new Set(['adjustment', 'true_up', 'clawback', 'forfeited'])

/** Where a line is told; each is told once. */
type Place = 'earned' | 'changes' | 'balances' | 'later'

export function placeOf({ line, status }: SettledLine): Place {
  if (status === 'accrued') return 'later'
  if (CHANGES.has(line.kind)) return 'changes'
  return BALANCE_LINES.has(line.kind) || line.kind === 'advance' ? 'balances' : 'earned'
}

/** What the period earns: by component with its deals, then what the plan as a whole adds. */
export function earnedSection(told: Told): Section | undefined {
  const lines = told.result.lines.filter((line) => placeOf(line) === 'earned')
  const blocks = [...componentBlocks(lines, told), ...idleBlocks(told)]
  return blocks.length === 0 ? undefined : { title: 'What you earned, line by line', blocks }
}

/** What is earned on plans whose pay period has not ended: it is paid with that. */
export function laterSection(told: Told): Section | undefined {
  const lines = told.result.lines.filter((line) => placeOf(line) === 'later')
  if (lines.length === 0) return undefined
  const text = 'The pay period of the plan has not ended: this is what it comes to so far, and it is paid with its end.'
  return { title: 'Earned so far, paid later', blocks: [{ kind: 'text', text }, ...componentBlocks(lines, told)] }
}

/** Approved amounts, changes of closed periods and clawbacks, each with its reason. */
export function changesSection(told: Told): Section | undefined {
  const lines = told.result.lines.filter((line) => placeOf(line) === 'changes')
  if (lines.length === 0) return undefined
  return {
    title: 'Adjustments and changes of earlier periods',
    blocks: payBlocks('Adjustments and changes', lines, told),
  }
}

function componentBlocks(lines: readonly SettledLine[], told: Told): readonly Block[] {
  const groups = groupBy(lines, ({ line: { participation, component } }) =>
    component === undefined ? '' : [participation.run.plan.id, participation.run.payPeriod.id, component.id].join('\n'),
  )
  // What the plan as a whole adds comes after its components.
  const ordered = [...groups].sort(([a], [b]) => (a === '' ? 1 : 0) - (b === '' ? 1 : 0))
  return ordered.flatMap(([, mine]): readonly Block[] => {
    const { component, participation } = mine[0]!.line
    const name = component === undefined ? 'For the plan as a whole' : component.name
    const totals = [...groupBy(mine, ({ payCurrency }) => payCurrency)].map(
      ([currency, own]) => `${money(sum(own.map(({ payAmount }) => payAmount)), currency)} ${currency}`,
    )
    return [
      { kind: 'heading', text: `${name}: ${totals.join(' and ')}` },
      ...(component === undefined ? [] : [{ kind: 'text' as const, text: termsWords(component) }]),
      ...payBlocks(name, mine, told),
      ...(component === undefined ? [] : besideBlocks(component, participation, mine, told)),
    ]
  })
}

/** What the component does, without its name, which stands above. */
function termsWords(component: Component): string {
  const words = componentWords(component).replace(`${component.name}: `, '')
  return `${KIND_WORDS[component.kind]}${words.slice(component.kind.length)}.`
}

/** The gate and caps that were looked at, and what has not been reached or is not paid. */
function besideBlocks(
  component: Component,
  participation: Participation,
  lines: readonly SettledLine[],
  told: Told,
): readonly Block[] {
  // Conditions and the cells that they read may name somebody.
  const limits = limitSteps(component, participation, told.subject).map((step) =>
    told.pseudonym && step.what.startsWith('gate') ? step.what : said(step),
  )
  const not = notAppliedTo(component, participation, lines, told.subject).map((step) =>
    // Deals are named in it.
    step.what.startsWith('tier ') ? said(step) : openWords(told, said(step)),
  )
  const items = [...limits, ...not].map(sentence)
  return items.length === 0 ? [] : [{ kind: 'list', items }]
}

function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** Components that pay nothing in the period, and why. */
function idleBlocks({ result, subject, pseudonym }: Told): readonly Block[] {
  const items = result.participations
    .filter(({ run }) => run.end === subject.book.period.end)
    .flatMap((participation) => {
      const paying = new Set(
        result.lines.flatMap(({ line }) => (line.participation === participation ? [line.component] : [])),
      )
      return participation.run.plan.components
        .filter((component) => !paying.has(component) && !(participation.left && paysDeals(component)))
        .map((component) => {
          const reason = idleReason(component, participation, subject)
          return `${component.name}: ${pseudonym ? reason.replace(/^not eligible, .*$/s, 'not eligible') : reason}`
        })
    })
  if (items.length === 0) return []
  return [
    { kind: 'heading', text: 'What pays nothing this time' },
    { kind: 'list', items },
  ]
}

import { BALANCE_LINES } from '../engine/line.js'
import type { Section } from './statement.js'
import { placeOf } from './earned.js'
import { openWords, type Told } from './told.js'

/** Where nothing else is said. */
const ASK =
  'Ask the people who calculate your commissions. Name the period and the deal, and what you expected instead.'

/** How to read it: only what stands in this statement. */
export function readingSection({ result, subject }: Told): Section {
  const places = new Set(result.lines.map(placeOf))
  const kinds = new Set(result.lines.map(({ line }) => line.kind))
  const { attainments } = subject.calculation
  const items = [
    'Figures add up: the lines of a component to its total, the totals to what is to be paid. Each line is rounded once.',
    ...(attainments.some(({ quota }) => quota !== undefined)
      ? ['What is reached of a quota is rounded down, so that 100.00 % is never less than all of it.']
      : []),
    ...(kinds.has('re_rating')
      ? [
          'A change of tier or quota can change what earlier deals of the same window pay: the difference is a line of its own.',
        ]
      : []),
    ...(places.has('changes')
      ? [
          'A closed period is never rewritten: what changes in it later is a line of a later statement, with its reason.',
        ]
      : []),
    ...([...kinds].some((kind) => BALANCE_LINES.has(kind)) || result.balances.length > 0
      ? ['Balances are carried from period to period: closing is opening, plus what was added, less what was taken.']
      : []),
    ...(result.lines.some(({ fx }) => fx !== undefined)
      ? ['What is earned in another currency is converted once, as a total, and spread on its lines.']
      : []),
  ]
  return { title: 'How to read it', blocks: [{ kind: 'list', items }] }
}

/** Whom to ask, and what the company adds. */
export function askSection(told: Told): Section {
  const { ask, note } = told.terms
  const blocks = [openWords(told, ask ?? '') || ASK, ...(note === undefined ? [] : [openWords(told, note)])]
  return { title: 'Whom to ask', blocks: blocks.map((text) => ({ kind: 'text', text })) }
}

import { list, personWords } from '../explain/words.js'
import { attainedSection } from './attained.js'
import { balancesSection } from './balances.js'
import { askSection, readingSection } from './closing.js'
import { missedSection } from './missed.js'
import { changesSection, earnedSection, laterSection } from './earned.js'
import type { Section, Statement } from './statement.js'
import { summarySection } from './summary.js'
import type { Told } from './told.js'

/** A payee's statement of a period, from what was calculated for him and the notes that were taken on the way. */
export function makeStatement(told: Told): Statement {
  const { result, subject, terms, pseudonym } = told
  const { book } = subject
  const person = book.payees.get(result.payee)
  const name = pseudonym ? pseudonym('person', result.payee) : person ? personWords(person) : result.payee
  const plans = list([...new Set(result.participations.map(({ run }) => run.plan.name))])
  const sections: readonly (Section | undefined)[] = [
    summarySection(told),
    attainedSection(told),
    earnedSection(told),
    missedSection(told),
    changesSection(told),
    balancesSection(told),
    laterSection(told),
    result.payouts.length > 0 ? readingSection(told) : undefined,
    askSection(told),
  ]
  return {
    title: `Commission statement ${book.period.id}`,
    about: [name, plans, pseudonym ? '' : (terms.company ?? '')].filter((each) => each !== '').join(' · '),
    sections: sections.filter((each) => each !== undefined),
    foot: `${name}, ${book.period.id}. ${pseudonym ? 'Pseudonyms stand for people and deals.' : 'For the payee alone.'}`,
  }
}

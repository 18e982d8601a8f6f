import { points, type Part, type Section } from './description.js'
import { plainText, say, type Words } from './say.js'

/** Words of the trade, each explained once, where the description uses it. */
const TERMS: readonly { readonly term: string; readonly used: RegExp; readonly means: string }[] = [
  { term: 'Credit', used: /credit/i, means: 'what counts for you of a deal.' },
  { term: 'Quota', used: /quota/i, means: 'what you are to reach in a period.' },
  { term: 'Attainment', used: /attainment/i, means: 'your credit as a percent of your quota.' },
  { term: 'Tier', used: /\btiers?\b/i, means: 'a stretch of attainment, amount or number with a rate of its own.' },
  { term: 'Overlay', used: /overlay/i, means: 'credit for helping with a deal, on top of the seller’s.' },
  { term: 'Override', used: /\boverride/i, means: 'a manager’s pay on what the people below bring.' },
  { term: 'SPIFF', used: /SPIFF/, means: 'extra pay for certain deals, for some days.' },
  { term: 'MBO', used: /\bMBO\b/, means: 'pay for objectives that are scored.' },
  {
    term: 'Target incentive',
    used: /target incentive/i,
    means: 'the yearly pay beside the salary for somebody who reaches every goal in full.',
  },
  { term: 'Gate', used: /\bgate\b/i, means: 'what must be reached before something pays.' },
  { term: 'Cap', used: /\bcap\b/i, means: 'the most that something pays.' },
  { term: 'Floor', used: /\bfloor\b/i, means: 'the least that something pays.' },
  { term: 'Release', used: /\breleased?\b/i, means: 'the moment from which earned pay is payable.' },
  { term: 'Clawback', used: /clawback/i, means: 'pay that is taken back because a deal falls through.' },
  { term: 'True-up', used: /true-up/i, means: 'a later correction of a period that is closed.' },
  { term: 'Guarantee', used: /\bguarantee\b/i, means: 'a least pay whose difference nobody owes.' },
  { term: 'Draw', used: /\bdraw\b/i, means: 'pay before it is earned.' },
  { term: 'Ramp', used: /\bramp\b/i, means: 'less quota in the first months.' },
  { term: 'Proration', used: /prorat/i, means: 'less for somebody who is there for a part of the time.' },
]

export function termsSection(sections: readonly Section[]): Section {
  const whole = sections.map(textOf).join('\n')
  return {
    title: 'Words used here',
    parts: points(TERMS.filter(({ used }) => used.test(whole)).map(({ term, means }) => say`${term}: ${means}`)),
  }
}

/** Everything in it that stands as the plan writes it. */
export function formulasIn({ parts, sections = [] }: Section): readonly string[] {
  return [
    ...parts.flatMap((part) => wordsIn(part).flatMap((piece) => (typeof piece === 'string' ? [] : [piece.code]))),
    ...sections.flatMap(formulasIn),
  ]
}

function wordsIn(part: Part): Words {
  if (part.kind === 'text') return part.words
  if (part.kind === 'points') return part.points.flat()
  return part.kind === 'table' ? part.rows.flat(2) : []
}

function textOf({ title, parts, sections = [] }: Section): string {
  return [title, ...parts.map(partText), ...sections.map(textOf)].join('\n')
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return plainText(part.words)
    case 'points':
      return part.points.map(plainText).join('\n')
    case 'table':
      return [part.caption, ...part.columns.map(({ name }) => name), ...part.rows.flat().map(plainText)].join('\n')
    case 'curve':
      return part.title
  }
}

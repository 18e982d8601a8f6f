import { moneyWords, numberWords, percentWords, type About } from './about.js'
import { say, type Words } from './say.js'

/** What moves through tiers or along a curve. */
export type By = 'attainment' | 'amount' | 'quantity' | 'count'

/** `100 % of quota`, `50,000 USD`, `4 deals`. */
export function placeWords(at: string, by: By, about: About, money: boolean): Words {
  if (by === 'attainment') return say`${percentWords(at, about)} of quota`
  if (by === 'amount') return money ? moneyWords(at, about) : say`${numberWords(at)}`
  return say`${numberWords(at)} ${by === 'count' ? 'deals' : 'units'}`
}

/** The same in a column whose head says what it is of: `100 %`. */
export function cellWords(at: string, by: By, about: About, money: boolean): Words {
  return by === 'attainment' ? percentWords(at, about) : placeWords(at, by, about, money)
}

/** `From, % of quota` and `To`: heads of columns with such cells. */
export function headOf(name: string, by: By): string {
  return by === 'attainment' ? `${name} (of quota)` : name
}

/** What it is that has come so far, for a sentence. */
export function movingWords(by: By, of: Words | undefined): Words {
  const whose = of && say` in ${of}`
  switch (by) {
    case 'attainment':
      return say`your attainment${whose} (credit as a percent of quota)`
    case 'amount':
      return say`your credit${whose}`
    case 'quantity':
      return say`the units credited to you${whose}`
    case 'count':
      return say`the number of deals credited to you${whose}`
  }
}

interface Start {
  readonly from?: string | undefined
  readonly above?: string | undefined
}

/** `from 100 %`, `above 140 %`: where a tier starts, and where the next one takes over. */
export function startWords({ from, above }: Start, place: (at: string) => Words): Words {
  return from === undefined ? say`above ${place(above!)}` : place(from)
}

/** Up to the start of the next tier: the boundary itself belongs to one of the two. */
export function endWords(next: Start | undefined, place: (at: string) => Words): Words {
  if (next === undefined) return say`no end`
  return next.from === undefined ? say`${place(next.above!)}, itself included` : say`below ${place(next.from)}`
}

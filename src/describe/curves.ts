import type { RateShape } from '../rates/registry.js'
import { moneyWords, percentWords } from './about.js'
import { cellWords, headOf, movingWords, startWords } from './axis.js'
import { sharedWords } from './crediting.js'
import { text, type Part } from './description.js'
import type { Rated } from './rates.js'
import { allSaid, code, say, sentences, type Words } from './say.js'

type Curve = Extract<RateShape, { kind: 'curve' }>
type Milestone = Extract<RateShape, { kind: 'milestone' }>

const PAYS = {
  percent: 'Pays (of target)',
  amount: 'Pays',
  rate: 'Rate',
} as const

/** A pay curve: its points, and what holds between, below and beyond them. */
export function curveParts(shape: Curve, rated: Rated): readonly Part[] {
  const { kind: _kind, by, of, split, below, points, ...rest } = shape
  allSaid(rest)
  const { about, money } = rated
  const pays = points[0]?.percent !== undefined ? 'percent' : points[0]?.rate !== undefined ? 'rate' : 'amount'
  const what = pays === 'rate' ? 'the rate' : 'the pay'
  return [
    text(
      sentences([
        say`Pay follows a curve: where you stand on it is decided by ${movingWords(by, of === undefined ? undefined : say`${code(of)}`)} over ${rated.span}.`,
        pays === 'rate'
          ? say`The rate that you have reached is paid on all of ${rated.base} in ${rated.span}.`
          : undefined,
        say`Between two points ${what} rises (or falls) on a straight line; beyond the last point it stays as it is there; below the first one ${
          below === 'hold' ? 'it is what it is at the first point' : 'nothing is paid'
        }.`,
        split && sharedWords(split),
      ]),
    ),
    {
      kind: 'table',
      caption: 'Points of the curve',
      columns: [
        { name: headOf('At', by), number: false },
        { name: PAYS[pays], number: true },
      ],
      rows: points.map((point) => {
        const { at, amount, percent, rate, ...other } = point
        allSaid(other)
        const value = amount === undefined ? percentWords((percent ?? rate)!, about) : moneyWords(amount, about)
        return [cellWords(at, by, about, money), value]
      }),
    },
  ]
}

/** Amounts at thresholds. */
export function milestoneParts(shape: Milestone, rated: Rated): readonly Part[] {
  const { kind: _kind, by, pays, split, tiers, ...rest } = shape
  allSaid(rest)
  const { about, money } = rated
  const place = (at: string): Words => cellWords(at, by, about, money)
  return [
    text(
      sentences([
        say`An amount is paid for what you reach: ${movingWords(by, undefined)} over ${rated.span} counts.`,
        pays === 'highest'
          ? say`You are paid the amount of the highest place that you have reached, not those below it.`
          : say`You are paid the amounts of all the places that you have reached.`,
        split && sharedWords(split),
      ]),
    ),
    {
      kind: 'table',
      caption: 'Places to reach',
      columns: [
        { name: headOf('Reached at', by), number: false },
        { name: 'Pays', number: true },
      ],
      rows: tiers.map((tier) => {
        const { from, above, amount, ...other } = tier
        allSaid(other)
        return [startWords({ from, above }, place), moneyWords(amount, about)]
      }),
    },
  ]
}

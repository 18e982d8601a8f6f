import type { RateShape } from '../rates/registry.js'
import { moneyWords, percentWords } from './about.js'
import { columnWords, conditionWords } from './conditions.js'
import { sharedWords } from './crediting.js'
import { text, type Part } from './description.js'
import type { Rated } from './rates.js'
import { allSaid, capitalised, plainText, say, sentences, type Words } from './say.js'

type Table = Extract<RateShape, { kind: 'table' }>

/** A rate or an amount by attributes, row by row. */
export function tableParts(shape: Table, rated: Rated): readonly Part[] {
  const { kind: _kind, by, match, per, split, rows, otherwise, ...rest } = shape
  allSaid(rest)
  const sums = rows[0]?.amount !== undefined
  const asks = rows.some(({ when }) => when !== undefined)
  const once = rated.component.kind === 'bonus'
  const what = sums ? (once ? 'an amount' : `an amount for each ${per}`) : say`a percent of ${rated.base}`
  return [
    text(
      sentences([
        say`You are paid ${what}, by the table below.`,
        by.length > 1 || asks || rows.some((row) => row[by[0]!] === undefined) ? matchWords(match) : undefined,
        otherwise === undefined
          ? say`Where no row fits, nothing can be worked out until the deal or the plan says more.`
          : undefined,
        split && sharedWords(split),
      ]),
    ),
    {
      kind: 'table',
      caption: sums ? 'Amounts' : 'Rates',
      columns: [
        ...by.map((name) => ({ name: attributeName(name), number: false })),
        ...(asks ? [{ name: 'If', number: false }] : []),
        { name: sums ? 'Pays' : 'Rate', number: true },
      ],
      rows: [
        ...rows.map((row) => [
          ...by.map((name) => wantedWords(row[name])),
          ...(asks ? [row.when === undefined ? say`` : conditionWords(row.when)] : []),
          valueOf(row, rated),
        ]),
        ...(otherwise === undefined
          ? []
          : [
              [
                ...by.map((_, index) => say`${index === 0 ? 'everything else' : ''}`),
                ...(asks ? [say``] : []),
                valueOf(otherwise, rated),
              ],
            ]),
      ],
    },
  ]
}

function matchWords(match: Table['match']): Words {
  return match === 'first'
    ? say`Of several rows that fit, the first one from the top pays.`
    : say`Of several rows that fit, the most specific one pays: that which gives the column further to the left.`
}

function wantedWords(wanted: string | readonly string[] | undefined): Words {
  if (wanted === undefined) return say`any`
  return say`${typeof wanted === 'string' ? wanted : wanted.join(' or ')}`
}

/** `rep.region` as the head of a column: `Your region`. */
export function attributeName(name: string): string {
  const [, root, own] = /^(deal|rep)\.(.*)$/s.exec(name) ?? [undefined, 'deal', name]
  return plainText(capitalised(columnWords({ of: root as 'deal' | 'rep', name: own! })))
}

export function valueOf(
  { rate, amount }: { readonly rate?: string | undefined; readonly amount?: string | undefined },
  { about }: Rated,
): Words {
  return amount === undefined ? percentWords(rate!, about) : moneyWords(amount, about)
}

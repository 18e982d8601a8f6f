import { parseRatio } from '../base/decimal.js'
import type { RateShape } from '../rates/registry.js'
import { moneyWords, numberWords, percentWords } from './about.js'
import { cellWords, startWords, type By } from './axis.js'
import { columnWords, valueWords as formulaWords } from './conditions.js'
import { sharedWords } from './crediting.js'
import { text, type Part } from './description.js'
import { attributeName, valueOf } from './rate-tables.js'
import type { Rated } from './rates.js'
import { allSaid, capitalised, listed, plainText, say, sentences, type Words } from './say.js'

type Matrix = Extract<RateShape, { kind: 'matrix' }>
type Dimension = Matrix['dimensions'][number]
type Cells = string | readonly Cells[]

const MOVING: Readonly<Record<By, string>> = {
  attainment: 'your attainment',
  amount: 'your credit',
  quantity: 'the units credited to you',
  count: 'the number of deals credited to you',
}

/** A rate by two or three dimensions: a table, or one for each place of the first of three. */
export function matrixParts(shape: Matrix, rated: Rated): readonly Part[] {
  const { kind: _kind, dimensions, rates, amounts, per, split, otherwise, ...rest } = shape
  allSaid(rest)
  const names = dimensions.map(nameOf)
  const what = rates === undefined ? `an amount for each ${per}` : say`a percent of ${rated.base}`
  const cells = (rates ?? amounts)! as readonly Cells[]
  const value = (cell: string): Words =>
    rates === undefined ? moneyWords(cell, rated.about) : percentWords(cell, rated.about)
  const [first, second, third] = dimensions as [Dimension, Dimension, Dimension?]
  const tables =
    third === undefined
      ? [
          tableOf(
            `${plainText(capitalised(names[0]!))} down, ${plainText(names[1]!)} across`,
            [first, second],
            cells,
            value,
            rated,
          ),
        ]
      : labelsOf(first, rated).map((label, index) =>
          tableOf(
            `${plainText(capitalised(names[0]!))}: ${plainText(label)}`,
            [second, third],
            cells[index] as readonly Cells[],
            value,
            rated,
          ),
        )
  return [
    text(
      sentences([
        say`You are paid ${what}, by ${listed(names)}.`,
        ...dimensions.map((dimension) => bandWords(dimension, rated)),
        otherwise === undefined
          ? say`Where nothing in the table fits, nothing can be worked out until the deal or the plan says more.`
          : say`What lies outside of the table is paid ${valueOf(otherwise, rated)}.`,
        split && sharedWords(split),
      ]),
    ),
    ...tables,
  ]
}

function isMoving(by: string): by is By {
  return Object.hasOwn(MOVING, by)
}

function nameOf({ by, values }: Dimension): Words {
  if (isMoving(by)) return say`${MOVING[by]}`
  if (values === undefined) return formulaWords(by)
  const [, root, name] = /^(deal|rep)\.(.*)$/s.exec(by) ?? [undefined, 'deal', by]
  return columnWords({ of: root as 'deal' | 'rep', name: name! })
}

/** How the bands of what adds up hold. */
function bandWords({ by, at }: Dimension, { span }: Rated): Words | undefined {
  if (!isMoving(by)) return undefined
  return at === 'running'
    ? say`${capitalised(say`${MOVING[by]}`)} is looked up deal by deal: a deal that crosses a boundary is cut there.`
    : say`The band that ${MOVING[by]} has reached holds for everything in ${span}, from the first deal on.`
}

/** `below 100 %`, `100 % or more`, or the values of a column. */
function labelsOf(dimension: Dimension, { about, money }: Rated): readonly Words[] {
  const { by, bands, values, at: _said, ...rest } = dimension
  allSaid(rest)
  if (values !== undefined) return values.map((value) => say`${value}`)
  const place = (at: string): Words =>
    isMoving(by) ? cellWords(at, by, about, money) : say`${parseRatio(at) === undefined ? at : numberWords(at)}`
  const starts = bands!.map((band) => (typeof band === 'string' ? { from: band } : band))
  return starts.map((start, index) => {
    const next = starts[index + 1]
    const begin = start.from === undefined ? startWords(start, place) : say`from ${place(start.from)}`
    if (next === undefined) return begin
    const end =
      next.from === undefined ? say`up to ${place(next.above!)}, itself included` : say`to below ${place(next.from)}`
    return say`${begin} ${end}`
  })
}

function tableOf(
  caption: string,
  [down, across]: readonly [Dimension, Dimension],
  cells: readonly Cells[],
  valueWords: (cell: string) => Words,
  rated: Rated,
): Part {
  const heads = labelsOf(across, rated)
  const names = across.values === undefined ? heads.map(plainText) : across.values
  return {
    kind: 'table',
    caption,
    columns: [
      {
        name: down.values === undefined ? plainText(capitalised(nameOf(down))) : attributeName(down.by),
        number: false,
      },
      ...names.map((name) => ({ name, number: true })),
    ],
    rows: labelsOf(down, rated).map((label, index) => [label, ...(cells[index] as readonly string[]).map(valueWords)]),
  }
}

import { formatDecimal, parseDecimal, parseRatio } from '../base/decimal.js'
import { grouped } from '../base/money.js'
import type { RateShape } from '../rates/registry.js'
import { factorWords, isLonger, moneyWords, percentWords } from './about.js'
import { cellWords, endWords, headOf, movingWords, placeWords, startWords } from './axis.js'
import { sharedWords } from './crediting.js'
import { text, type Part } from './description.js'
import type { Rated } from './rates.js'
import { allSaid, code, listed, say, sentences, type Words } from './say.js'

type Tiered = Extract<RateShape, { kind: 'tiered' }>
type Tier = Tiered['tiers'][number]

/** Tiers: what moves through them, how a tier's rate applies, and the table. */
export function tieredParts(shape: Tiered, rated: Rated): readonly Part[] {
  const { kind: _kind, by, of, mode, base_rate: base, per, split, tiers, ...rest } = shape
  allSaid(rest)
  const { about, money } = rated
  const own = of === undefined ? undefined : say`${code(of)}`
  const cell = (at: string): Words => cellWords(at, by, about, money)
  const mixed = tiers.some((tier) => tier.mode !== undefined)
  const sums = tiers[0]?.amount !== undefined
  return [
    text(
      sentences([
        mixed || of !== undefined ? undefined : headline(shape, rated),
        decides(shape, own, rated),
        of === undefined ? undefined : say`What is paid on is ${rated.base} alone.`,
        mixed ? MIXED : modeWords(shape, rated),
        base === undefined ? undefined : say`The base rate is ${percentWords(base, about)}.`,
        split && sharedWords(split),
      ]),
    ),
    {
      kind: 'table',
      caption: captionOf(shape),
      columns: [
        { name: headOf('From', by), number: false },
        { name: headOf('To', by), number: false },
        {
          name: sums ? amountName(shape, per) : base === undefined ? 'Rate' : 'Rate',
          number: true,
        },
        ...(perThousand(shape, rated) ? [{ name: `Per 1,000 ${about.plan.currency}`, number: true }] : []),
        ...(mixed ? [{ name: 'Applies to', number: false }] : []),
      ],
      rows: tiers.map((tier, index) => [
        startWords(tier, cell),
        tier.to === undefined ? endWords(tiers[index + 1], cell) : cell(tier.to),
        valueWords(tier, rated),
        ...(perThousand(shape, rated) ? [say`${thousandth(tier)}`] : []),
        ...(mixed ? [say`${(tier.mode ?? mode) === 'marginal' ? 'the part in this tier' : 'everything so far'}`] : []),
      ]),
    },
  ]
}

/** As many tiers as one sentence holds. */
const IN_ONE_SENTENCE = 4

/** `You are paid 8 % of your credit below 100 % of quota, 12 % from 100 % of quota on.` */
function headline({ mode, by, tiers }: Tiered, rated: Rated): Words | undefined {
  const plain = tiers.every(({ rate, to }) => rate !== undefined && to === undefined)
  if (tiers.length < 2 || tiers.length > IN_ONE_SENTENCE || !plain || mode === 'interpolated') return undefined
  const { about, money } = rated
  const place = (at: string): Words => placeWords(at, by, about, money)
  const parts = tiers.map((tier, index) => {
    const next = tiers[index + 1]
    const rate = percentWords(tier.rate!, about)
    if (next === undefined)
      return say`${rate} ${tier.from === undefined ? 'above' : 'from'} ${place((tier.from ?? tier.above)!)}${tier.from === undefined ? '' : ' on'}`
    const end = place((next.from ?? next.above)!)
    if (index === 0) return say`${rate} of ${rated.base} ${next.from === undefined ? 'up to' : 'below'} ${end}`
    const start = cellWords((tier.from ?? tier.above)!, by, about, money)
    return say`${rate} ${tier.from === undefined ? 'above' : 'from'} ${start} to ${end}`
  })
  return say`You are paid ${listed(parts)}.`
}

function decides({ by, tiers }: Tiered, of: Words | undefined, { span, component }: Rated): Words {
  const what = tiers[0]?.amount === undefined ? 'The rate' : 'The amount'
  const alone = !('window' in component) || component.window === 'deal'
  return alone
    ? say`${what} goes by tiers: the tier depends on ${by === 'amount' ? 'the amount' : 'the number of units'} of the deal.`
    : say`${what} goes by tiers: the tier depends on ${movingWords(by, of)} over ${span}.`
}

const MIXED = say`In some tiers the rate applies to everything so far, in others only to the part inside the tier: the table says which.`

function captionOf({ by, tiers }: Tiered): string {
  const what =
    by === 'attainment'
      ? 'attainment'
      : by === 'amount'
        ? 'credited amount'
        : by === 'count'
          ? 'number of deals'
          : 'number of units'
  return `${tiers.length} ${tiers.length === 1 ? 'tier' : 'tiers'} by ${what}`
}

function amountName({ mode }: Tiered, per: Tiered['per']): string {
  return mode === 'interpolated' ? 'Pays for the whole tier' : `Pays for each ${per ?? 'deal'}`
}

function valueWords({ rate, times, amount }: Tier, { about }: Rated): Words {
  if (amount !== undefined) return moneyWords(amount, about)
  return times === undefined ? percentWords(rate!, about) : say`${factorWords(times)} x base rate`
}

/** Where each tier's rate is a percent of money inside the tier, people reckon in thousands. */
function perThousand({ mode, by, of, tiers }: Tiered, { money }: Rated): boolean {
  const plain = tiers.every((tier) => tier.mode === undefined && tier.rate !== undefined && parseRatio(tier.rate))
  return money && mode === 'marginal' && of === undefined && (by === 'attainment' || by === 'amount') && plain
}

const THOUSAND = parseDecimal('1000')!

function thousandth({ rate }: Tier): string {
  return grouped(formatDecimal(parseRatio(rate!)!.times(THOUSAND)))
}

function modeWords({ mode, tiers }: Tiered, { span, component, about }: Rated): Words {
  const sums = tiers[0]?.amount !== undefined
  switch (mode) {
    case 'marginal':
      return say`Each ${sums ? 'amount' : 'rate'} applies only to the part inside its tier: a deal that crosses a boundary is cut there, and what lies below keeps the lower tier’s ${sums ? 'amount' : 'rate'}.`
    case 'retroactive':
      return sentences([
        say`The tier that you have reached sets the ${sums ? 'amount' : 'rate'} for everything in ${span}, from the first deal on.`,
        'window' in component && isLonger(component.window, about)
          ? say`When you reach another tier, earlier deals of ${span} are paid anew by it, and the difference is a line of its own.`
          : undefined,
      ])
    case 'excess_at_top':
      return say`Up to your quota the first rate applies; everything above your quota is paid at the rate of the highest tier that you reach.`
    case 'interpolated':
      return sums
        ? say`A tier that you have passed pays its amount in full; the one you are in pays the same part of its amount as you have covered of it. Beyond the last tier nothing is added.`
        : say`The rates of the tiers add up: a tier that you have passed counts in full, the one you are in for the part that you have covered. The sum is the rate for everything in ${span}; beyond the last tier it stays as it is.`
  }
}

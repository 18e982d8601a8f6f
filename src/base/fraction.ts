import { Decimal } from './decimal.js'

/** An exact fraction of whole numbers, for sums of day shares that no decimal can hold. */
export interface Fraction {
  readonly top: bigint
  readonly bottom: bigint
}

export const NONE: Fraction = { top: 0n, bottom: 1n }
export const WHOLE: Fraction = { top: 1n, bottom: 1n }

export function fraction(top: number | bigint, bottom: number | bigint): Fraction {
  return { top: BigInt(top), bottom: BigInt(bottom) }
}

export function plusFraction(a: Fraction, b: Fraction): Fraction {
  return a.bottom === b.bottom
    ? { top: a.top + b.top, bottom: a.bottom }
    : { top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }
}

/** amount x fraction, multiplied first and divided once, so that whole results come out whole. */
export function timesFraction(amount: Decimal, { top, bottom }: Fraction): Decimal {
  if (top === bottom) return amount
  return amount.times(new Decimal(top.toString())).dividedBy(new Decimal(bottom.toString()))
}

export function timesFractions(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom }
}

/** A decimal as an exact fraction. */
export function fractionOf(value: Decimal): Fraction {
  const places = value.decimalPlaces()
  const scale = new Decimal(10).pow(places)
  return { top: BigInt(value.times(scale).toFixed(0)), bottom: BigInt(scale.toFixed(0)) }
}

/** Fractions as whole numbers in the same proportion, so that dividing by them needs no quotient (F10). */
export function inProportion(fractions: readonly Fraction[]): readonly Decimal[] {
  const bottom = fractions.reduce((all, each) => (all % each.bottom === 0n ? all : all * each.bottom), 1n)
  return fractions.map((each) => new Decimal(((each.top * bottom) / each.bottom).toString()))
}

/** a / b as a fraction in whole numbers. */
export function ratioOf(a: Decimal, b: Decimal): Fraction {
  const [top, bottom] = [fractionOf(a), fractionOf(b)]
  return { top: top.top * bottom.bottom, bottom: top.bottom * bottom.top }
}

/** 1 - f. */
export function restOf({ top, bottom }: Fraction): Fraction {
  return { top: bottom - top, bottom }
}

/** a / b; b is not 0. */
export function perFraction(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.bottom, bottom: a.bottom * b.top }
}

export function minusFraction(a: Fraction, b: Fraction): Fraction {
  return plusFraction(a, { top: -b.top, bottom: b.bottom })
}

/** In lowest terms: `1`, `3/4`. Read it with {@link parseFraction}. */
export function formatFraction({ top, bottom }: Fraction): string {
  const divisor = gcd(top < 0n ? -top : top, bottom)
  const [a, b] = [top / divisor, bottom / divisor]
  return b === 1n ? String(a) : `${a}/${b}`
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a === 0n ? 1n : a) : gcd(b, a % b)
}

export function parseFraction(text: string): Fraction {
  const [top = '0', bottom = '1'] = text.split('/')
  return { top: BigInt(top), bottom: BigInt(bottom) }
}

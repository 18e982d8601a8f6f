/** Exact fractions of whole numbers, for a second opinion on the engine's decimals. */
export interface Rational {
  readonly top: bigint
  /** Above zero. */
  readonly bottom: bigint
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b)
}

export function ratio(top: bigint | number, bottom: bigint | number = 1): Rational {
  const [a, b] = [BigInt(top), BigInt(bottom)]
  const common = gcd(a, b) || 1n
  return { top: a / common, bottom: b / common }
}

export const NOTHING = ratio(0)

/** Reads `12.345` or `8%`. */
export function read(text: string): Rational {
  if (text.endsWith('%')) return times(read(text.slice(0, -1)), ratio(1, 100))
  const [whole = '', digits = ''] = text.split('.')
  return ratio(BigInt(whole + digits), 10n ** BigInt(digits.length))
}

export function plus(a: Rational, b: Rational): Rational {
  return ratio(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
}
export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { top: -b.top, bottom: b.bottom })
}
export function times(a: Rational, b: Rational): Rational {
  return ratio(a.top * b.top, a.bottom * b.bottom)
}
export function over(a: Rational, b: Rational): Rational {
  const sign = b.top < 0n ? -1n : 1n
  return ratio(sign * a.top * b.bottom, sign * a.bottom * b.top)
}
export function compare(a: Rational, b: Rational): number {
  const left = a.top * b.bottom
  const right = b.top * a.bottom
  return left < right ? -1 : left > right ? 1 : 0
}
export function total(values: readonly Rational[]): Rational {
  return values.reduce(plus, NOTHING)
}
export function atLeastZero(a: Rational): Rational {
  return a.top < 0n ? NOTHING : a
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b < 0n ? quotient - 1n : quotient
}

export type Mode = 'half_up' | 'half_even' | 'half_down' | 'down' | 'up' | 'floor' | 'ceiling'

/** Rounds to so many digits, by looking at the remainder. */
export function rounded(value: Rational, digits: number, mode: Mode): Rational {
  const unit = 10n ** BigInt(digits)
  const low = floorDivide(value.top * unit, value.bottom)
  const rest = minus(ratio(value.top * unit, value.bottom), ratio(low))
  if (rest.top === 0n) return ratio(low, unit)
  const half = compare(rest, ratio(1, 2))
  const negative = value.top < 0n
  const goesUp = {
    floor: false,
    ceiling: true,
    down: negative,
    up: !negative,
    half_up: half > 0 || (half === 0 && !negative),
    half_down: half > 0 || (half === 0 && negative),
    half_even: half > 0 || (half === 0 && low % 2n !== 0n),
  }[mode]
  return ratio(goesUp ? low + 1n : low, unit)
}

/** Digits after the point, always as many. */
export function show(value: Rational, digits: number): string {
  const { top, bottom } = rounded(value, digits, 'half_up')
  const units = (top * 10n ** BigInt(digits)) / bottom
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  const sign = units < 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** At most twelve decimals, trailing zeros dropped, as "exact" columns print. */
export function showExact(value: Rational): string {
  const text = show(value, 12).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

import { Decimal as DecimalJs } from 'decimal.js'
import { mended, ZERO, type Decimal } from './decimal.js'

/** ISO 4217 codes, with the digits of their minor unit where it is not 2. */
const CURRENCIES =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD:3 BIF:0 BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF ' +
  'CLF:4 CLP:0 CNY COP CRC CUP CVE CZK DJF:0 DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF:0 GTQ GYD HKD ' +
  'HNL HTG HUF IDR ILS INR IQD:3 IRR ISK:0 JMD JOD:3 JPY:0 KES KGS KHR KMF:0 KPW KRW:0 KWD:3 KYD KZT LAK LBP LKR LRD ' +
  'LSL LYD:3 MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR:3 PAB PEN PGK PHP PKR ' +
  'PLN PYG:0 QAR RON RSD RUB RWF:0 SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND:3 TOP ' +
  'TRY TTD TWD TZS UAH UGX:0 USD UYU UYW:4 UZS VED VES VND:0 VUV:0 WST XAF:0 XCD XCG XOF:0 XPF:0 YER ZAR ZMW ZWG ' +
  // Withdrawn, but still in old exports and rate files.
  'ADP:0 AFA ATS AZM BEF:0 BGL BYR:0 CYP DEM EEK ESP:0 FIM FRF GHC GRD:0 HRK IEP ITL:0 LTL LUF:0 LVL MRO MTL MZM NLG ' +
  'PTE:0 ROL SDD SIT SKK SLL SRG STD TMM TPE:0 TRL:0 VEB VEF XEU ZMK ZWD'

const MINOR_DIGITS: ReadonlyMap<string, number> = new Map(
  CURRENCIES.split(' ').map((entry) => {
    const [code = '', digits = '2'] = entry.split(':')
    return [code, digits.charCodeAt(0) - 48]
  }),
)

/** An ISO 4217 code. */
export type Currency = string

export function isCurrency(code: string): boolean {
  return MINOR_DIGITS.has(code)
}

/** Digits after the point of a payable amount: USD 2, JPY 0, KWD 3 (ISO 4217). */
export function minorDigits(currency: Currency): number {
  return MINOR_DIGITS.get(currency) ?? 2
}

/** Rounding modes by name; `half_up` takes ties away from zero, negatives too (F11). */
const ROUNDING = {
  half_up: DecimalJs.ROUND_HALF_UP,
  half_down: DecimalJs.ROUND_HALF_DOWN,
  half_even: DecimalJs.ROUND_HALF_EVEN,
  up: DecimalJs.ROUND_UP,
  down: DecimalJs.ROUND_DOWN,
  ceiling: DecimalJs.ROUND_CEIL,
  floor: DecimalJs.ROUND_FLOOR,
} as const
export type RoundingMode = keyof typeof ROUNDING
export const ROUNDING_MODES = Object.keys(ROUNDING) as [RoundingMode, ...RoundingMode[]]

export function round(value: Decimal, digits: number, mode: RoundingMode): Decimal {
  const rounded = mended(value).toDecimalPlaces(digits, ROUNDING[mode])
  return rounded.isZero() ? ZERO : rounded
}

/** An amount with exactly the digits of its currency, such as `1234.50`; never `-0.00`. */
export function formatMoney(value: Decimal, currency: Currency): string {
  return (value.isZero() ? ZERO : value).toFixed(minorDigits(currency))
}

/** Puts commas between thousands: for people only, files have plain digits. */
export function grouped(digits: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(digits) ?? []
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`
}

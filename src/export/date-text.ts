import { partsOf, type PlainDate } from '../base/date.js'

/** A date by a pattern of YYYY, MM, M, DD, D and the signs between them. */
export function dateText(date: PlainDate, pattern: string): string {
  const { year, month, day } = partsOf(date)
  const wide = (value: number, width: number): string => String(value).padStart(width, '0')
  const written: Readonly<Record<string, string>> = {
    YYYY: wide(year, 4),
    MM: wide(month, 2),
    M: String(month),
    DD: wide(day, 2),
    D: String(day),
  }
  return pattern.replaceAll(/YYYY|MM|M|DD|D/g, (token) => written[token]!)
}

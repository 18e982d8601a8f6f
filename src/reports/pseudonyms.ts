import { hmacSha256 } from '../base/hash.js'

/** What there are pseudonyms of; the same text of two kinds gets two. */
export type PseudonymKind = 'person' | 'team' | 'deal' | 'line'

const LETTER: Readonly<Record<PseudonymKind, string>> = { person: 'P', team: 'T', deal: 'D', line: 'L' }
/** Crockford's: no letter that reads as another, and hardly a word. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 60 bits: two of a million deals share a pseudonym once in two million projects. */
const LENGTH = 12

/** Stands for an id in a report that may be shown to others. */
export type Pseudonym = (kind: PseudonymKind, id: string) => string

/**
 * Pseudonyms of a project: an id's is made of the id and the project's key (HMAC-SHA-256), so that it is the same in
 * every report, and nobody without the key can try ids until one fits.
 * @param key 64 hex digits
 */
export function pseudonymsBy(key: string): Pseudonym {
  const known = new Map<string, string>()
  return (kind, id) => {
    if (id === '') return ''
    const text = `${kind}\u001f${id}`
    const hit = known.get(text)
    if (hit !== undefined) return hit
    let bits = BigInt(`0x${hmacSha256(key, text).slice(0, (LENGTH * 5) / 4)}`)
    let digits = ''
    for (let index = 0; index < LENGTH; index += 1) {
      digits = DIGITS[Number.parseInt((bits & 31n).toString(), 10)]! + digits
      bits >>= 5n
    }
    const pseudonym = `${LETTER[kind]}-${digits}`
    known.set(text, pseudonym)
    return pseudonym
  }
}

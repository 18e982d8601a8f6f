import type { Encoding } from './target.js'

/** The signs that Windows-1252 has from 0x80 to 0x9f; five places are empty. */
const SIGNS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** A text's bytes. Whoever built it has refused what the encoding does not hold, so that is our bug here. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding !== 'windows-1252') return Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${text}` : text)
  return Uint8Array.from(text, (char) => {
    const code = char.codePointAt(0)!
    if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code
    const at = SIGNS.indexOf(char)
    if (at < 0) throw new RangeError(`windows-1252 has no ${char}`)
    return 0x80 + at
  })
}

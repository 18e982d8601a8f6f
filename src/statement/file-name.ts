import { sha256 } from '../base/hash.js'

const LONGEST = 40
const HASH = 8

/**
 * A file name for a payee, without its ending: his id in letters and digits that every system takes, and a hash of it, so
 * that no two are alike, also where `E1` and `e1` are one name.
 */
export function fileNameOf(payee: string): string {
  const plain = payee
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return `${plain === '' ? 'payee' : plain}-${sha256(payee).slice(0, HASH)}`
}

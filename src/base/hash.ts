import { createHash, createHmac } from 'node:crypto'

/** SHA-256 in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** HMAC-SHA-256 of text with a key in hex, in lower-case hex. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(text).digest('hex')
}

/** A SHA-256 over parts that arrive one after the other. */
export function sha256Stream(): { add(part: string | Uint8Array): void; hex(): string } {
  const hash = createHash('sha256')
  return {
    add: (part) => void hash.update(part),
    hex: () => hash.digest('hex'),
  }
}

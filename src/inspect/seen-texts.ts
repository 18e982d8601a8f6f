/** Texts beyond this are not counted any more: 16 bytes each, twice over, are as much as a column may cost. */
const MOST = 4_000_000

/**
 * Which texts have been seen, by 64 bits of two hashes each instead of the texts: two different ones among a million are
 * taken for the same with a chance of one in 30 million.
 */
export class SeenTexts {
  private size = 1 << 12
  private first = new Uint32Array(this.size)
  private second = new Uint32Array(this.size)
  private count = 0

  /** How many different ones. */
  get distinct(): number {
    return this.count
  }

  get isFull(): boolean {
    return this.count >= MOST
  }

  /** Whether the text was there before; remembers it. */
  add(text: string): boolean {
    let a = 0x811c9dc5
    let b = 0
    for (let i = 0; i < text.length; i += 1) {
      const unit = text.charCodeAt(i)
      // FNV-1a and Jenkins' one-at-a-time, with shifts in place of products.
      a ^= unit
      a = (a + (a << 1) + (a << 4) + (a << 7) + (a << 8) + (a << 24)) | 0
      b = (b + unit) | 0
      b = (b + (b << 10)) | 0
      b ^= b >>> 6
    }
    b = (b + (b << 3)) | 0
    b ^= b >>> 11
    b = (b + (b << 15)) | 0
    // 0 and 0 mean an empty place.
    return this.put(a >>> 0, (b | 1) >>> 0)
  }

  private put(a: number, b: number): boolean {
    let at = (a ^ (b >>> 7)) & (this.size - 1)
    while (this.second[at] !== 0) {
      if (this.first[at] === a && this.second[at] === b) return true
      at = (at + 1) & (this.size - 1)
    }
    this.first[at] = a
    this.second[at] = b
    this.count += 1
    if (this.count * 2 > this.size) this.grow()
    return false
  }

  private grow(): void {
    const { first, second } = this
    this.size *= 2
    this.first = new Uint32Array(this.size)
    this.second = new Uint32Array(this.size)
    this.count = 0
    for (const [at, b] of second.entries()) if (b !== 0) this.put(first[at]!, b)
  }
}

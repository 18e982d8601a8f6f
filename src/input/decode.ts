import type { Code } from '../diagnostics/catalogue.js'

export interface DecodeProblem {
  readonly code: Code
  readonly message: string
  readonly fix?: string
}

export interface Decoder {
  /** The text of the next bytes; once there is a problem, only what stands before it. */
  push(bytes: Uint8Array): string
  end(): string
  readonly problem: DecodeProblem | undefined
}

const HEAD = 512

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

function mark(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  return undefined
}

/** What is plainly no text, or text of another encoding than it is read with. */
function notText(head: Uint8Array, encoding: string): DecodeProblem | undefined {
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
    return { code: 'SPM2001', message: 'is a spreadsheet workbook (XLSX, XLS or another packed file), not CSV text.' }
  }
  if (encoding.startsWith('utf-16')) return undefined
  const zero = head.indexOf(0)
  if (zero < 0) return undefined
  const utf16 = zero % 2 === 1 ? 'utf-16le' : 'utf-16be'
  return {
    code: 'SPM2002',
    message: `holds zero bytes: it is ${utf16} text, or no text at all.`,
    fix: `If it is text, declare encoding: ${utf16} for this input, or export it again as CSV UTF-8.`,
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** The bytes of a UTF-8 character that the chunk's end cuts. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.slice(-back) : bytes.slice(0, 0)
  }
  return bytes.slice(0, 0)
}

function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html|\?xml|table|meta)/i.test(text)
}

/** Turns bytes into text: a byte order mark decides, else the declared encoding, else strict UTF-8. */
export function decoder(declared: string | undefined): Decoder {
  let head: Uint8Array | undefined = new Uint8Array(0)
  let text: InstanceType<typeof TextDecoder> | undefined
  let encoding = ''
  let problem: DecodeProblem | undefined
  /** The character that the bytes before left unfinished: kept to repeat a failing piece without strictness. */
  let tail: Uint8Array = new Uint8Array(0)

  const decode = (bytes: Uint8Array, stream: boolean): string => {
    if (problem || !text) return ''
    try {
      const piece = text.decode(bytes, { stream })
      tail = unfinished(bytes)
      return piece
    } catch {
      const other = encoding === 'utf-8' ? 'windows-1252' : 'utf-8'
      problem = {
        code: 'SPM2002',
        message: `is not ${encoding} text.`,
        fix: `Export the file as CSV UTF-8, or declare how it is written, such as encoding: ${other}, under its input in spm.yaml.`,
      }
      // What stands before the bad character is text still, and tells the row.
      const loose = new TextDecoder(encoding).decode(joined(tail, bytes))
      return loose.slice(0, Math.max(0, loose.indexOf('\ufffd')))
    }
  }

  const begin = (bytes: Uint8Array, stream: boolean): string => {
    head = undefined
    encoding = mark(bytes) ?? (declared === undefined ? 'utf-8' : new TextDecoder(declared).encoding)
    problem = notText(bytes.subarray(0, HEAD), encoding)
    text = new TextDecoder(encoding, { fatal: true })
    const first = decode(bytes, stream)
    if (!problem && isPage(first)) {
      problem = { code: 'SPM2001', message: 'is a web page or XML under the name of a CSV file.' }
      return ''
    }
    return first
  }

  return {
    push(bytes) {
      if (!head) return decode(bytes, true)
      const start = joined(head, bytes)
      if (start.length >= 4) return begin(start, true)
      head = start
      return ''
    },
    end: () => (head ? begin(head, false) : decode(new Uint8Array(0), false)),
    get problem() {
      return problem
    },
  }
}

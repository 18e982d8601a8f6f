/** Something in the plan's own language, shown as it is written. */
export interface Code {
  readonly code: string
}

/** A sentence, or a part of one: words with code in them. Texts of files stand in it unescaped: that is for `render`. */
export type Words = readonly (string | Code)[]

type Value = string | Code | Words | undefined

/** A sentence with values filled in: say`You are paid ${rate} of it.` */
export function say(parts: TemplateStringsArray, ...values: readonly Value[]): Words {
  const pieces: (string | Code)[] = [parts[0]!]
  for (const [index, value] of values.entries()) pieces.push(...piecesOf(value), parts[index + 1]!)
  return pieces.filter((piece) => piece !== '')
}

function piecesOf(value: Value): Words {
  if (value === undefined) return []
  return typeof value === 'string' || 'code' in value ? [value] : value
}

export function code(text: string): Code {
  return { code: text }
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(all: readonly Value[], last = ' and '): Words {
  return all.flatMap((each, index) => {
    const before = index === 0 ? '' : index === all.length - 1 ? last : ', '
    return say`${before}${each}`
  })
}

/** Sentences one after the other. */
export function sentences(all: readonly (Words | undefined)[]): Words {
  return all
    .filter((each) => each !== undefined && each.length > 0)
    .flatMap((each, index) => say`${index === 0 ? '' : ' '}${each}`)
}

/** As plain text, code as it is. */
export function plainText(words: Words): string {
  return words.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('')
}

/** With a capital where it starts with a word. */
export function capitalised(words: Words): Words {
  const [first, ...others] = words
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...others] : words
}

/**
 * Every key of a shape has been taken out of it: a key that the plan language gains is left over here and does not
 * compile until somebody finds words for it.
 */
export function allSaid(_left: Readonly<Record<string, never>>): void {}

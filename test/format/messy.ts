import * as fc from 'fast-check'
import type { YamlValue } from '../../src/yaml/node.js'

/** Chances, one after the other, from a seed: `next(n)` is a whole number below n. */
export type Chance = (below: number) => number

export function chanceOf(numbers: readonly number[]): Chance {
  let at = 0
  return (below) => {
    at += 1
    return (numbers[at % numbers.length]! + at * 7919) % below
  }
}

export const chances = fc.array(fc.nat({ max: 99_991 }), { minLength: 8, maxLength: 40 })

/** Texts that need no quotes in YAML, wherever they stand. */
const BARE = /^-?[A-Za-z0-9_./%+][A-Za-z0-9_./% +-]*$/

/**
 * A value as somebody careless might write it: keys in any order, any indentation, comments and blank lines between. Each
 * comment says of what it is: `above key`, `beside key`.
 */
export function messy(value: YamlValue, chance: Chance): string {
  let serial = 0
  const text = (each: string): string => {
    if (BARE.test(each) && each.trim() === each && chance(3) > 0) return each
    return /[\n']/.test(each) || chance(2) === 0 ? JSON.stringify(each) : `'${each}'`
  }
  const keyText = (key: string): string => (BARE.test(key) ? key : JSON.stringify(key))
  const flow = (each: YamlValue): string => {
    const pad = ' '.repeat(chance(3))
    if (typeof each === 'string') return text(each)
    if (Array.isArray(each)) return `[${pad}${each.map(flow).join(`,${pad} `)}${pad}]`
    return `{${pad}${shuffled(Object.entries(each), chance)
      .map(([key, inner]) => `${keyText(key)}:${pad} ${flow(inner as YamlValue)}`)
      .join(`, ${pad}`)}${pad}}`
  }
  const remark = (what: string): string => `# ${what} ${(serial += 1)}`
  const lead = (space: string, what: string): string => {
    const blank = chance(4) === 0 ? '\n'.repeat(1 + chance(2)) : ''
    return blank + (chance(3) === 0 ? `${space}${remark(`above ${what}`)}\n` : '')
  }
  const end = (what: string): string =>
    chance(3) === 0 ? `${' '.repeat(1 + chance(3))}${remark(`beside ${what}`)}\n` : '\n'
  /** @param onDash whether the first line stands behind a dash, where no comment has a place above it */
  const block = (each: YamlValue, indent: number, onDash = false): string => {
    const space = ' '.repeat(indent)
    if (Array.isArray(each)) {
      return each
        .map((item: YamlValue, n) => {
          const above = onDash && n === 0 ? '' : lead(space, '-')
          if (isFlat(item)) return `${above}${space}- ${flow(item)}${end('-')}`
          const step = 2 + chance(2)
          const inner = block(item, indent + step, true)
          return `${above}${space}-${' '.repeat(step - 1)}${inner.slice(indent + step)}`
        })
        .join('')
    }
    return shuffled(Object.entries(each), chance)
      .map(([key, inner]: [string, YamlValue], n) => {
        const start = `${onDash && n === 0 ? '' : lead(space, `${key}:`)}${space}${keyText(key)}:`
        if (isFlat(inner) && (Object.keys(inner).length === 0 || typeof inner === 'string' || chance(2) === 0))
          return `${start} ${flow(inner)}${end(`${key}:`)}`
        return `${start}${end(`${key}:`)}${block(inner, indent + (Array.isArray(inner) ? chance(3) : 2 + chance(2)))}`
      })
      .join('')
  }
  return block(value, 0)
}

/** Short enough for braces. */
function isFlat(value: YamlValue): boolean {
  return typeof value === 'string' || Object.keys(value).length === 0 || JSON.stringify(value).length < 120
}

function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const left = [...items]
  return items.map(() => left.splice(chance(3) === 0 ? chance(left.length) : 0, 1)[0]!)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Validator from 'ajv'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Document } from 'yaml'
import { schemaFile, schemaText } from '../../src/schema/schemas.js'
import { FILE_KINDS, type FileKind } from '../../src/schema/shapes.js'
import { defaultSettings, parseSettings } from '../../src/project/settings.js'
import type { JsonSchema } from '../../src/schema/json-schema.js'
import type { YamlValue } from '../../src/yaml/node.js'
import { UPDATES } from '../cli/run-case.js'
import { asEditorsRead, asSpmReads, faulty, written, type WrittenFile } from './written-files.js'

const SHIPPED = join(import.meta.dirname, '../../plans/schemas')
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}
const RUNS = Number(process.env['SPM_PROPERTY_RUNS'] ?? 300)
const seed = Number(process.env['SPM_PROPERTY_SEED'] ?? 42)

const validator = new Validator.default({ strict: false, allErrors: true })
const accepts = Object.fromEntries(
  FILE_KINDS.map((name) => [name, validator.compile(JSON.parse(schemaText(name, version)) as object)]),
) as Record<FileKind, ReturnType<typeof validator.compile>>

/** What the schema says is wrong with a text: nothing where it takes it. */
function complaints({ kind, text }: Pick<WrittenFile, 'kind' | 'text'>): readonly string[] {
  if (accepts[kind](asEditorsRead(text))) return []
  return (accepts[kind].errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`)
}

/** Every schema that describes a key, with the keys that lead to it. */
function keysIn(schema: JsonSchema, path = ''): [string, JsonSchema][] {
  const { properties = {}, definitions = {}, additionalProperties, items, anyOf = [], allOf = [], then } = schema
  const inside = [...Object.values(definitions), additionalProperties, items, ...anyOf, ...allOf, then]
  return [
    ...Object.entries(properties).flatMap(([key, each]): [string, JsonSchema][] => [
      [`${path}/${key}`, each],
      ...keysIn(each, `${path}/${key}`),
    ]),
    ...inside.flatMap((each) => (typeof each === 'object' ? keysIn(each, path) : [])),
  ]
}

describe.each(FILE_KINDS)('the schema of %s', (name) => {
  const text = schemaText(name, version)
  const schema = JSON.parse(text) as JsonSchema

  test('is what the package ships', () => {
    const path = join(SHIPPED, schemaFile(name))
    if (UPDATES) writeFileSync(path, text)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })
  test('is draft-7, and says so', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(validator.validateSchema(schema)).toBe(true)
  })
  test('names no place but that of the standard', () => {
    expect([...new Set(text.match(/\b\w+:\/\/[^"/]*/g))]).toEqual(['http://json-schema.org'])
  })
  test('describes every key', () => {
    const keys = keysIn(schema)
    expect(keys.length).toBeGreaterThan(40)
    const bare = keys.filter(([, { $ref, description }]) => {
      const target = $ref === undefined ? undefined : schema.definitions?.[$ref.replace('#/definitions/', '')]
      return (description ?? target?.description ?? '') === ''
    })
    expect(bare.map(([path]) => path)).toEqual([])
  })
  test('is closed: no group takes keys that nobody reads, but for those whose keys are names', () => {
    const open: string[] = []
    JSON.parse(text, (_, value: JsonSchema) => {
      const named = value?.properties !== undefined && value.type === 'object' && value.allOf === undefined
      if (named && value.additionalProperties === undefined) open.push(Object.keys(value.properties!).join())
      return value
    })
    // Of `kind` the condition speaks; its keys are closed where it holds.
    expect(new Set(open)).toEqual(new Set(name === 'plan' ? ['kind'] : []))
  })
})

test('a default in the settings means what the absence of the key means', () => {
  const schema = JSON.parse(schemaText('settings', version)) as JsonSchema
  const defaults = Object.entries(schema.properties ?? {}).flatMap(([key, each]) =>
    each.default === undefined ? [] : [`${key}: ${String(each.default)}\n`],
  )
  expect(defaults.length).toBeGreaterThan(3)
  for (const line of defaults)
    expect({ ...parseSettings(line, 'spm.yaml', []), doc: undefined }).toEqual(defaultSettings)
})

describe('what is written', () => {
  test('is there, of every kind', () => {
    for (const kind of FILE_KINDS) expect(written.filter((each) => each.kind === kind).length).toBeGreaterThan(9)
    expect(faulty.length).toBeGreaterThan(250)
  })
  test.each([...written, ...faulty])('$from is taken or not as spm takes it', (file) => {
    const reading = asSpmReads(file)
    if (reading === undefined) return
    expect({ isWrong: complaints(file).length > 0, complaints: complaints(file) }).toEqual({
      isWrong: reading.found.length > 0,
      complaints: reading.found.length > 0 ? expect.anything() : [],
    })
  })
})

/** What stands where something else should: of each notation that YAML or spm gives a meaning. */
const ODD = fc.oneof(
  fc.constantFrom('8%', '8 %', '0.08', '25000', '-1', '+5', '007', '1e5', '0x10', '.5', '5.', '1_000', '.inf', 'true'),
  fc.constantFrom('false', 'True', '2026-03-31', '2026-03', '2026', 'abc', 'Abc', 'a-b', 'USD', 'all', 'none', 'deal'),
  fc.constantFrom(
    'deal.amount > 5',
    'count',
    'commission',
    '90 days',
    'half_up',
    'x.csv',
    'SPM3801',
    'ja ja',
    '~',
    'null',
  ),
)

/** Numbers to YAML, and none to us. */
const NOTATIONS: ReadonlySet<string> = new Set(['1e5', '0x10', '.5', '5.', '.inf'])

/** What YAML does not take for text. We do: an id may be called so, which editors mark until it stands in quotes. */
const NO_TEXT: ReadonlySet<string> = new Set(['true', 'false', 'True', 'null', '~'])

/** The values of a document by their paths. */
function pathsIn(value: YamlValue, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value === 'string') return [path]
  return [path, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each as YamlValue, [...path, key]))]
}

type Edit = (holder: Record<string, unknown>, key: string, odd: string) => void

const EDITS: Readonly<Record<string, Edit>> = {
  another: (holder, key, odd) => void (holder[key] = odd),
  gone: (holder, key) => void (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
  listed: (holder, key) => void (holder[key] = [holder[key]]),
  grouped: (holder, key, odd) => void (holder[key] = { [odd]: holder[key] }),
  misnamed: (holder, key) => {
    if (Array.isArray(holder)) return
    holder[`${key}x`] = holder[key]
    delete holder[key]
  },
}

describe('a file with something wrong or odd in it', () => {
  const files = written.flatMap((file) => {
    const reading = asSpmReads(file)
    return reading === undefined || reading.found.length > 0 ? [] : [{ ...file, value: reading.value }]
  })
  const changed = fc
    .tuple(fc.constantFrom(...files), fc.nat(), fc.constantFrom(...Object.keys(EDITS)), ODD)
    .map(([{ kind, value }, n, edit, odd]) => {
      const copy = structuredClone(value) as Record<string, unknown>
      const paths = pathsIn(value).slice(1)
      const path = paths[n % paths.length]!
      const holder = path.slice(0, -1).reduce<Record<string, unknown>>((at, step) => at[step] as typeof at, copy)
      EDITS[edit]!(holder, path.at(-1)!, odd)
      const text = new Document(copy, { schema: 'failsafe' }).toString({ lineWidth: 0 })
      return { kind, text, edit, odd, what: `${edit} ${path.join('.')} ${odd}` }
    })

  const sample = fc.sample(changed, { numRuns: RUNS * 5, seed }).flatMap((file) => {
    const reading = asSpmReads(file)
    return reading === undefined ? [] : [{ ...file, isWrong: reading.found.length > 0 }]
  })

  test('is never refused by the schema where spm takes it', () => {
    const right = sample.filter(({ isWrong, edit, odd }) => !isWrong && !(edit === 'another' && NO_TEXT.has(odd)))
    expect(right.length).toBeGreaterThan(RUNS / 2)
    expect(right.flatMap((file) => complaints(file).map((each) => `${file.kind} ${file.what}: ${each}`))).toEqual([])
  })
  test('is marked by the schema where spm refuses its shape, but for how a number is written', () => {
    const wrong = sample.filter(({ isWrong, odd }) => isWrong && !NOTATIONS.has(odd))
    expect(wrong.length).toBeGreaterThan(RUNS)
    const missed = wrong.filter((file) => complaints(file).length === 0)
    expect(missed.map(({ kind, what }) => `${kind} ${what}`)).toEqual([])
  })
})

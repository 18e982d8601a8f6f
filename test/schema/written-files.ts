import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { planShape, templateShape } from '../../src/plan/shape.js'
import { settingsShape } from '../../src/project/settings-shape.js'
import { fileShapes, kindOfFile, type FileKind } from '../../src/schema/shapes.js'
import { parseYaml } from '../../src/yaml/document.js'
import type { YamlValue } from '../../src/yaml/node.js'
import { checkShape } from '../../src/yaml/shape.js'
import { blocksOf, examplesOf } from '../plans/examples.js'

/** A YAML file or block of this repository that people would write so. */
export interface WrittenFile {
  readonly from: string
  readonly kind: FileKind
  readonly text: string
}

const ROOT = join(import.meta.dirname, '../..')

function filesBelow(...folders: readonly string[]): WrittenFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file))
      .map((from) => ({ from, kind: kindOfFile(from), text: readFileSync(join(ROOT, from), 'utf8') })),
  )
}

function examplesIn(page: string): WrittenFile[] {
  const markdown = readFileSync(join(ROOT, page), 'utf8')
  const plans = examplesOf(markdown).flatMap(({ line, project: { plans, settings } }): WrittenFile[] => [
    ...[plans].flat().map((text) => ({ from: `${page}:${line}`, kind: 'plan' as const, text })),
    ...(settings === undefined ? [] : [{ from: `${page}:${line}`, kind: 'settings' as const, text: settings }]),
  ])
  const tests = blocksOf(markdown)
    .filter(({ lang, info }) => lang === 'yaml' && info.has('test'))
    .map(({ line, text }): WrittenFile => ({ from: `${page}:${line}`, kind: 'tests', text }))
  return [...plans, ...tests]
}

/** Of this project and its documentation; nearly all of them are right. */
export const written: readonly WrittenFile[] = [
  ...filesBelow(
    'plans',
    'fixtures/brightwater',
    'fixtures/story',
    'fixtures/adventureworks',
    'test/cli',
    'test/export',
  ),
  ...examplesIn('plans/README.md'),
  ...examplesIn('plans/SETTINGS.md'),
]

/** One fault of every kind that there is a code for, most of them of other kinds than shape. */
export const faulty: readonly WrittenFile[] = filesBelow('fixtures/bad')

/** As an editor reads it: YAML's own numbers, booleans and nulls. Undefined where it is no YAML. */
export function asEditorsRead(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent', maxAliasCount: 0, stringKeys: true }) as unknown
  } catch {
    return undefined
  }
}

export interface Reading {
  readonly value: YamlValue
  /** What its shape says is wrong. */
  readonly found: readonly Diagnostic[]
}

/** As spm reads it. Undefined where that is no matter of shape: it is no YAML, or YAML that spm does not take. */
export function asSpmReads({ kind, text }: Pick<WrittenFile, 'kind' | 'text'>): Reading | undefined {
  const found: Diagnostic[] = []
  const doc = parseYaml(text, 'x.yaml', found)
  if (doc === undefined) return undefined
  checkShape(shapeOf(kind, doc.value), doc, found, 'SPM3001')
  const settings = kind === 'tests' ? settingsIn(doc.value) : []
  for (const each of settings) {
    const result = settingsShape.safeParse(each)
    if (!result.success) return undefined
  }
  return { value: doc.value, found }
}

function shapeOf(kind: FileKind, value: YamlValue): z.ZodType {
  if (kind !== 'plan') return fileShapes[kind]
  const { template, extends: base } = value as { readonly template?: YamlValue; readonly extends?: YamlValue }
  return template === 'true' || base !== undefined ? templateShape : planShape
}

function settingsIn(value: YamlValue): unknown[] {
  const { settings, cases } = value as { settings?: YamlValue; cases?: readonly { settings?: YamlValue }[] }
  const inside = Array.isArray(cases) ? cases.map((each: { settings?: YamlValue }) => each?.settings) : []
  return [settings, ...inside].filter((each) => each !== undefined)
}

import type { z } from 'zod'
import { testFileShape } from '../plan-tests/shape.js'
import { planShape } from '../plan/shape.js'
import { settingsShape } from '../project/settings-shape.js'
import { keyOrder } from '../yaml/key-order.js'
import type { YamlPath } from '../yaml/document.js'
import type { YamlValue } from '../yaml/node.js'

/** The files that people write by hand, in the order in which they are told of. */
export const FILE_KINDS = ['plan', 'settings', 'tests'] as const

export type FileKind = (typeof FILE_KINDS)[number]

export const fileShapes: Readonly<Record<FileKind, z.ZodType>> = {
  plan: planShape,
  settings: settingsShape,
  tests: testFileShape,
}

/** What a file is, by its name. */
export function kindOfFile(path: string): FileKind {
  if (/\.test\.ya?ml$/.test(path)) return 'tests'
  return /(?:^|[/\\])spm\.ya?ml$/.test(path) ? 'settings' : 'plan'
}

/** In which order keys stand in a file of a kind. */
export function orderIn(kind: FileKind): (path: YamlPath, value: YamlValue) => readonly string[] | undefined {
  return (path, value) => keyOrder(fileShapes[kind], path, value)
}

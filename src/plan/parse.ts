import type { Diagnostic } from '../diagnostics/diagnostic.js'
import { parseYaml, type YamlDocument } from '../yaml/document.js'
import { checkShape } from '../yaml/shape.js'
import { planShape, type PlanShape } from './shape.js'

/** A plan file whose shape is right and whose meaning is not yet looked at. */
export interface PlanFile {
  readonly shape: PlanShape
  readonly doc: YamlDocument
}

/** Reads a plan's text; undefined when it is not YAML or not of a plan's shape, all of which is in `found`. */
export function parsePlan(text: string, file: string, found: Diagnostic[]): PlanFile | undefined {
  const doc = parseYaml(text, file, found)
  const shape = doc && checkShape(planShape, doc, found, 'SPM3001')
  return doc && shape && { shape, doc }
}

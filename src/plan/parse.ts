import { diagnose, distinct, type Diagnostic } from '../diagnostics/diagnostic.js'
import { parseYaml, type YamlDocument } from '../yaml/document.js'
import { checkShape } from '../yaml/shape.js'
import { readConstants, type Constants } from './constants.js'
import { planText, resolveExtends, type PlanText } from './extends.js'
import { fillNames } from './fill-names.js'
import { planShape, templateShape, type PlanShape, type TemplateShape } from './shape.js'

/** A plan whose shape is right and whose meaning is not yet looked at: with what it extends, constants filled in. */
export interface PlanFile {
  readonly shape: PlanShape
  readonly doc: YamlDocument
  readonly constants: Constants
  /** The files that it extends, the nearest first. */
  readonly through: readonly { readonly file: string; readonly id: string }[]
}

export interface PlanFiles {
  /** The plans, without templates. */
  readonly files: readonly PlanFile[]
  /** Whether every file could be read. */
  readonly complete: boolean
}

interface SourceText {
  readonly name: string
  readonly text: string
}

/**
 * Reads plan files; what is not YAML, not of a plan's shape or extends what is not there is in `found`.
 * @param library further files of the project, read only to be extended: their mistakes matter only where they are
 */
export function parsePlans(
  sources: readonly SourceText[],
  library: readonly SourceText[],
  all: Diagnostic[],
): PlanFiles {
  const found: Diagnostic[] = []
  const read = (each: SourceText, into: Diagnostic[]): PlanText[] => {
    const doc = parseYaml(each.text, each.name, into)
    return doc ? [planText(doc)] : []
  }
  const own = sources.flatMap((each) => read(each, found))
  const unread: Diagnostic[] = []
  const others = library.flatMap((each) => read(each, unread))
  const shapes = new Map<PlanText, TemplateShape | undefined>()
  const shapeOf = (text: PlanText, doc: YamlDocument): TemplateShape | undefined => {
    if (!shapes.has(text)) {
      const schema = text.template ? templateShape : planShape
      const shape = checkShape<TemplateShape>(schema, doc, found, 'SPM3001')
      shapes.set(text, shape && checkOwn(text, shape, found) ? shape : undefined)
    }
    return shapes.get(text)
  }
  const resolve = resolveExtends([...own, ...others], (text, doc) => shapeOf(text, doc) !== undefined, found)
  let complete = own.length === sources.length
  const files: PlanFile[] = []
  for (const text of own) {
    const resolved = resolve(text)
    const shape = resolved && shapeOf(text, resolved.doc)
    const constants = shape && readConstants(shape, resolved.doc, found)
    if (text.template) continue
    const filled = constants && fillNames(shape as PlanShape, resolved!.doc, constants, found)
    if (filled === undefined) complete = false
    else
      files.push({ shape: filled, doc: resolved!.doc, constants: constants!, through: resolved!.through.map(nameOf) })
  }
  // A library file that is no YAML may be the one that somebody asked for.
  if (found.some(({ code }) => code === 'SPM3611')) found.push(...unread)
  all.push(...distinct(found))
  return { files, complete }
}

function nameOf({ doc, id }: PlanText): PlanFile['through'][number] {
  return { file: doc.file, id: id! }
}

/** Keys that make no sense in this kind of file. */
function checkOwn({ doc, template, extends: base }: PlanText, shape: TemplateShape, found: Diagnostic[]): boolean {
  const wrong = template ? (['effective', 'assign', 'continues'] as const).filter((key) => shape[key]) : []
  for (const key of wrong) {
    const message = `\`${key}\` has no effect in a template: plans that extend it do not take it over`
    found.push(diagnose('SPM3618', message, { place: doc.placeOf([key], 'key') }))
  }
  const without = base === undefined && shape.without !== undefined
  if (without) {
    const message = '`without` has no effect: the plan extends none'
    found.push(diagnose('SPM3616', message, { place: doc.placeOf(['without'], 'key') }))
  }
  return wrong.length === 0 && !without
}

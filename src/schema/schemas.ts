import { testFileShape } from '../plan-tests/shape.js'
import { planShape } from '../plan/shape.js'
import { settingsShape } from '../project/settings-shape.js'
import { mapInner, withDefinitions } from './definitions.js'
import { jsonSchemaOf, when, type JsonSchema } from './json-schema.js'
import type { FileKind } from './shapes.js'

interface FileSchema {
  readonly title: string
  schema(): JsonSchema
}

const fileSchemas: Readonly<Record<FileKind, FileSchema>> = {
  plan: { title: 'A commission plan of spm', schema: planSchema },
  settings: { title: 'Settings of spm (spm.yaml)', schema: () => jsonSchemaOf(settingsShape) },
  tests: { title: 'Tests of commission plans of spm (*.test.yaml)', schema: testsSchema },
}

/** The file name under which a schema is shipped and written. */
export function schemaFile(name: FileKind): string {
  return `${name}.schema.json`
}

/**
 * The JSON Schema (draft-7) of a kind of file.
 * @param version of spm; it is in the schema's name, so that nobody takes an old one for the present one
 */
export function fileSchema(name: FileKind, version: string): JsonSchema {
  const { title, schema } = fileSchemas[name]
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:spm-commissions:${version}:${name}`,
    title,
    ...withDefinitions(schema()),
  }
}

export function schemaText(name: FileKind, version: string): string {
  return `${JSON.stringify(fileSchema(name, version), null, 2)}\n`
}

/** What a plan takes over it need not say, and a template leaves to others. */
function planSchema(): JsonSchema {
  const { required = [], ...schema } = jsonSchemaOf(planShape)
  const whole: JsonSchema = {
    properties: { template: { enum: [false, 'false'] } },
    not: { required: ['extends'] },
  }
  return { ...schema, required: ['plan'], allOf: [when(whole, { required })] }
}

/** `settings` of a test are keys of spm.yaml. */
function testsSchema(): JsonSchema {
  const settings = jsonSchemaOf(settingsShape)
  const place = (schema: JsonSchema): JsonSchema => {
    const inner = mapInner(schema, '', place)
    const own = inner.properties?.['settings']
    return own === undefined
      ? inner
      : { ...inner, properties: { ...inner.properties, settings: { ...settings, description: own.description! } } }
  }
  return place(jsonSchemaOf(testFileShape))
}

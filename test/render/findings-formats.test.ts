import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SchemaValidator from 'ajv-draft-04'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { catalogue, type Code } from '../../src/diagnostics/catalogue.js'
import { diagnose, type Diagnostic } from '../../src/diagnostics/diagnostic.js'
import { noColour } from '../../src/render/colour.js'
import { findingsFormats, type FindingsOptions } from '../../src/render/findings-formats.js'
import { safe } from '../../src/render/safe.js'

const SCHEMAS = join(import.meta.dirname, 'schemas')
const JUNIT = readFileSync(join(SCHEMAS, 'junit-10.xsd'), 'utf8')
const sarifSchema = JSON.parse(readFileSync(join(SCHEMAS, 'sarif-2.1.0-rtm.5.json'), 'utf8')) as object
const isSarif = new SchemaValidator.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
  sarifSchema,
)

const options: FindingsOptions = { chalk: noColour, version: '0.0.0', failOn: 'error', sourceLine: () => 'rate: 8 %' }
const place = { file: 'plans/ae.yaml', line: 12, column: 7, length: 3 }
const warning = diagnose('SPM3802', 'falls at 100 %', { place, fix: 'Correct it.' })

/** One finding of every code, some in a place of each kind. */
const everyCode = (Object.keys(catalogue) as Code[]).map((code, i) => {
  const where = [place, { file: 'data/deals.csv', record: 3, field: 1 }, { file: 'spm.yaml' }, undefined][i % 4]
  const related = [{ message: 'here too', place }]
  return diagnose(code, `what is wrong with <${code}> & "more"`, { place: where, ...(i % 8 === 0 && { related }) })
})
const ODD = fc.string({ unit: 'binary', minLength: 1 })
const oddFindings = fc
  .sample(fc.tuple(ODD, ODD, ODD), { numRuns: 300, seed: 7 })
  .map(([message, fix, file], i) => diagnose('SPM2013', message, { fix, place: { file, line: i + 1, column: 2 } }))

interface Sarif {
  readonly runs: readonly [
    {
      readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number; readonly locations: object[] }[]
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly invocations: readonly [{ readonly executionSuccessful: boolean; toolConfigurationNotifications?: [] }]
    },
  ]
}

function sarifOf(found: readonly Diagnostic[]): Sarif {
  const text = findingsFormats.sarif(found, options)
  const sarif = JSON.parse(text) as Sarif
  expect(isSarif(sarif), JSON.stringify(isSarif.errors)).toBe(true)
  return sarif
}

async function junitOf(found: readonly Diagnostic[], failOn: 'error' | 'warning' = 'error'): Promise<string> {
  const contents = findingsFormats.junit(found, { ...options, failOn })
  const { valid, errors } = await validateXML({ xml: [{ fileName: 'findings.xml', contents }], schema: [JUNIT] })
  expect(errors).toEqual([])
  expect(valid).toBe(true)
  return contents
}

describe('findings as SARIF', () => {
  test.each([
    ['of every code', everyCode],
    ['of odd texts', oddFindings],
    ['of none', []],
  ])('are what the public schema allows: %s', (_, found) => {
    const [run] = sarifOf(found).runs
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]!.id).toBe(ruleId)
  })

  test('are held against a schema that finds a wrong word', () => {
    const text = findingsFormats.sarif([warning], options).replace('"level": "warning"', '"level": "fatal"')
    expect(isSarif(JSON.parse(text))).toBe(false)
  })

  test('stand at their place, and in the words of the catalogue', () => {
    const related = [{ message: 'the first one', place: { file: 'C:\\p\\b.yaml', line: 1 } }]
    const [run] = sarifOf([{ ...warning, related }]).runs
    expect(run.results[0]).toEqual({
      ruleId: 'SPM3802',
      ruleIndex: 0,
      level: 'warning',
      message: { text: 'falls at 100 %\nfix: Correct it.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'plans/ae.yaml' },
            region: { startLine: 12, startColumn: 7, endColumn: 10, snippet: { text: 'rate: 8 %' } },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: 'the first one' },
          physicalLocation: {
            artifactLocation: { uri: 'file:///C:/p/b.yaml' },
            region: { startLine: 1, snippet: { text: 'rate: 8 %' } },
          },
        },
      ],
    })
  })

  test('that stand in no file are told of the tool, because services refuse results without a place', () => {
    const [run] = sarifOf([diagnose('SPM1010', 'no deals file'), warning]).runs
    expect(run.results).toHaveLength(1)
    expect(run.invocations[0].toolConfigurationNotifications).toHaveLength(1)
    expect(run.invocations[0].executionSuccessful).toBe(false)
    expect(sarifOf([warning]).runs[0].invocations[0].executionSuccessful).toBe(true)
  })

  test('name files as URIs, blanks and per cents escaped', () => {
    const files = ['a b/100%.yaml', '/tmp/x.yaml', 'Ünï.yaml']
    const uris = files.map((file) => JSON.stringify(sarifOf([{ ...warning, place: { file } }]).runs[0].results[0]))
    for (const [index, uri] of ['a%20b/100%25.yaml', 'file:///tmp/x.yaml', '%C3%9Cn%C3%AF.yaml'].entries())
      expect(uris[index]).toContain(`"uri":"${uri}"`)
  })
})

describe('findings as JUnit', () => {
  test.each([
    ['of every code', everyCode],
    ['of odd texts', oddFindings],
    ['of none', []],
  ])('are what the public schema allows: %s', async (_, found) => {
    await junitOf(found)
  })

  test('are held against a schema that finds a wrong attribute', async () => {
    const contents = findingsFormats.junit([], options).replace('classname', 'klass')
    expect((await validateXML({ xml: [{ fileName: 'f.xml', contents }], schema: [JUNIT] })).valid).toBe(false)
  })

  test('fail a test from the severity on that fails the check; the rest is what a test that passes says', async () => {
    expect(await junitOf([warning])).toContain('tests="1" failures="0"')
    expect(await junitOf([warning])).toContain('<system-out>warning SPM3802 plans/ae.yaml:12:7 falls at 100 %')
    expect(await junitOf([warning], 'warning')).toContain('tests="1" failures="1"')
    expect(await junitOf([warning], 'warning')).toContain('<failure type="warning" message="falls at 100 %">')
  })

  test('are one test a code and file, however many there are; without any, one test passes', async () => {
    const other = { ...warning, place: { ...place, line: 20 } }
    const elsewhere = { ...warning, place: { ...place, file: 'plans/se.yaml' } }
    expect(await junitOf([warning, other, elsewhere])).toContain('tests="2"')
    expect(await junitOf([])).toContain('<testcase classname="spm" name="no findings"/>')
  })
})

describe('findings as annotations of GitHub', () => {
  const github = (found: readonly Diagnostic[]): readonly string[] =>
    findingsFormats.github(found).split('\n').slice(0, -1)

  test('are one workflow command each', () => {
    expect(github([warning])).toEqual([
      '::warning file=plans/ae.yaml,line=12,col=7,endColumn=10,title=SPM3802 Pay falls when more is sold::' +
        'falls at 100 %25%0Afix: Correct it.',
    ])
    expect(github([diagnose('SPM2010', 'm', { fix: 'f' })])).toEqual([
      `::notice title=SPM2010 ${catalogue.SPM2010.title}::m%0Afix: f`,
    ])
  })

  test('cannot be ended, or another command begun, by what stands in a file', () => {
    const [line, ...others] = github([
      diagnose('SPM2013', 'a\n::error::b', { fix: '%0A::c', place: { file: 'a,b:c\r\n.csv', line: 1 } }),
    ])
    expect(others).toEqual([])
    expect(line).toContain('::error file=a%2Cb%3Ac\\r\\n.csv,line=1,title=')
    expect(line).toContain('::a\\n::error::b%0Afix: %250A::c')
    for (const each of github(oddFindings.slice(0, 10)))
      expect(each).toMatch(/^::error file=[^,:]*,line=\d+,col=2,title=/)
  })

  test('read back as they were written', () => {
    for (const one of oddFindings) {
      const body = github([one])[0]!.split('::').slice(2).join('::')
      const back = body.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')
      expect(back).toBe(`${safe(one.message)}\nfix: ${safe(one.fix)}`)
    }
  })

  test('of one code do not use up the ten that GitHub shows: each code comes before any comes again', () => {
    const cells = Array.from({ length: 25 }, (_, i) =>
      diagnose('SPM2013', 'bad', { place: { file: 'a.csv', line: i + 2 } }),
    )
    const lines = github([...cells, diagnose('SPM2015', 'no date', { place: { file: 'z.csv', line: 9 } })])
    expect(lines.findIndex((line) => line.includes('SPM2015'))).toBe(1)
    expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(11)
    expect(lines.at(-1)).toBe('... and 15 more SPM2013 (Not a number); --format json lists all')
  })
})

import { xmlAttribute, xmlText } from './xml.js'

/** A case of a plan test, as CI systems are told of it. */
export interface CaseReport {
  /** Its file, from the current folder. */
  readonly file: string
  readonly line: number
  readonly name: string
  readonly passed: boolean
  /** What differs and why, where it failed: lines without colour. */
  readonly text: string
}

/** A JUnit report, a test a case; a file is the class. What stopped a file from being read is a failure of its own. */
export function casesJunit(cases: readonly CaseReport[]): string {
  const failures = cases.filter(({ passed }) => !passed).length
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="spm" ${counts}>
  <testsuite name="spm test" ${counts}>
${cases.map(testCase).join('')}  </testsuite>
</testsuites>
`
}

function testCase({ file, line, name, passed, text }: CaseReport): string {
  const head = `    <testcase classname="${xmlAttribute(file)}" name="${xmlAttribute(name)}"`
  if (passed) return `${head}/>\n`
  const message = xmlAttribute(`fails at ${file}:${line}`)
  return `${head}>\n      <failure type="case" message="${message}">${xmlText(text)}</failure>\n    </testcase>\n`
}

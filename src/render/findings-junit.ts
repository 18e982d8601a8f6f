import { groupBy } from '../base/order.js'
import { catalogue } from '../diagnostics/catalogue.js'
import { isAtLeast, sortDiagnostics, type Diagnostic, type Severity } from '../diagnostics/diagnostic.js'
import { noColour } from './colour.js'
import { renderFinding, type DiagnosticsTextOptions } from './diagnostics.js'
import { safe } from './safe.js'
import { xmlAttribute, xmlText } from './xml.js'

interface Options extends Pick<DiagnosticsTextOptions, 'sourceLine'> {
  readonly failOn: Severity
}

interface Case {
  readonly xml: string
  readonly fails: boolean
}

/**
 * A JUnit report, a test a code and file: `plans/ae.yaml` is the class, the code and its title the name, so that a CI
 * system knows the same fault again when it moves. What does not fail the check (`--fail-on`) is the output of a test
 * that passes. Without findings there is one test that passes: systems take an empty report for a mistake.
 */
export function findingsJunit(found: readonly Diagnostic[], options: Options): string {
  const groups = groupBy(sortDiagnostics(found), ({ place, code }) => JSON.stringify([place?.file ?? '', code]))
  const cases = [...groups.values()].map((group) => testCase(group, options))
  if (cases.length === 0) cases.push({ xml: `    <testcase classname="spm" name="no findings"/>\n`, fails: false })
  const failures = cases.filter(({ fails }) => fails).length
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="spm" ${counts}>
  <testsuite name="spm validate" ${counts}>
${cases.map(({ xml }) => xml).join('')}  </testsuite>
</testsuites>
`
}

function testCase(group: readonly Diagnostic[], { failOn, sourceLine }: Options): Case {
  const [first] = group
  const { code, severity, place, message } = first!
  const fails = group.some((each) => isAtLeast(each.severity, failOn))
  const name = xmlAttribute(`${code} ${catalogue[code].title}`)
  const text = group.flatMap((one) => [
    ...renderFinding(one, { chalk: noColour, sourceLine }),
    `  fix: ${safe(one.fix)}`,
  ])
  const body = xmlText(text.join('\n'))
  const inner = fails
    ? `<failure type="${severity}" message="${xmlAttribute(message)}">${body}</failure>`
    : `<system-out>${body}</system-out>`
  const head = `<testcase classname="${xmlAttribute(place?.file ?? 'spm')}" name="${name}">`
  return { xml: `    ${head}\n      ${inner}\n    </testcase>\n`, fails }
}

import { catalogue, type Code } from '../diagnostics/catalogue.js'
import { sortDiagnostics, type Diagnostic, type Place } from '../diagnostics/diagnostic.js'
import { renderJson } from './json.js'

interface Options {
  readonly version: string
  readonly sourceLine?: ((place: Place) => string | undefined) | undefined
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/**
 * SARIF 2.1.0, for code scanning. A finding that stands in no file (an input is missing) is a notification of the tool
 * and no result: services refuse a whole report with a result that has no place.
 */
export function findingsSarif(found: readonly Diagnostic[], { version, sourceLine }: Options): string {
  const sorted = sortDiagnostics(found)
  const placed = sorted.filter(({ place }) => place !== undefined)
  const others = sorted.filter(({ place }) => place === undefined)
  const rules = rulesOf(placed)
  const notifications = rulesOf(others)
  return renderJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'spm',
            version,
            rules: rules.map(ruleData),
            ...(notifications.length > 0 && { notifications: notifications.map(ruleData) }),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: others.every(({ severity }) => severity !== 'error'),
            ...(others.length > 0 && { toolConfigurationNotifications: others.map(notification) }),
          },
        ],
        results: placed.map((one) => result(one, rules, sourceLine)),
      },
    ],
  })
}

function rulesOf(found: readonly Diagnostic[]): readonly Code[] {
  return [...new Set(found.map(({ code }) => code))].sort()
}

function ruleData(code: Code): object {
  const { severity, title, why, fix } = catalogue[code]
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: fix },
    defaultConfiguration: { level: severity },
  }
}

function notification({ code, severity, message, fix }: Diagnostic): object {
  return { descriptor: { id: code }, level: severity, message: { text: `${message}\nfix: ${fix}` } }
}

function result(
  { code, severity, message, fix, place, related = [] }: Diagnostic,
  rules: readonly Code[],
  sourceLine: Options['sourceLine'],
): object {
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: severity,
    message: { text: `${message}\nfix: ${fix}` },
    locations: [location(place!, sourceLine)],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, index) => ({
        id: index + 1,
        message: { text: other.message },
        ...location(other.place, sourceLine),
      })),
    }),
  }
}

function location(place: Place, sourceLine: Options['sourceLine']): object {
  const { file, line, column, length, record } = place
  const snippet = line === undefined ? undefined : sourceLine?.(place)
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && {
        region: {
          startLine: line,
          ...(column !== undefined && { startColumn: column }),
          ...(column !== undefined && length !== undefined && { endColumn: column + length }),
          ...(snippet !== undefined && { snippet: { text: snippet } }),
        },
      }),
    },
    ...(line === undefined && record !== undefined && { message: { text: `row ${record}` } }),
  }
}

/** A path as a URI: relative where the path is. */
function uriOf(file: string): string {
  const path = file
    .replaceAll('\\', '/')
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  const drive = /^[A-Za-z]%3A\//.test(path)
  return drive ? `file:///${path.replace('%3A', ':')}` : path.startsWith('/') ? `file://${path}` : path
}

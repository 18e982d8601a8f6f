import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Which folder may import from which: the whole layering. Everything flows one way, from `base` to `cli`; what a line
 * does not name is forbidden. Adding a word here is a decision about the design, so say in review why.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  diagnostics: ['base'],
  model: ['base'],
  yaml: ['base', 'diagnostics'],
  expression: ['base', 'diagnostics', 'model'],
  rates: ['base', 'diagnostics', 'model', 'yaml', 'expression'],
  plan: ['base', 'diagnostics', 'model', 'yaml', 'expression', 'rates'],
  input: ['base', 'diagnostics', 'model'],
  // What is in a file that nobody has described yet: read by the rules by which runs read it.
  inspect: ['base', 'diagnostics', 'model', 'input'],
  // They ask rates what they would pay around a place, so that there is one arithmetic.
  checks: ['base', 'diagnostics', 'model', 'expression', 'rates', 'plan'],
  engine: ['base', 'diagnostics', 'model', 'expression', 'rates', 'plan'],
  audit: ['base', 'diagnostics'],
  // What was posted against what is earned now: it compares, and computes no pay.
  ledger: ['base', 'diagnostics', 'audit', 'engine'],
  run: ['base', 'diagnostics', 'model', 'rates', 'plan', 'engine'],
  reports: ['base', 'diagnostics', 'model', 'plan', 'engine', 'run'],
  // Reasons as a value: over what the engine computed and recorded, never a computation of its own.
  explain: ['base', 'diagnostics', 'model', 'expression', 'rates', 'plan', 'engine'],
  // What a payee is sent, as a value: what was calculated, in the words of explanations.
  statement: ['base', 'model', 'plan', 'engine', 'explain', 'reports'],
  // A plan in plain words as a value: what it pays is asked of the plan's own rates, never reckoned here.
  describe: ['base', 'diagnostics', 'model', 'expression', 'rates', 'plan'],
  render: ['base', 'diagnostics'],
  // What was posted in the formats of others: it knows which kinds of lines there are, and computes no pay.
  export: ['base', 'diagnostics', 'engine', 'render'],
  // The machine: it knows bytes, the log's chain and CSV text, and nothing of plans or pay.
  io: ['base', 'diagnostics', 'model', 'audit', 'ledger', 'input', 'render'],
  // Use cases: they read through io, and return values.
  // prettier-ignore
  project: ['base', 'diagnostics', 'model', 'yaml', 'expression', 'plan', 'input', 'checks', 'engine', 'audit', 'ledger', 'run', 'io'],
  // Examples of plans: they run the use cases in memory and compare what comes out.
  // prettier-ignore
  'plan-tests': ['base', 'diagnostics', 'yaml', 'expression', 'rates', 'plan', 'input', 'engine', 'ledger', 'run', 'render', 'io', 'project'],
  // How YAML is written: it knows texts and comments; which keys there are is handed in.
  format: ['diagnostics', 'yaml', 'render'],
  // The shapes of all files that people write, as editors read them.
  schema: ['yaml', 'plan', 'project', 'plan-tests'],
  // A new project: its texts, from what was said and what is in an export.
  starter: ['base', 'diagnostics', 'model', 'input', 'inspect'],
  // prettier-ignore
  commands: ['base', 'diagnostics', 'model', 'audit', 'ledger', 'run', 'reports', 'explain', 'describe', 'statement', 'render', 'export', 'io', 'project', 'plan-tests', 'schema', 'format', 'inspect', 'starter'],
  cli: ['diagnostics', 'io', 'render', 'commands'],
}

/** What may besides be imported with `import type`: names of shapes, of which nothing is left when it runs. */
const MAY_IMPORT_TYPES: Readonly<Record<string, readonly string[]>> = {
  // A manifest and the lists of bad rows tell of the files as they were read.
  run: ['input'],
  ledger: ['model'],
  // Who is on which plan under whom is handed in.
  checks: ['engine'],
  // Streams know whether they are terminals; a report is a value that every format renders.
  render: ['io', 'reports', 'explain', 'describe', 'statement', 'inspect'],
  // The shape of their settings.
  export: ['project'],
  commands: ['input', 'engine', 'plan'],
}

/** Each library has one home, so that it can be replaced there. `yaml` shapes are zod schemas, so zod has several. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['base'],
  yaml: ['yaml'],
  zod: ['yaml', 'rates', 'plan', 'project', 'plan-tests', 'schema'],
  '@marcbachmann/cel-js': ['expression'],
  'csv-parse': ['input'],
  'csv-stringify': ['render'],
  fflate: ['render'],
  chalk: ['render', 'commands'],
  'cli-table3': ['render'],
  ora: ['render'],
  commander: ['cli'],
}

/**
 * Modules of Node: the machine is touched in io alone. Path arithmetic is no I/O, and neither is hashing; commands may
 * give the event loop a turn, so that progress moves and Ctrl-C is heard.
 */
const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  'node:crypto': ['base', 'io'],
  'node:path': ['io', 'project', 'plan-tests', 'commands'],
  'node:timers/promises': ['commands'],
  'node:fs': ['io'],
  'node:readline/promises': ['io'],
  'node:os': ['io'],
  'node:v8': ['io'],
}

interface Forbidden {
  readonly what: RegExp
  readonly why: string
  /** Files or folders of src where it has its place. */
  readonly but: readonly string[]
}

const FORBIDDEN: readonly Forbidden[] = [
  { what: /\bnew Date\b|\bDate\.(?:now|parse|UTC)\b|\bperformance\./, why: 'a clock', but: ['io/env.ts'] },
  { what: /\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b/, why: 'chance', but: ['io/lock.ts', 'io/redact-key.ts'] },
  {
    what: /\bparseFloat\b|(?<![\w.])Number\(|\bMath\.(?!max\b|min\b|floor\b|ceil\b|trunc\b|abs\b)/,
    why: 'floats',
    but: [],
  },
  { what: /\blocaleCompare\b|\btoLocale\w*\b|\bIntl\./, why: 'the locale', but: [] },
  { what: /(?<![\w.'"])process\./, why: 'the process', but: ['io/'] },
  { what: /(?<![\w.])console\./, why: 'the console (streams are in Env)', but: [] },
  // Cells and plan values come through one strict parser; the rest makes decimals of integers it counted itself.
  {
    what: /\bnew Decimal\(/,
    why: 'making decimals',
    but: ['base/', 'expression/functions.ts', 'input/number-cell.ts'],
  },
  { what: /\bawait import\(/, why: 'lazy loading', but: ['render/progress.ts', 'commands/'] },
]

const SOURCE = 'src'
const MOST_LINES = 400
const LONG = 300
const MOST_LONG_FILES = 3

interface Import {
  readonly from: string
  readonly typeOnly: boolean
}

interface SourceFile {
  /** Below src, with forward slashes. */
  readonly path: string
  readonly layer: string
  readonly lines: number
  /** Without comments. */
  readonly code: string
  readonly imports: readonly Import[]
}

function importsOf(code: string): Import[] {
  const imports: Import[] = []
  const statement = /^[ \t]*(?:import|export)\b(?:\s+(type)\b(?!\s+from))?([^'";]*?)\bfrom\s*'([^']+)'/gm
  for (const [, type, names = '', from = ''] of code.matchAll(statement)) {
    const listed = /^\s*\{([^]*)\}\s*$/
      .exec(names)?.[1]
      ?.split(',')
      .map((name) => name.trim())
    const each = listed?.filter((name) => name !== '')
    const allTypes = each !== undefined && each.length > 0 && each.every((name) => name.startsWith('type '))
    imports.push({ from, typeOnly: type !== undefined || allTypes })
  }
  for (const [, from = ''] of code.matchAll(/\bimport\(\s*'([^']+)'/g)) imports.push({ from, typeOnly: false })
  for (const [, from = ''] of code.matchAll(/^[ \t]*import\s*'([^']+)'/gm)) imports.push({ from, typeOnly: false })
  return imports
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, '')).replace(/(^|\s)\/\/.*$/gm, '$1')
}

function readSource(): SourceFile[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(SOURCE, path), 'utf8')
      const code = withoutComments(text)
      const layer = path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '')
      return { path, layer, lines: text.split('\n').length - 1, code, imports: importsOf(code) }
    })
}

const files = readSource()

/** The layer that a relative import leads to; undefined for a package. */
function layerOf(path: string, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined
  const target = posix.join(dirname(path), from)
  return target.includes('/') ? target.slice(0, target.indexOf('/')) : target.replace(/\.js$/, '')
}

describe('the architecture', () => {
  test('is looked at: every file of src, and every kind of import that we write', () => {
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap((file) => file.imports).length).toBeGreaterThan(400)
    const layers = new Set(files.map((file) => file.layer))
    for (const layer of layers) expect(Object.keys(MAY_IMPORT)).toContain(layer)
    const sample = `import { a } from './a.js'\nimport type { B } from './b.js'\nimport {\n  type C,\n  type D,\n} from '../c.js'
import { type E, f } from '../e.js'\nexport { g } from '../g.js'\nconst h = await import('./h.js')\nimport './i.js'`
    expect(importsOf(sample).map(({ from, typeOnly }) => `${from} ${typeOnly}`)).toEqual([
      './a.js false',
      './b.js true',
      '../c.js true',
      '../e.js false',
      '../g.js false',
      './h.js false',
      './i.js false',
    ])
  })

  test('has no circle in the table of layers', () => {
    const done = new Set<string>()
    let rest = Object.keys(MAY_IMPORT)
    while (rest.length > 0) {
      const free = rest.filter((layer) => MAY_IMPORT[layer]!.every((other) => done.has(other)))
      expect(free, `a circle among ${rest.join(', ')}`).not.toEqual([])
      for (const layer of free) done.add(layer)
      rest = rest.filter((layer) => !done.has(layer))
    }
  })

  test('imports run one way', () => {
    const wrong = files.flatMap(({ path, layer, imports }) =>
      imports.flatMap(({ from, typeOnly }) => {
        const target = layerOf(path, from)
        if (target === undefined || target === layer) return []
        const allowed = [...MAY_IMPORT[layer]!, ...(typeOnly ? (MAY_IMPORT_TYPES[layer] ?? []) : [])]
        return allowed.includes(target) ? [] : [`${path} imports ${typeOnly ? 'types of ' : ''}${target}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test('packages and modules of Node are used where they have their home', () => {
    const wrong = files.flatMap(({ path, layer, imports }) =>
      imports.flatMap(({ from }) => {
        if (from.startsWith('.')) return []
        const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0]!
        const homes = from.startsWith('node:') ? NODE_MODULES[from] : PACKAGES[name]
        return homes?.includes(layer) ? [] : [`${path} imports ${from}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  test.each(FORBIDDEN)('$why has its place: $but', ({ what, but }) => {
    const wrong = files
      .filter(({ path, code }) => what.test(code) && !but.some((home) => path === home || path.startsWith(home)))
      .map(({ path, code }) => `${path}: ${what.exec(code)![0]}`)
    expect(wrong).toEqual([])
    const homes = files.filter(({ path }) => but.some((home) => path === home || path.startsWith(home)))
    // An exception that nobody needs any more would let the next one in.
    if (but.length > 0) expect(homes.some(({ code }) => what.test(code))).toBe(true)
  })

  test('commands do not know each other, tables and rate structures neither', () => {
    const wrong = files.flatMap(({ path, imports }) => {
      const registered =
        /^(?:commands\/(?:calc|validate|audit|report)|input\/tables\/|rates\/(?:flat|tiered|table|matrix|formula)\.[jt]s)/
      if (!registered.test(path)) return []
      return imports
        .map(({ from }) => posix.join(dirname(path), from))
        .filter((target) => registered.test(target))
        .map((target) => `${path} imports ${target}`)
    })
    expect(wrong).toEqual([])
  })

  test(`files stay short: rarely above ${LONG} lines, never above ${MOST_LINES}`, () => {
    const long = files.filter(({ lines, path }) => lines > LONG && !path.startsWith('diagnostics/catalogue/'))
    expect(long.filter(({ lines }) => lines > MOST_LINES).map(({ path }) => path)).toEqual([])
    expect(long.length, long.map(({ path }) => path).join(', ')).toBeLessThanOrEqual(MOST_LONG_FILES)
  })

  test('names say what a file is about', () => {
    const vague = files.filter(({ path }) =>
      /(?:^|[/-])(?:utils?|helpers?|managers?|data|misc|common)(?:[-.]|$)/.test(path),
    )
    expect(vague.map(({ path }) => path)).toEqual([])
    const odd = files.filter(({ path }) => !/^(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(path))
    expect(odd.map(({ path }) => path)).toEqual([])
  })
})

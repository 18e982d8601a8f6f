import { parse } from 'csv-parse/sync'
import { TABLES, type TestProject } from '../support/project.js'

/**
 * Runnable examples in Markdown. Fenced blocks of a section set files of a small project; each `expect=` or `error=`
 * block is a run of what stands there so far. A heading starts anew with the project of the document's first section.
 *
 *     ```yaml plan             the whole plan;  `plan=b` a second one
 *     ```yaml part             top-level keys that replace those of the plan
 *     ```yaml settings         spm.yaml
 *     ```csv deals             an input (reps, quotas, splits, fx, periods, opening, objectives, adjustments, events, holds); `file=products.csv` for lookups
 *     ```csv expect=payouts period=2026-03     columns and rows of an output; only the columns shown are compared
 *     ```csv expect=payouts warns=SPM2013        the same, of a run with a warning
 *     ```csv expect=payouts period=2026-03 closed=2026-01,2026-02   the same, after these were closed one by one
 *     ```text error=SPM3026                    the run is refused with this code, and says this
 *     ```text says=SPM3801                     `spm validate` says this with this code, and nothing else of it
 */
export interface Example {
  readonly section: string
  /** Line of the Markdown file, from 1. */
  readonly line: number
  readonly project: TestProject
  /** Codes of warnings that the run gives. */
  readonly warns: readonly string[]
  /** Periods that are closed before. */
  readonly closed: readonly string[]
  readonly wanted:
    | { readonly kind: 'table'; readonly table: string; readonly rows: readonly Record<string, string>[] }
    | { readonly kind: 'error'; readonly code: string; readonly message: string }
    | { readonly kind: 'validate'; readonly code: string; readonly message: string }
}

interface Block {
  readonly section: string
  readonly line: number
  readonly lang: string
  /** Words and `key=value` pairs behind the language. */
  readonly info: ReadonlyMap<string, string>
  readonly text: string
}

export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = []
  let section = ''
  let open: { line: number; info: string; text: string[] } | undefined
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open) {
      if (line !== '```') open.text.push(line)
      else {
        const [lang = '', ...words] = open.info.split(/\s+/)
        const info = new Map(words.map((word) => [word.split('=', 1)[0]!, word.split('=').slice(1).join('=')]))
        blocks.push({ section, line: open.line, lang, info, text: `${open.text.join('\n')}\n` })
        open = undefined
      }
    } else if (line.startsWith('```')) open = { line: index + 1, info: line.slice(3).trim(), text: [] }
    else if (/^#+ /.test(line)) section = line.replace(/^#+ /, '')
  }
  return blocks
}

interface State {
  readonly plans: ReadonlyMap<string, string>
  readonly inputs: Readonly<Partial<Record<(typeof TABLES)[number] | 'settings', string>>>
  readonly files: Readonly<Record<string, string>>
}

const NOTHING: State = { plans: new Map(), inputs: {}, files: {} }

export function examplesOf(markdown: string): readonly Example[] {
  const examples: Example[] = []
  let base: State | undefined
  let state = NOTHING
  let section = ''
  let ownPlan = false
  for (const block of blocksOf(markdown)) {
    const { info, text, line } = block
    if (block.section !== section) {
      base ??= state === NOTHING ? undefined : state
      state = base ?? NOTHING
      section = block.section
      ownPlan = false
    }
    if (info.has('plan')) {
      state = { ...state, plans: new Map([...(ownPlan ? state.plans : []), [info.get('plan')!, text]]) }
      ownPlan = true
    } else if (info.has('part')) {
      const [[name, plan]] = [...state.plans] as [[string, string]]
      state = { ...state, plans: new Map([...state.plans, [name, withPart(plan, text)]]) }
    } else if (info.has('file')) state = { ...state, files: { ...state.files, [info.get('file')!]: text } }
    else if (info.has('expect') || info.has('error') || info.has('says')) {
      const project = projectOf(state, info.get('period') ?? '2026-03')
      const warns = info.get('warns')?.split(',') ?? []
      const closed = info.get('closed')?.split(',') ?? []
      examples.push({ section, line, project, warns, closed, wanted: wantedOf(block) })
    } else {
      const input = (['settings', ...TABLES] as const).find((name) => info.has(name))
      if (input) state = { ...state, inputs: { ...state.inputs, [input]: text } }
    }
  }
  return examples
}

function projectOf({ plans, inputs, files }: State, period: string): TestProject {
  const { deals = '', reps = '', ...others } = inputs
  return { ...others, deals, reps, files, plans: [...plans.values()], period }
}

function wantedOf({ info, text }: Block): Example['wanted'] {
  const message = text.trim().replaceAll(/\s+/g, ' ')
  const refused = info.get('error')
  if (refused !== undefined) return { kind: 'error', code: refused, message }
  const said = info.get('says')
  if (said !== undefined) return { kind: 'validate', code: said, message }
  return { kind: 'table', table: info.get('expect')!, rows: parse(text, { columns: true }) }
}

/** The text of each top-level key of a YAML file, comments above it included. */
function topLevel(yaml: string): Map<string, string> {
  const parts = new Map<string, string>()
  let key = ''
  for (const line of yaml.split('\n')) {
    key = /^([a-z_]+):/.exec(line)?.[1] ?? key
    parts.set(key, `${parts.get(key) ?? ''}${line}\n`)
  }
  return parts
}

/** A plan with some top-level keys replaced or added. */
function withPart(plan: string, part: string): string {
  const merged = new Map([...topLevel(plan), ...topLevel(part)])
  return [...merged.values()].join('')
}

/** The rows of a Markdown table that stands under a heading, cells trimmed, code marks taken off. */
export function tableUnder(markdown: string, heading: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n')
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading)
  if (start < 0) throw new Error(`no heading "${heading}"`)
  const rows: string[][] = []
  for (const line of lines.slice(start + 1)) {
    if (/^#+ /.test(line)) break
    if (line.startsWith('|')) rows.push(cellsOf(line))
    else if (rows.length > 0) break
  }
  return rows.slice(2)
}

function cellsOf(line: string): string[] {
  const cells = line
    .replaceAll(String.raw`\|`, '\u0000')
    .split('|')
    .slice(1, -1)
  return cells.map((cell) => cell.trim().replaceAll('`', '').replaceAll('\u0000', '|'))
}

import { join, resolve } from 'node:path'
import { parseDate, type PlainDate } from '../base/date.js'
import { diagnose, hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceFile } from '../input/table-settings.js'
import type { Env } from '../io/env.js'
import { checkReadable, readChunks } from '../io/read.js'
import type { FileToWrite } from '../io/write-new-files.js'
import { safe } from '../render/safe.js'
import { assemble, lastMonth, USUAL, type Assembled, type Said } from '../starter/assemble.js'
import { USUAL_DEALS } from '../starter/choices.js'
import { projectFiles } from '../starter/project-files.js'
import { decide, readExport, tableSettings, type Decisions } from '../starter/read-export.js'
import { sampleExport, SOURCES, type Source } from '../starter/samples.js'
import { surveyDeals } from '../starter/survey.js'
import { TEMPLATE_NAMES, type TemplateName } from '../starter/templates.js'
import { listOption, flagOption, textOption, type Command, type OptionValues } from './command.js'
import { EXIT, exitCodeOf } from './exit-code.js'
import { askOpen, askPlan, askSource, LEFT, readCurrency, readMonth, talkOn, type Talk } from './init-questions.js'
import { initSummary } from './init-summary.js'
import { showFileFindings } from './show-file-findings.js'

async function run(env: Env, options: OptionValues, [folder = '.']: readonly string[]): Promise<number> {
  const dialogue = flagOption(options, 'yes') || asksNothing(options) ? undefined : env.dialogue()
  try {
    return await start(env, options, folder, dialogue && talkOn(env, dialogue))
  } catch (error) {
    if (error !== LEFT) throw error
    env.stderr.write('\nNothing was written.\n')
    return EXIT.interrupted
  } finally {
    dialogue?.close()
  }
}

/** Flags say it all, or there is nobody to ask. */
function asksNothing(options: OptionValues): boolean {
  return ['source', 'plan', 'currency', 'fiscalYear', 'deals'].some((name) => options[name] !== undefined)
}

async function start(env: Env, options: OptionValues, folder: string, talk: Talk | undefined): Promise<number> {
  const found: Diagnostic[] = []
  const fail = async (): Promise<number> => {
    await showFileFindings(env, found, { as: 'messages' })
    env.stderr.write('Nothing was written.\n')
    return exitCodeOf(found)
  }
  const said = saidBy(options, found)
  const target = resolve(env.cwd, folder)
  if (talk) env.stdout.write(`A new project in ${safe(target)}. Enter takes what stands in brackets.\n\n`)
  const deals =
    textOption(options, 'deals') ??
    (talk && (await talk.ask('An export of deals (a CSV file); Enter for a small sample:', '', (text) => text)))
  if (hasErrors(found)) return fail()
  const made =
    deals === undefined || deals === ''
      ? await fromSample(env, options, said, talk, found)
      : await fromExport(env, deals, options, said, talk, found)
  if (made === undefined) return fail()
  const files = await filesOf(made, env, found)
  const copied = deals !== undefined && deals !== '' && resolve(env.cwd, deals) !== join(target, USUAL_DEALS)
  if (copied) files.push({ path: USUAL_DEALS, bytes: await wholeFile(env, deals) })
  const { writeNewFiles } = await import('../io/write-new-files.js')
  const taken = writeNewFiles(target, files)
  for (const path of taken)
    found.push(diagnose('SPM1090', 'there is a file of this name already', { place: { file: join(folder, path) } }))
  if (taken.length > 0) return fail()
  await showFileFindings(env, found, { as: 'messages' })
  if (!env.quiet) {
    const paths = files.map(({ path }) => join(folder, path))
    env.stdout.write(initSummary(env, made, paths, folder, copied ? deals : undefined))
  }
  return EXIT.ok
}

/** The files of the project in the format of `spm fmt`, and the schemas that their first lines name. */
async function filesOf({ choices }: Assembled, env: Env, found: Diagnostic[]): Promise<FileToWrite[]> {
  const { formatYaml } = await import('../format/format.js')
  const { FILE_KINDS, kindOfFile, orderIn } = await import('../schema/shapes.js')
  const { schemaFile, schemaText } = await import('../schema/schemas.js')
  const texts = projectFiles(choices).map(({ path, text }) => ({
    path,
    text: path.endsWith('.yaml') ? (formatYaml(text, path, orderIn(kindOfFile(path)), found) ?? text) : text,
  }))
  const schemas = FILE_KINDS.map((name) => ({
    path: `schemas/${schemaFile(name)}`,
    text: schemaText(name, env.version),
  }))
  return [...texts, ...schemas].map(({ path, text }) => ({ path, bytes: Buffer.from(text) }))
}

function saidBy(options: OptionValues, found: Diagnostic[]): Said {
  const [currency, month] = [textOption(options, 'currency'), textOption(options, 'fiscalYear')]
  const readC = currency === undefined ? undefined : readCurrency(currency)
  const readM = month === undefined ? undefined : readMonth(month)
  if (currency !== undefined && readC === undefined)
    found.push(diagnose('SPM1091', `--currency ${currency}: no currency of ISO 4217`))
  if (month !== undefined && readM === undefined)
    found.push(diagnose('SPM1091', `--fiscal-year ${month}: no month from 1 to 12`))
  return { template: textOption(options, 'plan') as TemplateName | undefined, currency: readC, fiscalYearStarts: readM }
}

async function fromSample(
  env: Env,
  options: OptionValues,
  said: Said,
  talk: Talk | undefined,
  found: Diagnostic[],
): Promise<Assembled | undefined> {
  const given = textOption(options, 'source') as Source | undefined
  const source = given ?? (talk ? await askSource(talk) : 'salesforce')
  const all = talk ? await askPlan(env, talk, said, undefined) : said
  const text = sampleExport(source, all.currency ?? USUAL.currency, lastMonth(today(env)))
  const file: SourceFile = {
    name: USUAL_DEALS,
    async *open() {
      yield Buffer.from(text)
    },
  }
  const read = await readExport(file, found)
  const settings = read && decide(read, { map: [], date: undefined, decimal: undefined }, found)
  const survey = settings && (await surveyDeals(file, tableSettings(settings), found))
  const made = settings && survey && assemble(all, settings, survey, text, today(env), env.version)
  const assumed = given || talk ? [] : ['Deals come from Salesforce.']
  return made && { ...made, assumed: [...assumed, ...made.assumed] }
}

async function fromExport(
  env: Env,
  deals: string,
  options: OptionValues,
  said: Said,
  talk: Talk | undefined,
  found: Diagnostic[],
): Promise<Assembled | undefined> {
  if (!checkReadable(env.cwd, deals, found)) return undefined
  const file: SourceFile = { name: deals, open: () => readChunks(env.cwd, deals) }
  const read = await readExport(file, found)
  if (read === undefined) return undefined
  const decided = talk ? await askOpen(talk, read, decisionsOf(options, found)) : decisionsOf(options, found)
  const settings = hasErrors(found) ? undefined : decide(read, decided, found)
  const survey = settings && (await surveyDeals(file, tableSettings(settings), found))
  if (!settings || !survey) return undefined
  const all = talk
    ? await askPlan(
        env,
        talk,
        said,
        survey.currencies.map(([each]) => each).find((each) => each !== ''),
      )
    : said
  const made = assemble(all, settings, survey, undefined, today(env), env.version)
  const wanted = textOption(options, 'source')
  const preset = settings.preset
  const differs = wanted !== undefined && wanted !== 'other' && preset?.startsWith(wanted) !== true
  const how = preset ? `It is read with preset ${preset}.` : 'It is read by its headers; no preset knows all of them.'
  return {
    ...made,
    assumed: [
      ...(differs ? [`The export is not what ${wanted} usually writes. ${how}`] : []),
      ...made.assumed,
      ...read.settings.cautions,
    ],
  }
}

function decisionsOf(options: OptionValues, found: Diagnostic[]): Decisions {
  const map = listOption(options, 'map').flatMap((text): (readonly [string, string])[] => {
    const [, column, header] = /^([^=]+)=(.+)$/s.exec(text) ?? []
    if (column !== undefined && header !== undefined) return [[column.trim(), header.trim()]]
    found.push(diagnose('SPM1092', `--map "${text}" is not column=header`))
    return []
  })
  return { map, date: textOption(options, 'date'), decimal: textOption(options, 'decimal') }
}

function today(env: Env): PlainDate {
  return parseDate(env.now().slice(0, 10))!
}

async function wholeFile(env: Env, path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of readChunks(env.cwd, path)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const command: Command = {
  about:
    'At a terminal it asks; with any of these flags, or --yes, it asks nothing and says what\nit assumed. Writes settings, a plan and its test, who is paid, a workflow for GitHub and\na README. With an export it maps the columns that it recognises, and copies it; without\none it writes a small sample. A file that is there already is never touched.',
  arguments: [{ name: '[folder]', summary: 'where, made if needed (default: the current folder)' }],
  options: [
    { flags: '--source <system>', summary: 'where deals come from', choices: [...SOURCES] },
    { flags: '--deals <file>', summary: 'an export of deals (CSV)' },
    { flags: '--plan <template>', summary: 'the plan to start from', choices: [...TEMPLATE_NAMES] },
    { flags: '--currency <code>', summary: 'currency of the plan' },
    { flags: '--fiscal-year <month>', summary: 'first month of the fiscal year, 1 to 12' },
    { flags: '--map <column=header>', summary: 'a column that the export calls otherwise', list: true },
    { flags: '--date <pattern>', summary: 'how the export writes dates, such as DD/MM/YYYY' },
    { flags: '--decimal <sign>', summary: 'the sign before decimals', choices: ['.', ','] },
    { flags: '--yes', summary: 'ask nothing' },
  ],
  examples: [
    'spm init',
    'spm init commissions --deals ~/Downloads/report.csv',
    'spm init --source hubspot --plan accelerators --currency EUR --fiscal-year 2',
    'spm init --deals orders.csv --map amount=SubTotal',
  ],
  run,
}

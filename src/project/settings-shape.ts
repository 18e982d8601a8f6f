import * as z from 'zod'
import { PRESET_NAMES } from '../input/presets.js'
import { CELL_TYPES } from '../model/table.js'
import {
  booleanText,
  currencyText,
  dateText,
  decimalText,
  expectations,
  periodIdText,
  text,
  wholeText,
} from '../yaml/scalars.js'
import { exportsShape } from './export-shape.js'

const anyText = z.string().register(expectations, { expects: 'text' })
const pathText = text.clone().register(expectations, { expects: 'a path, relative to this file' })
const paths = z.union([pathText, z.array(pathText).min(1)])

const month = z
  .string()
  .regex(/^(?:[1-9]|1[0-2])$/)
  .meta({ type: ['string', 'integer'] })
  .register(expectations, { expects: 'a month from 1 to 12' })

const codeText = z
  .string()
  .regex(/^SPM\d{4}$/)
  .register(expectations, { expects: 'a diagnostic code such as SPM3801' })

const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
  .register(expectations, { expects: 'a name of letters, digits and "_"' })

const countText = z
  .string()
  .regex(/^\d{1,12}$/)
  .meta({ type: ['string', 'integer'] })
  .register(expectations, { expects: 'a number of rows' })
const rowsOf = (table: string) => countText.describe(`How many rows ${table} must have in all files.`).optional()

/** The keys of an input beside its path; `TableSettings` in the input layer is the typed form. */
const tableKeys = {
  delimiter: anyText.describe('One character, or comma, semicolon, tab, pipe.').optional(),
  encoding: text.describe('Such as utf-8, utf-16le, windows-1252; a byte order mark always decides.').optional(),
  header: booleanText.describe('false: the file has no header line; columns gives positions.').optional(),
  columns: z
    .record(text, text)
    .describe('Our column: its header in quotes or not, or its position from 1 as a bare number.')
    .optional(),
  types: z.record(text, z.enum(CELL_TYPES)).describe('Types of extra columns; an undeclared one is text.').optional(),
  values: z.record(text, z.record(anyText, anyText)).describe('Column: {text in the file: our text}.').optional(),
  constants: z.record(text, text).describe('Our column: the same text for every row.').optional(),
  decimal: z.enum(['.', ',']).describe('Sign before the decimals.').optional(),
  date: text.describe('Date pattern, such as MM/DD/YYYY.').optional(),
  null: z
    .union([anyText, z.array(anyText)])
    .describe('Texts that mean a blank cell.')
    .optional(),
  footer: booleanText
    .describe('true: lines of one cell after a blank line at the end of the file are no data.')
    .optional(),
  on_bad_row: z
    .enum(['stop', 'reject'])
    .describe('stop (default), or reject: list bad rows and go on.')
    .meta({ default: 'stop' })
    .optional(),
}

const path = paths.describe('The file, or several files of the same columns.')

const preset = z
  .enum(PRESET_NAMES)
  .describe('The system that exported the file: its headers and formats are known. Keys beside it win.')
  .optional()

const input = z.union([paths, z.strictObject({ path: path.optional(), preset, ...tableKeys })])

/** Deals besides say which days they hold (F6). */
const dealsInput = z.union([
  paths,
  z.strictObject({
    path: path.optional(),
    preset,
    ...tableKeys,
    covers: z
      .strictObject({
        from: dateText.describe('First credit date that the export holds.'),
        to: dateText.describe('Last credit date that it holds.'),
      })
      .describe('The credit dates of which the export holds every deal: a paid deal that is missing there was removed.')
      .optional(),
  }),
])

const lookup = z.strictObject({
  onto: z.enum(['deals', 'reps']).describe('Which file gains the columns.'),
  key: text.describe('The column of deals or reps that is looked up.'),
  path,
  match: text.describe('The key column of the looked-up file; default: as key.').optional(),
  as: name.describe('Columns become deal.<as>.<column>.'),
  on_missing: z
    .enum(['error', 'blank'])
    .describe('A key that the file lacks; default error.')
    .meta({ default: 'error' })
    .optional(),
  ...tableKeys,
})

const keyedTable = z.strictObject({
  path,
  key: text.describe('The column that it is looked into by; each key stands once.'),
  ...tableKeys,
})

/** `spm.yaml`. Every key is optional. */
export const settingsShape = z.strictObject({
  currency: currencyText.describe('Currency of amounts that name none.').optional(),
  plans: paths.describe('Plan files, folders or globs.').optional(),
  calendar: z
    .strictObject({
      fiscal_year_starts: month
        .describe('Month in which the fiscal year starts; default 1.')
        .meta({ default: 1 })
        .optional(),
      periods: input.describe('A file of periods, for 4-4-5 and odd calendars.').optional(),
    })
    .describe('Which periods there are; calendar months and quarters unless said.')
    .optional(),
  inputs: z
    .strictObject({
      deals: dealsInput.describe('What was sold.').optional(),
      reps: input.describe('Who is paid: plans, managers, dates of hire.').optional(),
      quotas: input.describe('Quotas by payee, measure and period.').optional(),
      splits: input.describe('Who shares a deal.').optional(),
      fx: input.describe('Rates of exchange.').optional(),
      opening: input.describe('What was credited, paid and carried before the first period.').optional(),
      objectives: input.describe('Objectives and their scores.').optional(),
      adjustments: input.describe('Approved amounts besides the plans.').optional(),
      events: input.describe('What happened to deals: invoiced, paid, cancelled.').optional(),
      holds: input.describe('Whose pay is stopped.').optional(),
    })
    .describe('The files that are read: a path, or a group that says how it is read.')
    .optional(),
  lookups: z.array(lookup).min(1).describe('Second files, joined to deals or reps by a key.').optional(),
  tables: z.record(name, keyedTable).describe('Files for lookup() in expressions, by name.').optional(),
  runs: pathText.describe('Folder of the runs; default runs.').meta({ default: 'runs' }).optional(),
  ledger: pathText.describe('Folder of the closed periods; default ledger.').meta({ default: 'ledger' }).optional(),
  approval: z
    .enum(['required', 'optional'])
    .describe('Whether only an approved run can be closed (default), or any, which is logged.')
    .meta({ default: 'required' })
    .optional(),
  first_period: periodIdText.describe('The first period that spm pays; earlier deals count nowhere.').optional(),
  true_up: z
    .strictObject({
      owner: z
        .enum(['keep', 'follow'])
        .describe(
          'A changed owner or split of a deal that a closed period paid: keep who was paid (default), or pay the new one.',
        )
        .meta({ default: 'keep' })
        .optional(),
    })
    .describe('What changed exports change of closed periods.')
    .optional(),
  effective_to: z
    .enum(['inclusive', 'exclusive'])
    .describe('Whether effective_to in reps is the last day in force (default) or the first after it.')
    .meta({ default: 'inclusive' })
    .optional(),
  checks: z
    .record(
      codeText,
      z.strictObject({
        severity: z
          .enum(['off', 'note', 'warning', 'error'])
          .describe('How grave its findings are; error: calc writes nothing either. off: they are only counted.'),
        reason: text.describe('Why; needed where it is lowered or off.').optional(),
      }),
    )
    .describe('By code, how grave the findings of a check are. Errors cannot be lowered.')
    .optional(),
  expect: z
    .strictObject({
      deals: rowsOf('deals'),
      amount: decimalText
        .describe('What the amounts of all deals must add up to, as a spreadsheet adds them.')
        .optional(),
      reps: rowsOf('reps'),
      quotas: rowsOf('quotas'),
      splits: rowsOf('splits'),
      fx: rowsOf('fx'),
      opening: rowsOf('opening'),
      objectives: rowsOf('objectives'),
      adjustments: rowsOf('adjustments'),
      events: rowsOf('events'),
      holds: rowsOf('holds'),
    })
    .describe('Control totals of the exports; files with others are refused.')
    .optional(),
  fx: z
    .strictObject({
      credit: z
        .enum(['deal_date', 'period_end', 'period_average', 'fixed'])
        .describe('Deal currency to plan currency: at which rate.')
        .optional(),
      payout: z
        .enum(['period_end', 'period_average', 'fixed'])
        .describe('Plan currency to pay currency: at which rate.')
        .optional(),
      fixed_on: periodIdText.describe('Day or period of the fixed rates.').optional(),
      inverse: booleanText
        .describe('May 1 / (B to A) serve as A to B? Default false.')
        .meta({ default: false })
        .optional(),
      earlier: wholeText.describe('How many days back a rate may be taken; default 0.').meta({ default: 0 }).optional(),
      restate: booleanText
        .describe('Do changed rates of closed periods change what they paid? Default false.')
        .meta({ default: false })
        .optional(),
    })
    .describe('At which rates amounts are converted; needed where currencies differ.')
    .optional(),
  exports: exportsShape.describe('What spm export needs to know.').optional(),
  statements: z
    .strictObject({
      company: text.describe('The company’s name, at the top of each statement.').optional(),
      ask: text.describe('Whom a payee asks, and how; default: a plain sentence.').optional(),
      note: text.describe('What the company adds at the end.').optional(),
    })
    .describe('What spm statement says beside figures; it changes no amount.')
    .optional(),
})

export type SettingsShape = z.infer<typeof settingsShape>
export type InputShape = z.infer<typeof input>
export type DealsShape = z.infer<typeof dealsInput>
export type LookupShape = z.infer<typeof lookup>

import * as z from 'zod'
import { expectations, periodIdText, text } from '../yaml/scalars.js'

const anyText = z.string().register(expectations, { expects: 'text' })
const pathText = text.clone().register(expectations, { expects: 'a path, relative to this file' })
const tableText = text.clone().register(expectations, { expects: 'CSV text, or the path of a CSV file' })

/** A short table: rows, of which the first are the headers; CSV text; or the path of a CSV file. */
const table = z.union([z.array(z.array(anyText).min(1)).min(1), tableText])

const given = z.strictObject({
  deals: table.describe('Deals, as in the deals file.').optional(),
  reps: table.describe('People, as in the reps file; several rows are a history.').optional(),
  quotas: table.describe('Quotas, as in the quotas file.').optional(),
  splits: table.describe('Who shares deals, as in the splits file.').optional(),
  events: table.describe('What happened to deals, as in the events file.').optional(),
  holds: table.describe('Whose pay is stopped, as in the holds file.').optional(),
  adjustments: table.describe('Approved amounts, as in the adjustments file.').optional(),
  fx: table.describe('Rates of exchange, as in the fx file.').optional(),
  opening: table.describe('What was before the first period, as in the opening file.').optional(),
  objectives: table.describe('Objectives and their scores, as in the objectives file.').optional(),
  periods: table.describe('A calendar of its own, as in periods.csv.').optional(),
})

const closed = z.array(
  z.union([
    periodIdText,
    z.strictObject({
      period: periodIdText.describe('The period that was closed.'),
      given: given.describe('What its exports held instead, when it was closed.'),
    }),
  ]),
)

const expected = z.union([
  table,
  z.strictObject({
    where: z.record(text, anyText).describe('Only rows with these cells are compared.'),
    rows: table.describe('Those rows, all of them.'),
  }),
])

const code = z
  .string()
  .regex(/^SPM\d{4}$/)
  .register(expectations, { expects: 'a code such as SPM5001' })

const expect = z.strictObject({
  payouts: expected.describe('Rows of payouts.csv.').optional(),
  lines: expected.describe('Rows of payout-lines.csv.').optional(),
  attainment: expected.describe('Rows of attainment.csv.').optional(),
  exceptions: expected.describe('Rows of exceptions.csv.').optional(),
  balances: expected.describe('Rows of balances.csv.').optional(),
  exclusions: expected.describe('Rows of exclusions.csv.').optional(),
  deal_pay: expected.describe('Rows of deal-pay.csv.').optional(),
  credits: expected.describe('Rows of credits.csv.').optional(),
  errors: z.array(code).min(1).describe('The run is refused, with these codes and no others.').optional(),
  warnings: z.array(code).describe('The run warns with these codes and no others.').optional(),
})

/** What holds for a case, or for all cases of the file that do not say it themselves. */
const terms = {
  plans: z
    .union([pathText, z.array(pathText).min(1)])
    .describe('Plan files; all of the folder unless said.')
    .optional(),
  period: periodIdText.describe('The period that is paid.').optional(),
  settings: z.record(text, z.unknown()).describe('Keys of spm.yaml, in the place of those of the project.').optional(),
  closed: closed.describe('Periods that were closed before, in order.').optional(),
  given: given.describe('The input tables.').optional(),
}

const testCase = z.strictObject({
  name: text.describe('What the case shows, in words.'),
  ...terms,
  expect: expect.describe('What the run gives: tables that are compared, or codes.'),
})

/** The YAML shape of a test file: `plans/*.test.yaml`. */
export const testFileShape = z.strictObject({
  ...terms,
  cases: z.array(testCase).min(1).describe('What is run and compared, one by one.'),
})

export type TestFileShape = z.infer<typeof testFileShape>
export type CaseShape = z.infer<typeof testCase>
export type GivenShape = z.infer<typeof given>
export type TableShape = z.infer<typeof table>

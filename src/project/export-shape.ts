import * as z from 'zod'
import { PAY_GROUPS, type PayGroup } from '../engine/pay-groups.js'
import { booleanText, currencyText, expectations, id, text, wholeText } from '../yaml/scalars.js'

const repText = z
  .string()
  .regex(/^rep\.\S.*$/)
  .register(expectations, { expects: 'a column of the reps file such as rep.employee_no' })

const datePattern = z
  .string()
  .regex(/^(?=.*YYYY)(?=.*M)(?=.*DD?)(?:YYYY|MM|M|DD|D|[ ./-])+$/)
  .register(expectations, { expects: 'a date pattern such as MM/DD/YYYY' })

const currency = currencyText.describe('Only what is paid in this currency: the file cannot say which one it is.')

/** Every group of payouts.csv under the code of its own, or of `other`. */
function codesOf<T extends z.ZodType<string>>(code: T) {
  const groups = Object.fromEntries(
    PAY_GROUPS.map((group) => [group, code.describe(`What the column ${group} is called.`).optional()]),
  ) as Record<PayGroup, z.ZodOptional<T>>
  return z
    .strictObject({ ...groups, other: code.describe('What every other group is called.') })
    .describe('What payroll calls each group of payouts.csv; other: every group that is not named.')
}

const payroll = z.strictObject({
  currency: currencyText.describe('Only what is paid in this currency; default: everything.').optional(),
  rows: z
    .enum(['payee', 'code'])
    .describe('One row a payee (default), or one for each code of a payee.')
    .meta({ default: 'payee' })
    .optional(),
  codes: codesOf(text).optional(),
  zero: z
    .enum(['omit', 'keep'])
    .describe('Rows of those who are paid nothing: default omit.')
    .meta({ default: 'omit' })
    .optional(),
  delimiter: z
    .enum(['comma', 'semicolon', 'tab', 'pipe'])
    .describe('Default comma.')
    .meta({ default: 'comma' })
    .optional(),
  line_ends: z.enum(['crlf', 'lf']).describe('Default crlf.').meta({ default: 'crlf' }).optional(),
  encoding: z
    .enum(['utf-8', 'utf-8-bom', 'windows-1252'])
    .describe('Default utf-8.')
    .meta({ default: 'utf-8' })
    .optional(),
  header: booleanText.describe('false: no header line.').optional(),
  columns: z
    .array(
      z.strictObject({
        header: text.describe('As the file names the column.'),
        value: text
          .describe(
            'A column of payouts.csv, of the reps file (rep.employee_no), or period_start, period_end, run, status, code, amount.',
          )
          .optional(),
        text: z.string().describe('The same text in every row.').optional(),
        decimal: z
          .enum(['.', ','])
          .describe('The sign before the decimals of an amount; default a point.')
          .meta({ default: '.' })
          .optional(),
        unit: z.enum(['major', 'minor']).describe('minor: amounts in cents, without a point.').optional(),
        date: datePattern
          .describe('How dates are written; default YYYY-MM-DD.')
          .meta({ default: 'YYYY-MM-DD' })
          .optional(),
        pad: wholeText.describe('Digits are filled up with zeros to this width.').optional(),
        most: wholeText.describe('The most characters that the column takes.').optional(),
      }),
    )
    .min(1)
    .describe('The columns of the file, in order.'),
})

const adp = z.strictObject({
  currency,
  company_code: text.describe('Co Code: two or three letters and digits, or a column of the reps file.'),
  batch_id: text.describe('Batch ID.'),
  file_number: repText.describe('File #: up to six digits.'),
  codes: codesOf(text),
})

const gusto = z.strictObject({
  currency,
  last_name: repText.describe('The column of last names.'),
  first_name: repText.describe('The column of first names.'),
  title: repText.describe('Needed by Gusto for people with several pay rates.').optional(),
  employee_id: repText.describe('The Gusto employee ID; needed where two people have one name.').optional(),
  codes: codesOf(z.enum(['bonus', 'commission'])),
})

const paychex = z.strictObject({
  currency,
  client_id: text.describe('Client ID: at most eight letters and digits, or a column of the reps file.'),
  worker_id: repText.describe('Worker ID: at most ten letters and digits.'),
  header: booleanText.describe('false: no header line.').optional(),
  codes: codesOf(text).describe('Pay components as they are called in Paychex.'),
})

const journal = z.strictObject({
  accounts: z
    .strictObject({
      expense: text.describe('What is earned.'),
      payable: text.describe('What payroll pays.'),
      accrued: text.describe('Earned and not payable yet.').optional(),
      held: text.describe('Stopped by a hold.').optional(),
      threshold: text.describe('Too little to be paid yet.').optional(),
      draw: text.describe('Draws that payees owe.').optional(),
      negative: text.describe('Totals below zero that are carried: payees owe them.').optional(),
      owed: text.describe('Totals below zero that are not carried: payees owe them.').optional(),
      true_up: text.describe('What closed periods pay more or less by later data.').optional(),
      clawback: text.describe('What is taken back, or lost when somebody leaves.').optional(),
      adjustment: text.describe('Approved amounts of the adjustments file; default: as expense.').optional(),
      guarantee: text.describe('What tops pay up to a guarantee; default: as expense.').optional(),
      advance: text.describe('Draws paid at the start of the period, which payable does not hold again.').optional(),
      forgiven: text.describe('What nobody has to pay back any more.').optional(),
    })
    .describe('The account of each part of what is owed to payees.'),
  expense_by: z
    .record(text, text)
    .describe('Expense accounts of components: new_business, or ae/new_business of one plan.')
    .optional(),
  detail: z
    .enum(['line', 'payee', 'account'])
    .describe('One pair of rows for each line (default), or sums by payee and account, or by account.')
    .meta({ default: 'line' })
    .optional(),
  dimensions: z.record(text, repText).describe('More columns: header, and the column of the reps file.').optional(),
})

const netsuite = z.strictObject({
  date: datePattern.describe('As the preferences of whoever imports it say.'),
  subsidiary: text.describe('Needed in OneWorld accounts.').optional(),
})
const quickbooks = z.strictObject({ currency, date: datePattern.describe('As it is chosen while importing.') })
const xero = z.strictObject({
  currency,
  tax_rate: text.describe('The full name of the tax rate of every line, such as Tax Exempt.'),
})

const asc340 = z.strictObject({
  capitalise: z
    .array(
      z.strictObject({
        id: id.describe('Names the policy in the files.'),
        components: z.array(text).min(1).describe('new_business, or ae/new_business of one plan.'),
        months: wholeText.describe('The benefit period.'),
        starts: z
          .enum(['period', 'next_period'])
          .describe('Amortised from the period in which it is earned, or after.'),
        when_cancelled: z
          .enum(['write_off', 'keep'])
          .describe('What is left of the asset when all of the deal is cancelled.'),
      }),
    )
    .min(1)
    .describe('What is capitalised, and for how long.'),
  expense: z.array(text).describe('Components that are expensed.').optional(),
  practical_expedient: booleanText.describe('true: what has a benefit period of a year or less is expensed.'),
})

/** `exports` in spm.yaml: what a file for payroll or the general ledger needs to know. A key for each target. */
export const exportsShape = z.strictObject({
  payroll: payroll.describe('A CSV of payouts with columns of your own.').optional(),
  adp: adp.describe('ADP Workforce Now.').optional(),
  gusto: gusto.describe('Gusto.').optional(),
  paychex: paychex.describe('Paychex Flex.').optional(),
  journal: journal.describe('Of every journal target.').optional(),
  netsuite: netsuite.describe('The journal for NetSuite.').optional(),
  quickbooks: quickbooks.describe('The journal for QuickBooks Online.').optional(),
  xero: xero.describe('The journal for Xero.').optional(),
  asc340: asc340.describe('Which commissions are capitalised, and over how long they are amortised.').optional(),
})

export type ExportsShape = z.infer<typeof exportsShape>

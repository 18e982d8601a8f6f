import type { Preset } from '../preset.js'

/** Headers are the labels of the report's columns, in the language and formats of whoever exports it. */
export const salesforceReport: Preset = {
  of: 'a Salesforce report, exported as details',
  tables: {
    deals: {
      doc:
        'Opportunities. The owner is a full name, so the reps file lists the same names as payee_id. ' +
        'Ids have 15 characters in which case counts; those of the API have 18.',
      columns: [
        { name: 'deal_id', headers: ['Opportunity ID', 'Opportunity: Opportunity ID'] },
        { name: 'payee_id', headers: ['Opportunity Owner'], unverified: ['Opportunity Owner: Full Name'] },
        { name: 'amount', headers: ['Amount'] },
        // An organisation with several currencies puts it before each column of money.
        { name: 'currency', headers: ['Amount Currency'] },
        { name: 'close_date', headers: ['Close Date'] },
        { name: 'stage', headers: ['Stage', 'Opportunity Stage'] },
        { name: 'type', headers: ['Type'], unverified: ['Opportunity Type'] },
        { name: 'account', headers: ['Account Name', 'Account Name: Account Name'] },
        { name: 'deal_name', headers: ['Opportunity Name', 'Opportunity: Opportunity Name'] },
      ],
      format: { date: 'MM/DD/YYYY', decimal: '.', footer: true },
    },
  },
}

import type { Preset } from '../preset.js'

/** Headers are API names; Data Loader writes them in capitals. Dates are ISO 8601, numbers plain. */
export const salesforceApi: Preset = {
  of: 'Salesforce objects, exported under their API names',
  tables: {
    deals: {
      doc: 'The object Opportunity.',
      columns: [
        { name: 'deal_id', headers: ['Id'] },
        { name: 'payee_id', headers: ['OwnerId'] },
        { name: 'amount', headers: ['Amount'] },
        { name: 'currency', headers: ['CurrencyIsoCode'] },
        { name: 'close_date', headers: ['CloseDate'] },
        { name: 'stage', headers: ['StageName'] },
        { name: 'type', headers: ['Type'] },
        { name: 'account', headers: ['AccountId'] },
        { name: 'deal_name', headers: ['Name'] },
        { name: 'is_won', headers: ['IsWon'], type: 'boolean' },
        { name: 'is_closed', headers: ['IsClosed'], type: 'boolean' },
        { name: 'created_date', headers: ['CreatedDate'], type: 'date' },
      ],
    },
    reps: {
      doc: 'The object User. Filter it to those who are paid: it holds everybody, integrations too.',
      columns: [
        { name: 'payee_id', headers: ['Id'] },
        { name: 'name', headers: ['Name'] },
        { name: 'email', headers: ['Email'] },
        { name: 'manager_id', headers: ['ManagerId'] },
        { name: 'title', headers: ['Title'] },
        { name: 'is_active', headers: ['IsActive'], type: 'boolean' },
      ],
    },
    splits: {
      doc:
        'The object OpportunitySplit. SplitTypeId is an id of your organisation: say which is which under ' +
        'values, such as { type: { 149xx0000000001: revenue } }.',
      columns: [
        { name: 'deal_id', headers: ['OpportunityId'] },
        { name: 'payee_id', headers: ['SplitOwnerId'] },
        { name: 'percent', headers: ['SplitPercentage'] },
        { name: 'type', headers: ['SplitTypeId'] },
        { name: 'split_amount', headers: ['SplitAmount'], type: 'number' },
      ],
    },
  },
}

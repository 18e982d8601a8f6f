import type { Preset } from '../preset.js'

/** Headers are `Deal - <label>`; labels are in the user's language, and these are the English ones. */
export const pipedrive: Preset = {
  of: 'Pipedrive deals, exported in English',
  tables: {
    deals: {
      doc:
        'Deals. The owner is a name, so the reps file lists the same names as payee_id. close_date is the day it ' +
        'was won, blank on the others.',
      columns: [
        { name: 'deal_id', headers: ['Deal - ID'] },
        { name: 'payee_id', headers: ['Deal - Owner'], unverified: ['Owner'] },
        { name: 'amount', headers: ['Deal - Value'], unverified: ['Value'] },
        { name: 'currency', headers: ['Deal - Currency', 'Deal - Currency of Value'] },
        { name: 'close_date', headers: ['Deal - Won time'], unverified: ['Won time'] },
        { name: 'stage', headers: ['Deal - Stage'], unverified: ['Deal - Stage (pipeline)'] },
        { name: 'status', headers: ['Deal - Status'] },
        { name: 'account', headers: ['Deal - Organization'] },
        { name: 'deal_name', headers: ['Deal - Title'] },
        { name: 'pipeline', headers: ['Deal - Pipeline'] },
      ],
    },
  },
}

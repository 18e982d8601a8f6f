import type { Preset } from '../preset.js'

/** Headers are property labels, whose case varies. Dates have a time of day behind them, which is cut off. */
export const hubspot: Preset = {
  of: 'HubSpot deals, exported from their list',
  tables: {
    deals: {
      doc:
        'Deals. The owner is a name or an address, so the reps file lists the same as payee_id. ' +
        'Cells with several values join them by a semicolon.',
      columns: [
        { name: 'deal_id', headers: ['Record ID'] },
        { name: 'payee_id', headers: ['Deal owner'] },
        { name: 'amount', headers: ['Amount'] },
        { name: 'close_date', headers: ['Close Date'] },
        { name: 'stage', headers: ['Deal Stage'] },
        { name: 'type', headers: ['Deal Type'] },
        { name: 'account', headers: [], unverified: ['Associated Company', 'Company Name'] },
        { name: 'deal_name', headers: ['Deal Name'] },
        { name: 'pipeline', headers: ['Pipeline'] },
        { name: 'created_date', headers: ['Create Date'], type: 'date' },
      ],
    },
  },
}

import type { CatalogueEntry } from '../entry.js'

/** Events and holds: rows of their files, and what they speak of. */
export const eventCodes = {
  SPM2060: {
    severity: 'error',
    title: 'An event of an unknown type',
    why: 'What it does to pay hangs on what happened.',
    fix: 'Write invoice, payment, cancel, refund or non_payment; or map the words of the file under `inputs.events.values`.',
  },
  SPM2061: {
    severity: 'error',
    title: 'An event of nothing, or less',
    why: 'The type says which way the money goes; the amount says only how much.',
    fix: 'Write the amount above zero, or leave it blank where it is all of the deal.',
  },
  SPM2062: {
    severity: 'error',
    title: 'A hold of nothing',
    why: 'It would hold everybody’s whole pay, which nobody means.',
    fix: 'Fill payee_id (all that somebody is paid), deal_id or component.',
  },
  SPM2063: {
    severity: 'error',
    title: 'A hold that is over before it holds a day',
    why: 'The day under until is the first one without the hold, so it would hold nothing.',
    fix: 'Correct from or until, or leave until blank as long as the hold lasts.',
  },
  SPM6080: {
    severity: 'error',
    title: 'An event of a deal that is not there',
    why: 'Neither the export nor a closed period has the deal, so the event would be lost.',
    fix: 'Correct the deal_id, or add the deal.',
  },
  SPM6081: {
    severity: 'error',
    title: 'An event that is told twice',
    why: 'A column of the deals and the events file both tell it, and which one counts changes pay.',
    fix: 'Leave the cell of the deal blank, or remove the rows of the events file.',
  },
  SPM6082: {
    severity: 'error',
    title: 'A deal cannot reverse what it names',
    why: 'It refunds another deal: that one says what was paid, the amount below zero how much of it is refunded, and the day when.',
    fix: 'Correct the cell under reverses, or add the original deal; leave the cell blank for a credit memo of its own.',
  },
  SPM6083: {
    severity: 'error',
    title: 'A hold of a deal or component that is not there',
    why: 'It would hold nothing, and somebody would be paid who should not be yet.',
    fix: 'Write a component of a plan or a deal_id of the deals, or remove the row.',
  },
  SPM6084: {
    severity: 'error',
    title: 'An event changed after a closed period settled it',
    why: 'What was taken back for it has been posted, and is never rewritten.',
    fix: 'Write it as it was, and what came after as an event of its own or an adjustment; or reopen the period, where it is the latest.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** 6050 to 6079: approval, close and the ledger. */
export const ledgerCodes = {
  SPM6050: {
    severity: 'error',
    title: 'No such run',
    why: 'Only what was computed can be approved, posted or computed again.',
    fix: 'See "spm runs"; "spm calc" makes a run.',
  },
  SPM6051: {
    severity: 'error',
    title: 'Run is not in the audit log',
    why: 'Nobody can tell who computed it, so nobody can tell whether another person approves it.',
    fix: 'Run the same "spm calc" again: the run is kept if it is the same, and logged.',
  },
  SPM6052: {
    severity: 'error',
    title: 'Approved by the one who ran it',
    why: 'Pay is looked at by two people: whoever computed a run cannot approve it.',
    fix: 'Let another person approve it: spm approve --period … --as <name>.',
  },
  SPM6053: {
    severity: 'error',
    title: 'Run is not approved',
    why: 'A period is closed with a run that another person has looked at. An approval names the run’s manifest: any change voids it.',
    fix: 'Let another person run "spm approve"; or say approval: optional in spm.yaml.',
  },
  SPM6054: {
    severity: 'error',
    title: 'Period is closed',
    why: 'What a closed period paid is never rewritten: later changes are paid or taken back in an open one.',
    fix: 'Run the next period; or take the close back with "spm reopen", if it is the latest.',
  },
  SPM6055: {
    severity: 'error',
    title: 'An earlier period is open',
    why: 'Periods are closed one by one: what an earlier one pays, carries and owes changes the later ones.',
    fix: 'Close the earlier periods first, or say first_period in spm.yaml: the first that spm pays.',
  },
  SPM6056: {
    severity: 'error',
    title: 'Run is out of date',
    why: 'Its inputs, plans, settings or the ledger have changed since: posting it would pay from what no longer holds.',
    fix: 'Run "spm calc" again and have the new run approved.',
  },
  SPM6057: {
    severity: 'error',
    title: 'Ledger was changed',
    why: 'Closed periods are what people were paid by. Each file is held against its hash and each period against the one before.',
    fix: 'Restore the ledger folder from a backup, and find out who changed it.',
  },
  SPM6058: {
    severity: 'error',
    title: 'Period cannot be reopened',
    why: 'Only the latest closed period can be reopened: later ones build on earlier ones.',
    fix: 'See "spm status". What is wrong in an earlier period is put right in an open one by itself: change the data and run it.',
  },
  SPM6059: {
    severity: 'note',
    title: 'An interrupted command was completed',
    why: 'A close or reopening was cut off after it took effect and before it was logged. The ledger is whole; the log now says so.',
    fix: 'Look at the entry in audit.jsonl.',
  },
  SPM6060: {
    severity: 'error',
    title: 'A change reaches into closed periods',
    why: 'Closed periods are computed again by the plans and people they were paid by. A change that would pay them otherwise must say so.',
    fix: 'Date the change from the first open period on, or say with `restates` which is the first period to pay by it.',
  },
  SPM6061: {
    severity: 'error',
    title: 'Not a period',
    why: '`restates` names the first closed period that a change reaches into.',
    fix: 'Name a period of the calendar.',
  },
  SPM6062: {
    severity: 'note',
    title: 'A closed period by today’s data',
    why: 'What the period paid stands in the ledger; the report shows what it would pay if it were computed today.',
    fix: 'See "spm ledger --payee …" for what was paid.',
  },
  SPM6063: {
    severity: 'error',
    title: 'Period is not closed',
    why: 'The ledger holds closed periods only.',
    fix: 'See "spm status".',
  },
  SPM6064: {
    severity: 'error',
    title: 'Ledger and audit log disagree',
    why: 'Each close and reopening is logged. What the ledger holds is not what the log says: a command was interrupted, or a folder was moved by hand.',
    fix: 'If a command was cut off, the next approve, close or reopen logs what it did. Else restore the ledger folder from a backup.',
  },
  SPM6065: {
    severity: 'error',
    title: 'An adjustment of a closed period',
    why: 'What a closed period paid is never rewritten, and an adjustment is paid once, as it was approved.',
    fix: 'Put the row back as it was, and write what is still to pay as a new adjustment, with an id of its own, for an open period.',
  },
  SPM6070: {
    severity: 'error',
    title: 'An input of the run is gone',
    why: 'A run is computed again from the very bytes it was made from. They were not kept, and the file is not what it was.',
    fix: 'Put the file back as it was, from a backup. To have inputs kept, calculate with "spm calc --snapshot".',
  },
  SPM6071: {
    severity: 'error',
    title: 'The ledger the run was computed from is gone',
    why: 'A run builds on the periods that were closed when it was made. One of them was reopened since, so that state is not in the ledger any more.',
    fix: 'Put ledger and audit log back as they were then, from a backup, in a copy of the project, and reproduce the run there.',
  },
  SPM6072: {
    severity: 'error',
    title: 'A run is not what is computed',
    why: 'The run was computed again from its own inputs, and a file of it holds something else.',
    fix: 'If the file was edited, put it back: what is computed is what was written. If it was not, please report this as a bug.',
  },
  SPM6073: {
    severity: 'error',
    title: 'An input changed while it was read',
    why: 'The copy that was to be kept is not what the run was computed from, so that the run could not be reproduced.',
    fix: 'Run the command again when nothing writes to the file.',
  },
  SPM6075: {
    severity: 'error',
    title: 'Not a kind of balance',
    why: 'The kind decides what becomes of an opening balance: a negative one is taken from later pay.',
    fix: 'Name a kind of balances.csv, or write kind credit or paid for what a measure or component had to date.',
  },
  SPM6076: {
    severity: 'error',
    title: 'An opening balance that is no amount of money',
    why: 'Balances are above zero, in whole cents: which way they go is said by their kind. A negative 200.00 is what a payee owes.',
    fix: 'Write the amount without a sign, as payroll knows it, or remove the row.',
  },
  SPM6077: {
    severity: 'error',
    title: 'Currency of an opening balance',
    why: 'A balance is settled with what plans in its currency pay. In one that no plan pays it would stay for ever.',
    fix: 'Write the currency of the plan that goes on with the balance in the column currency.',
  },
  SPM6078: {
    severity: 'error',
    title: 'An opening balance was changed after the first close',
    why: 'The first closed period took the balances over, and later ones have built on them. The ledger is not rewritten.',
    fix: 'Put the row back as it was. Correct the balance by an adjustment in an open period, or reopen the periods.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** 1040 to 1069: files for payroll and the general ledger. */
export const exportCodes = {
  SPM1040: {
    severity: 'error',
    title: 'Only a closed period is exported',
    why: 'A draft can still change: what payroll has paid from it would not be what the ledger posts.',
    fix: 'Approve and close the period, or look at the draft with --allow-draft.',
  },
  SPM1041: {
    severity: 'warning',
    title: 'The export is of a draft',
    why: 'Nothing of it has been posted, and the closed period may differ.',
    fix: 'Do not import it; export again once the period is closed.',
  },
  SPM1042: {
    severity: 'error',
    title: 'Another run was closed',
    why: 'What a closed period pays is what its own run says; other runs of it are drafts that nobody posted.',
    fix: 'Leave --run out.',
  },
  SPM1043: {
    severity: 'error',
    title: 'The export has no settings',
    why: 'Codes, accounts and employee numbers are your own: none of them can be guessed.',
    fix: 'Add the key under exports in spm.yaml; plans/SETTINGS.md shows each.',
  },
  SPM1044: {
    severity: 'error',
    title: 'A setting of the export names what there is not',
    why: 'The column of the file would stay blank, or hold something else than meant.',
    fix: 'Name a column of the reps file as rep.<column>, or one of payouts.csv.',
  },
  SPM1045: {
    severity: 'error',
    title: 'A payee lacks what the file needs',
    why: 'Without it, payroll or the ledger could not tell who is paid, and would leave the row out.',
    fix: 'Fill the cell in the reps file; the money is not touched by that.',
  },
  SPM1046: {
    severity: 'error',
    title: 'The file cannot carry a text',
    why: 'Cut or changed to fit, it would name something else; other programs would refuse it, or compute it.',
    fix: 'Correct it where it stands.',
  },
  SPM1047: {
    severity: 'error',
    title: 'The file cannot carry an amount',
    why: 'Cut or rounded to fit, it would be another amount.',
    fix: 'Pay or post this one by hand, or export it with another target: spm export payroll, spm export journal.',
  },
  SPM1048: {
    severity: 'error',
    title: 'Two payees look like one to payroll',
    why: 'Both rows would be paid to the same person, or the second would replace the first.',
    fix: 'Give each of them an id of his own in the reps file.',
  },
  SPM1049: {
    severity: 'error',
    title: 'A negative amount would go to payroll',
    why: 'Payroll would take it for a deduction, or refuse the file; what is taken back is never sent silently.',
    fix: 'Send payable, which is never below zero.',
  },
  SPM1050: {
    severity: 'warning',
    title: 'Money in another currency is not in the file',
    why: 'The file has one currency and cannot say which; an amount in another would be paid as if it were in this one.',
    fix: 'Export it with settings for that currency, for example another --config.',
  },
  SPM1051: {
    severity: 'warning',
    title: 'A payee owes money',
    why: 'His total is below zero and his plan says that it is owed: payroll pays him nothing, and collects nothing.',
    fix: 'Settle it with him; payouts.csv says how much under owed.',
  },
  SPM1052: {
    severity: 'error',
    title: 'An account is not named',
    why: 'The journal would not balance without it, and no account is guessed.',
    fix: 'Name it under exports: journal: accounts.',
  },
  SPM1053: {
    severity: 'error',
    title: 'The journal does not fit into a file',
    why: 'Parted, neither half would balance.',
    fix: 'Say detail: payee under exports: journal, or leave dimensions out.',
  },
  SPM1054: {
    severity: 'error',
    title: 'The export needs a folder',
    why: 'It comes in several files, or in an encoding that the screen cannot show.',
    fix: 'Name a folder with --out, for example --out exports/.',
  },
  SPM1055: {
    severity: 'error',
    title: 'Nobody says whether pay is capitalised',
    why: 'Which commissions are costs of obtaining a contract is your policy, and is never inferred.',
    fix: 'Name the component under capitalise or under expense.',
  },
  SPM1056: {
    severity: 'error',
    title: 'Two policies hold for one component',
    why: 'They lead to different assets, and which is meant cannot be known.',
    fix: 'Name it in one of them.',
  },
  SPM1057: {
    severity: 'error',
    title: 'Amortisation cannot be reckoned',
    why: 'Benefit periods are in months: how many months a period has must be known.',
    fix: 'Run by months, quarters, halves or years.',
  },
} as const satisfies Record<string, CatalogueEntry>

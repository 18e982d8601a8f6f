import type { CatalogueEntry } from '../entry.js'

export const reportCodes = {
  SPM1030: {
    severity: 'error',
    title: 'That may not be written there',
    why: 'Written over an input, a plan or the ledger, it would destroy what it was computed from.',
    fix: 'Name a file of its own, for example --out report.html.',
  },
  SPM1031: {
    severity: 'error',
    title: 'A workbook is written to a file',
    why: 'It is no text: a terminal would show rubbish.',
    fix: 'Say where: --out report.xlsx.',
  },
  SPM1032: {
    severity: 'error',
    title: 'No such payee',
    why: 'An empty report would look as if nothing was earned.',
    fix: 'Write the id as the reps file has it, also in upper and lower case.',
  },
  SPM1033: {
    severity: 'error',
    title: 'More than a workbook can hold',
    why: 'A sheet has at most 1,048,576 rows and a cell 32,767 characters; what is beyond would be cut off.',
    fix: 'Use --format csv, which holds all of it.',
  },
  SPM1034: {
    severity: 'error',
    title: 'The key of pseudonyms cannot be used',
    why: 'Another key gives other pseudonyms, so it is not replaced by itself.',
    fix: 'Put the key back from your backup. Only if it is lost: delete redact.key, and the next --redact makes a new one.',
  },
  SPM1035: {
    severity: 'note',
    title: 'A key of pseudonyms was made',
    why: 'Pseudonyms stay the same while redact.key stays the same, and nobody can undo them without it.',
    fix: 'Keep redact.key with the project’s backups, and away from those who get redacted reports.',
  },
} as const satisfies Record<string, CatalogueEntry>

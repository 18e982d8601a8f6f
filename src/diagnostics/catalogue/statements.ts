import type { CatalogueEntry } from '../entry.js'

export const statementCodes = {
  SPM1060: {
    severity: 'error',
    title: 'A statement is of one payee, or of everybody',
    why: 'Whose pay is shown is never guessed.',
    fix: 'Give a payee id, or --all with --out FOLDER.',
  },
  SPM1061: {
    severity: 'error',
    title: 'Statements may not be written there',
    why: 'The folder is put in place as a whole; whatever else stood in it would be lost.',
    fix: 'Name a folder of its own: one that is not there yet, that is empty, or that holds statements alone.',
  },
  SPM1062: {
    severity: 'error',
    title: 'Statements of everybody need a folder',
    why: 'Each is meant for one payee; in one stream they would go to all of them.',
    fix: 'Say where: --out statements/2026-03.',
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>

import type { CatalogueEntry } from '../entry.js'

export const starterCodes = {
  SPM1090: {
    severity: 'error',
    title: 'A new project would write over files',
    why: 'What is there may be somebody’s work: nothing was written, not even the other files.',
    fix: 'Name an empty folder: spm init <folder>. Or move these files away.',
  },
  SPM1091: {
    severity: 'error',
    title: 'A new project cannot be made of this',
    why: 'The plan and its calendar are written with it.',
    fix: 'Give a currency of ISO 4217, such as USD, or a month from 1 to 12.',
  },
  SPM1092: {
    severity: 'error',
    title: 'The export leaves open what it means',
    why: 'Each of the readings gives other pay, and no value of the file decides between them.',
    fix: 'Say which with --map, --date or --decimal.',
  },
  SPM1093: {
    severity: 'error',
    title: 'The export lacks what deals need',
    why: 'A deal needs an id, an owner, an amount and the day it was won.',
    fix: 'Export these columns too, or say which they are with --map.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** 3760 to 3779: how files are written. */
export const formatCodes = {
  SPM3760: {
    severity: 'error',
    title: 'File cannot be formatted',
    why: 'A file is only written again where it says the same afterwards, with every comment.',
    fix: 'Write this place in the usual way: `key: value`, `- item`, texts after | without a number.',
  },
  SPM3761: {
    severity: 'error',
    title: 'Files and standard input at once',
    why: 'With --stdin one text goes in and comes out; files beside it would look formatted and are not.',
    fix: 'Name the files without --stdin.',
  },
} as const satisfies Record<string, CatalogueEntry>

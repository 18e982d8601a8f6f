import type { CatalogueEntry } from '../entry.js'

export const presetCodes = {
  SPM1080: {
    severity: 'error',
    title: 'A preset does not fit the file',
    why: 'A preset knows the headers of one kind of export. Without those that are needed it is another kind, another language, or a column is not exported.',
    fix: 'Name another preset, export the column, or map it by hand under columns.',
  },
  SPM1081: {
    severity: 'error',
    title: 'A preset that does not know this table',
    why: 'Nothing is known of how this system exports it, and guessed headers would be read as money.',
    fix: 'Take the preset out and map the columns by hand; "spm inspect <file>" proposes a map.',
  },
  SPM1082: {
    severity: 'note',
    title: 'A preset takes a header that nobody has checked',
    why: 'The name is likely, but no document or real export that we know shows it.',
    fix: 'Look whether the column is what the preset takes it for, and name it under columns: then this note goes.',
  },
  SPM1083: {
    severity: 'note',
    title: 'Lines below the data are left out',
    why: 'Some reports end with their name, a total or a copyright line. These are no deals, and are not counted as rows.',
    fix: 'Look at them once. With footer: false they are rows again, and errors.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** 1020 to 1029: what somebody wants to have explained. */
export const explainCodes = {
  SPM1020: {
    title: 'Unknown payee',
    severity: 'error',
    why: 'Who is explained is asked for by payee id, as the reps file writes it.',
    fix: 'Give an id of the reps file: spm report payouts lists them with their names.',
  },
  SPM1021: {
    title: 'Unknown deal',
    severity: 'error',
    why: 'A deal is asked for by its id, and no deals file that was read has this one.',
    fix: 'Look for it in the export; a row that could not be read stands in exclusions.csv of the run.',
  },
  SPM1022: {
    title: 'Unknown component',
    severity: 'error',
    why: 'A component is asked for by its id in the plan.',
    fix: 'Give the id of a component, as payout-lines.csv and the plan write it.',
  },
  SPM1023: {
    title: 'Unknown line',
    severity: 'error',
    why: 'A line is asked for by its line_id in payout-lines.csv, or by how that begins.',
    fix: 'Give a line_id of this payee and period; without --line all are explained.',
  },
  SPM1024: {
    title: 'Nobody asked for',
    severity: 'error',
    why: 'An explanation is of a payee, or of a deal and all whom it could pay.',
    fix: 'Write spm explain <payee>, or spm explain --deal <id>.',
  },
} as const satisfies Record<string, CatalogueEntry>

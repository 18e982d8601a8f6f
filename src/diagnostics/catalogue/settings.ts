import type { CatalogueEntry } from '../entry.js'

export const settingsCodes = {
  SPM1001: {
    severity: 'error',
    title: 'A setting is unknown or has the wrong form',
    why: 'A setting that is not understood would be ignored, and the run would read the files in another way than meant.',
    fix: 'Compare it with the list of settings in the README.',
  },
  SPM1002: {
    severity: 'error',
    title: 'Settings contradict each other or lack a part',
    why: 'Which of the two is meant cannot be known, and they lead to different pay.',
    fix: 'Keep one of them, or add the missing one.',
  },
  SPM1003: {
    severity: 'error',
    title: 'A setting names a currency that does not exist',
    why: 'The currency decides the rounding of every line.',
    fix: 'Use an ISO 4217 code, such as USD, EUR or JPY.',
  },
  SPM1004: {
    severity: 'error',
    title: 'Not a setting',
    why: '--set lays a value over a key of spm.yaml.',
    fix: 'Write --set key.key=value, for example --set fx.credit=period_end.',
  },
  SPM1010: {
    severity: 'error',
    title: 'A needed input is missing',
    why: 'Nothing can be calculated without deals and reps.',
    fix: 'Name it with --deals or --reps, under `inputs` in spm.yaml, or put it at data/deals.csv and data/reps.csv.',
  },
  SPM1070: {
    severity: 'error',
    title: 'No such diagnostic code',
    why: 'A code that is mistyped in `checks` would leave the finding as it is, and nobody would know.',
    fix: 'List the codes with "spm errors".',
  },
  SPM1071: {
    severity: 'error',
    title: 'A finding that settings cannot change',
    why: 'An error leaves open who is paid what, and the log and ledger must be believed also where settings are edited.',
    fix: 'Take it out of `checks`, and remove what the finding is about.',
  },
  SPM1072: {
    severity: 'error',
    title: 'A check is lowered without a reason',
    why: 'Whoever reads the settings in a year must see why nobody is told.',
    fix: 'Add `reason: …` beside its severity.',
  },
  SPM1012: {
    severity: 'error',
    title: 'The exports are not those expected',
    why: 'An export that was cut off, or that of another month, looks like any other, and pays too little or the wrong people.',
    fix: 'Export again; or correct the control totals under `expect` in spm.yaml or --set.',
  },
  SPM1011: {
    severity: 'error',
    title: 'Not a period that can be run',
    why: 'Runs go by the shortest pay period among the plans; anything else would pay too much or too little.',
    fix: 'Name one period of that length.',
  },
} as const satisfies Record<string, CatalogueEntry>

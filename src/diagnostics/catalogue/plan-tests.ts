import type { CatalogueEntry } from '../entry.js'

/** 3700 to 3729: test files of plans, and what `spm test` is asked for. */
export const planTestCodes = {
  SPM3700: {
    severity: 'error',
    title: 'Test file has a wrong shape',
    why: 'A key that nobody reads would let a case pass that tests less than it says.',
    fix: 'Compare with "Testing plans" in plans/README.md.',
  },
  SPM3701: {
    severity: 'error',
    title: 'No case to run',
    why: 'A check that ran nothing must not look like one that passed.',
    fix: 'Test files are called <name>.test.yaml and stand beside the plans; or name them with --tests.',
  },
  SPM3702: {
    severity: 'error',
    title: 'Two cases have one name',
    why: 'The name is how a failing case is found again.',
    fix: 'Say in each name what the case shows.',
  },
  SPM3703: {
    severity: 'error',
    title: 'Case is not complete',
    why: 'A case has a period, deals, reps and something that it expects; what it lacks cannot be made up.',
    fix: 'Give it in the case, or for all cases at the top of the file.',
  },
  SPM3704: {
    severity: 'error',
    title: 'Closed periods are out of order',
    why: 'Periods are closed one by one, before the period that is paid.',
    fix: 'List them from the earliest to the latest, each once.',
  },
  SPM3705: {
    severity: 'error',
    title: 'Expected column does not exist',
    why: 'What the output does not have cannot be compared.',
    fix: 'plans/OUTPUTS.md lists the columns of each file.',
  },
  SPM3706: {
    severity: 'error',
    title: 'Expected table is no table',
    why: 'It begins with a row of column names, each once, and every row below has as many cells.',
    fix: 'Write the headers alone to expect that there are no rows.',
  },
  SPM3707: {
    severity: 'error',
    title: 'Expected cell is no exact value',
    why: 'Money is compared to the cent: a text that is no number is equal to none.',
    fix: 'Write plain digits with a point, a date as YYYY-MM-DD, and two quotes for a blank cell.',
  },
  SPM3708: {
    severity: 'error',
    title: 'Refused run cannot pay',
    why: 'A run with errors writes nothing, so there is nothing to compare.',
    fix: 'Expect either `errors`, or what the run gives.',
  },
  SPM3720: {
    severity: 'error',
    title: 'Nobody to record',
    why: 'A case is recorded of one payee of the project, as he is paid in one period.',
    fix: 'Say spm test --record <payee_id> --period <id> --out <file>, with an id of the reps file.',
  },
  SPM3721: {
    severity: 'error',
    title: 'Recorded case would pay something else',
    why: 'His pay also hangs on data that the case does not hold, such as what the ledger carries. A case that pays differently tests nothing.',
    fix: 'Record an earlier period, or write the case by hand.',
  },
  SPM3722: {
    severity: 'error',
    title: 'File is there already',
    why: 'Somebody may have reckoned the cases in it by hand.',
    fix: 'Name another file, and move the case over yourself.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** Constants of a plan, and plans that extend others. */
export const reuseCodes = {
  SPM3601: {
    severity: 'error',
    title: 'A constant whose kind cannot be told',
    why: 'Whether it is a number, a date or text decides what may be done with it, and is never guessed.',
    fix: 'Write a number (50), a percent (8%), a date (2026-04-01), true or false; text goes in quotes. What is reckoned is written where it is used.',
  },
  SPM3602: {
    severity: 'error',
    title: 'A constant with a name that means something else',
    why: 'An expression would have two meanings.',
    fix: 'Choose another name.',
  },
  SPM3603: {
    severity: 'error',
    title: 'No such constant',
    why: 'A word stands where the plan needs a value.',
    fix: 'Write the value, or declare the name under `constants`.',
  },
  SPM3604: {
    severity: 'error',
    title: 'A constant of another kind than is needed here',
    why: 'A date cannot be a boundary, and a percent cannot be a sum of money.',
    fix: 'Name a constant of the kind that is needed, or write the value.',
  },
  SPM3605: {
    severity: 'warning',
    title: 'A constant that nothing uses',
    why: 'Whoever changes it will expect other money, and nothing will happen.',
    fix: 'Use it, or remove it.',
  },
  SPM3606: {
    severity: 'error',
    title: 'The column of an individual value is not in the reps file',
    why: 'Everybody would silently get the common value.',
    fix: 'Correct the column, or remove `per_payee`.',
  },
  SPM3607: {
    severity: 'error',
    title: 'The column of an individual value holds something else',
    why: 'The value of one payee must be of the same kind as that of all.',
    fix: 'Declare the type of the column in spm.yaml.',
  },
  SPM3608: {
    severity: 'error',
    title: 'An individual value where there is one for all',
    why: 'Boundaries, floors and dates of a plan are the same for everybody on it.',
    fix: 'Name a constant without `per_payee`, or write the value.',
  },
  SPM3611: {
    severity: 'error',
    title: 'The plan to extend is not there',
    why: 'What it would give is missing.',
    fix: 'Correct the id, or name its file as well.',
  },
  SPM3612: {
    severity: 'error',
    title: 'Several files have the id of the plan to extend',
    why: 'Which version is meant changes money, and is never guessed.',
    fix: 'Put the common parts in a file of their own with `template: true` and extend that.',
  },
  SPM3613: {
    severity: 'error',
    title: 'Plans that extend each other in a circle',
    why: 'None of them says anything of its own to begin with.',
    fix: 'Remove one `extends`.',
  },
  SPM3614: {
    severity: 'error',
    title: 'Without a component that is not there',
    why: 'Whoever wrote it expects something not to be paid.',
    fix: 'Correct the id, or remove the entry.',
  },
  SPM3615: {
    severity: 'error',
    title: 'A component is left out and written at once',
    why: 'Whether it pays is said in two ways.',
    fix: 'To replace a component, only write it; to drop it, only name it under `without`.',
  },
  SPM3616: {
    severity: 'error',
    title: 'Left out of nothing',
    why: 'A plan that extends none has nothing to leave out.',
    fix: 'Add `extends`, or remove `without`.',
  },
  SPM3617: {
    severity: 'warning',
    title: 'A part that only repeats what it replaces',
    why: 'It looks like a difference and is none; when the plan it comes from changes, this part stays behind.',
    fix: 'Remove it: it is inherited.',
  },
  SPM3618: {
    severity: 'error',
    title: 'A key of a template that nobody inherits',
    why: 'Days and people belong to plans; in a template they would have no effect.',
    fix: 'Move it to the plans that extend the template.',
  },
} satisfies Record<string, CatalogueEntry>

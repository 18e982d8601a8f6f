import type { CatalogueEntry } from '../entry.js'

/** 3750 to 3759: which plan is described, and for whom. */
export const describeCodes = {
  SPM3750: {
    title: 'No such plan',
    severity: 'error',
    why: 'A plan is asked for by its id, or by its file. Templates are no plans: nobody is on them.',
    fix: 'Give the id of a plan of the project, or the path of its file.',
  },
  SPM3751: {
    title: 'Several versions of a plan',
    severity: 'error',
    why: 'A description is read and signed: it must be of one version, which is not guessed.',
    fix: 'Say a day on which the version is in force: --on 2026-07-01.',
  },
  SPM3752: {
    title: 'No version in force that day',
    severity: 'error',
    why: 'The plan holds from the first to the last day of `effective`, both included; that day lies outside.',
    fix: 'Give a day inside one of the versions.',
  },
  SPM3753: {
    title: 'Not a day',
    severity: 'error',
    why: 'The version of a plan is asked for by a day on which it is in force.',
    fix: 'Write the day as 2026-07-01.',
  },
  SPM3754: {
    title: 'Quota of the examples cannot be read',
    severity: 'error',
    why: 'The examples are worked out by a quota above zero, in plan currency or, where a measure counts, a number.',
    fix: 'Write plain digits: --quota 1200000.',
  },
  SPM3755: {
    title: 'Unknown payee',
    severity: 'error',
    why: 'Somebody is asked for by payee id, as the reps file writes it.',
    fix: 'Give an id of the reps file.',
  },
  SPM3756: {
    title: 'Not on this plan',
    severity: 'error',
    why: 'A description for somebody is of a plan that he or she is on for some day.',
    fix: 'Give a plan of this payee, or leave out --for.',
  },
  SPM3757: {
    title: 'Two quotas for the examples',
    severity: 'error',
    why: 'With --for the examples go by the quotas of the payee, with --quota by the one that is given.',
    fix: 'Leave out one of them.',
  },
  SPM3758: {
    title: 'Columns taken as there',
    severity: 'warning',
    why:
      'The plan names columns that only an export or spm.yaml would show. It can be told in words without them; that ' +
      'they are there, and hold what the plan expects, cannot.',
    fix: 'Before it is signed, describe it in its project, or name the exports: --deals and --reps.',
  },
} as const satisfies Record<string, CatalogueEntry>

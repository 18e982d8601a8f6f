import type { CatalogueEntry } from '../entry.js'

export const expressionCodes = {
  SPM4001: {
    severity: 'error',
    title: 'An expression cannot be read',
    why: 'A condition or formula that is not understood cannot decide about pay.',
    fix: 'Check quotes, brackets and operators: == to compare, && for and, || for or, ! for not.',
  },
  SPM4002: {
    severity: 'error',
    title: 'An unknown name in an expression',
    why: 'A misspelt name would make a condition false for every deal, and nobody would be paid.',
    fix: 'Columns are written deal.amount or rep.title; text goes in double quotes.',
  },
  SPM4003: {
    severity: 'error',
    title: 'An unknown column in an expression',
    why: 'A misspelt column would make a condition false for every deal, and nobody would be paid.',
    fix: 'Compare the name with the header of the file and with columns and types in spm.yaml.',
  },
  SPM4004: {
    severity: 'error',
    title: 'Types in an expression do not fit',
    why: 'Text "5" and number 5 are different things; a guess between them would pay the wrong amount somewhere.',
    fix: 'Declare number, date and boolean columns in spm.yaml under types; text goes in double quotes, numbers without.',
  },
  SPM4005: {
    severity: 'error',
    title: 'Something in an expression is not available',
    why: 'The language is kept small, so that every expression ends quickly and always gives the same result.',
    fix: 'Use comparison, arithmetic, &&, ||, !, ? :, in [..] and the listed functions.',
  },
  SPM4006: {
    severity: 'error',
    title: 'A number in an expression is not written plainly',
    why: 'Amounts are exact decimals; other notations hide digits or mean something else elsewhere.',
    fix: 'Write digits with at most 15 before and 10 after the point, such as 25000 or 0.08.',
  },
  SPM4007: {
    severity: 'error',
    title: 'A date in an expression does not exist',
    why: 'A day that is not in the calendar would place deals in the wrong period.',
    fix: 'Write date("2026-03-31"): year, month and day of a real day.',
  },
  SPM4008: {
    severity: 'error',
    title: 'An expression is too long or too deeply nested',
    why: 'Nobody can check such an expression by reading it.',
    fix: 'Use in ["a", "b"] instead of many ||, a lookup file, or several components.',
  },
  SPM4009: {
    severity: 'error',
    title: 'A function is called in the wrong way',
    why: 'With other arguments it would compute something else than it seems to.',
    fix: 'See the message for the form of the call.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** Codes of rate structures: SPM32xx while validating, SPM56xx for a deal that a rate has no answer for. */
export const rateCodes = {
  SPM3119: {
    severity: 'error',
    title: 'Tiers by count of a single deal',
    why: 'In window `deal` nothing adds up from one deal to the next, so that every deal would be paid by the first tier.',
    fix: 'Use a window of `period` or longer; a spiff on more than some deals is a commission with `from` and `to`.',
  },
  SPM3201: {
    severity: 'error',
    title: 'A tier cannot have a mode of its own here',
    why: 'Only marginal and retroactive tiers can be mixed; the other modes are rules for all tiers together.',
    fix: 'Remove the `mode` of the tier, or use `mode: marginal` or `mode: retroactive` for the rate.',
  },
  SPM3202: {
    severity: 'error',
    title: 'A tier has an end that has no effect',
    why: 'A tier ends where the next one starts and the last one is open; only interpolated tiers end with `to`.',
    fix: 'Remove `to`; in interpolated tiers give it to the last tier.',
  },
  SPM3203: {
    severity: 'error',
    title: '`times` and `base_rate` need each other',
    why: 'A multiple of an unknown rate is unknown; a base rate that nothing multiplies is probably meant to pay.',
    fix: 'Put `base_rate: 8%` beside `tiers`, and `times: 1.5` on the tiers that multiply it.',
  },
  SPM3204: {
    severity: 'error',
    title: '`per` on interpolated amounts',
    why: 'An interpolated tier pays its amount once, spread over the way through the tier; per deal it would pay again and again.',
    fix: 'Remove `per`.',
  },
  SPM3205: {
    severity: 'error',
    title: 'Interpolated tiers have no end',
    why: 'Inside a tier pay rises evenly up to its end; without an end nobody knows how steeply.',
    fix: 'Give the last tier `to`: `{ from: 100%, to: 150%, amount: 5000 }`. Beyond it nothing is added.',
  },
  SPM3206: {
    severity: 'error',
    title: '`excess_at_top` does not divide at quota',
    why: 'The first tier is the base rate up to quota; everything above quota has the rate of the highest tier reached.',
    fix: 'Use `by: attainment`, and start the second tier at 100%.',
  },
  SPM3210: {
    severity: 'error',
    title: 'A look-up by an unknown column',
    why: 'A rate by a column that is not there would fit no deal.',
    fix: 'Name a column of the deals, or `rep.` and a column of the reps file; others are declared in spm.yaml: `types`.',
  },
  SPM3211: {
    severity: 'error',
    title: 'A value that its column cannot hold',
    why: 'No deal could ever fit it.',
    fix: 'Write plain digits for a number, YYYY-MM-DD for a date, true or false; or declare the column as text in spm.yaml.',
  },
  SPM3212: {
    severity: 'error',
    title: 'A row names an attribute that the table is not by',
    why: 'It would have no effect, and the row would fit deals it is not meant for.',
    fix: 'Correct the name, or add the attribute to `by`; other conditions go into `when`.',
  },
  SPM3213: {
    severity: 'error',
    title: 'A row of a table can never be reached',
    why: 'An earlier row fits all its deals, so what it says is never paid.',
    fix: 'Put the narrower row first, correct it, or remove it.',
  },
  SPM3214: {
    severity: 'error',
    title: 'Two rows of a table fit the same deals alike',
    why: 'Which of them pays would be a guess.',
    fix: 'Tell them apart by another attribute or by `when`, or remove one.',
  },
  SPM3215: {
    severity: 'error',
    title: 'The rows of a table pay in different ways',
    why: 'Rate and amount together would pay twice, neither would pay nothing, and a table is multiplied with one thing only.',
    fix: 'Use `rate` in every row or `amount` in every row; two components can pay both.',
  },
  SPM3220: {
    severity: 'error',
    title: 'A dimension of a matrix says its places in one way',
    why: 'Bands divide a number at boundaries, values list what a column holds; without either the matrix has no places.',
    fix: 'Give `bands: [0%, 100%]` for attainment and numbers, or `values: [A, B]` for a column.',
  },
  SPM3221: {
    severity: 'error',
    title: '`at` has no effect',
    why: 'Only what accumulates (attainment, amount, quantity, count) differs between a deal and the pay period’s end.',
    fix: 'Remove it.',
  },
  SPM3222: {
    severity: 'error',
    title: 'The matrix does not fit its dimensions',
    why: 'A cell too many or too few would shift the rates of all that follow.',
    fix: 'Give one list for each place of the first dimension, and in it one entry for each place of the next.',
  },
  SPM3223: {
    severity: 'error',
    title: 'Two dimensions of a matrix accumulate',
    why: 'A deal can be cut along one way only.',
    fix: 'Keep one of attainment, amount, quantity and count; others can be columns of the deal: `deal.amount`.',
  },
  SPM5601: {
    severity: 'error',
    title: 'A deal that no row of a rate is for',
    why: 'Nothing says what it pays, and that is not the same as paying nothing.',
    fix: 'Add a row for it, or say what all others pay: `otherwise: { rate: 0% }`.',
  },
  SPM5602: {
    severity: 'error',
    title: 'A deal that two rows of a table fit alike',
    why: 'Which of them pays would be a guess; no setting skips it.',
    fix: 'Make the conditions of the rows exclude each other, or tell the rows apart by another attribute.',
  },
  SPM5603: {
    severity: 'error',
    title: 'A formula comes out at nothing',
    why: 'On the quota or attainment of the window it divides by zero or needs what is blank; that is not a pay of 0.',
    fix: 'Say what such a deal pays: `attainment == 0 ? 0 : …`.',
  },
} as const satisfies Record<string, CatalogueEntry>

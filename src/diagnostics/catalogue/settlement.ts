import type { CatalogueEntry } from '../entry.js'

/** What becomes of earned pay: draws and thresholds. */
export const settlementCodes = {
  SPM3940: {
    severity: 'error',
    title: 'A draw or threshold that is no amount of money above zero',
    why: 'It would do nothing, or the opposite of what it says.',
    fix: 'Write an amount above zero in plan currency, or leave the key out.',
  },
  SPM3941: {
    severity: 'error',
    title: 'A draw beside a negative total that is not carried',
    why: 'A draw never tops up more than its own amount, so what lies below zero must be carried.',
    fix: 'Say `negative: carry` in the plan.',
  },
  SPM3942: {
    severity: 'error',
    title: 'A recovery that takes nothing, or more than all',
    why: 'The draw could never be repaid as the plan says.',
    fix: 'Write a percent above 0 % and at most 100 %.',
  },
  SPM3943: {
    severity: 'error',
    title: 'A draw ends before it starts',
    why: 'Nobody would ever have it.',
    fix: 'Correct `from` or `to`.',
  },
  SPM5950: {
    severity: 'error',
    title: 'The schedule of a draw needs a hire date',
    why: 'It goes by the months since somebody was hired; without the day nobody knows which month it is.',
    fix: 'Fill hire_date in the reps file.',
  },
  SPM5951: {
    severity: 'error',
    title: 'A draw counts an adjustment in another currency',
    why: 'The draw is money of the plan, the adjustment money of the payee, and nothing says at which rate one is the other.',
    fix: 'Leave `adjustments` out of `counts`, or pay the payee in plan currency.',
  },
} as const satisfies Record<string, CatalogueEntry>

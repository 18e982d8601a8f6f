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
  SPM3950: {
    severity: 'error',
    title: 'A release whose parts do not total 100 %',
    why: 'A part of the pay would never become payable, or more than all of it.',
    fix: 'Write shares above 0 % that total 100 %; thirds are 33.33%, 33.33% and 33.34%.',
  },
  SPM3951: {
    severity: 'error',
    title: 'Pay that waits, and no word on those who leave',
    why: 'Somebody may leave with pay that is earned and not yet payable, and companies differ in what becomes of it.',
    fix: 'Say `leavers: {unreleased: pay}` or `leavers: {unreleased: forfeit}` in the plan.',
  },
  SPM3952: {
    severity: 'error',
    title: 'Events are a part of a column that the deals lack',
    why: 'How much of a deal is invoiced or paid is an amount of the events over an amount of the deal.',
    fix: 'Name a number column of the deals, or declare its type under `inputs.deals.types`.',
  },
  SPM3953: {
    severity: 'error',
    title: 'A clawback that goes by the age of a deal, and does not say how it is told',
    why: 'Days and bands count from some day of the deal; which one changes what is taken back.',
    fix: 'Say `count_from: deal.close_date` (or another day), and `within` for pro_rata.',
  },
  SPM3954: {
    severity: 'error',
    title: 'A key of a clawback without effect',
    why: 'Somebody wrote it to change something, and it changes nothing.',
    fix: 'Leave it out, or write what it belongs to.',
  },
  SPM3955: {
    severity: 'error',
    title: 'A share or band of a clawback that cannot be',
    why: 'A clawback takes back something, at most all, and bands reach further one by one.',
    fix: 'Write shares above 0 % and at most 100 %, and bands in ascending order, all in days or all in months.',
  },
  SPM3956: {
    severity: 'error',
    title: 'Two ways for a cancelled deal to leave attainment in one plan',
    why: 'Components share measures and their attainment, which can be only one thing.',
    fix: 'Say the same `restate_attainment` in all clawbacks of the plan.',
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
  SPM5960: {
    severity: 'error',
    title: 'The age of a deal is not known',
    why: 'A clawback goes by the days since a day of the deal, and that cell is blank.',
    fix: 'Fill the cell, or let `count_from` be a day that every deal has.',
  },
  SPM5962: {
    severity: 'error',
    title: 'An adjustment in another currency beside a hold of all pay',
    why: 'The hold stops what the plan pays; the adjustment would be paid all the same.',
    fix: 'Move the adjustment to the period in which the hold is released; or hold deals or components, and the adjustment is paid.',
  },
  SPM5963: {
    severity: 'error',
    title: 'An adjustment below zero that could not be carried',
    why: 'It is in pay currency and takes more than the payee is paid; what plans carry is in their own currency.',
    fix: 'Take no more than he is paid in this period, and the rest by an adjustment of a later one.',
  },
  SPM5961: {
    severity: 'error',
    title: 'An event is a part of an amount that is not above zero',
    why: 'What share of the deal it is cannot be told.',
    fix: 'Fill the cell of the deal, or leave the amount of the event blank where it is all of the deal.',
  },
} as const satisfies Record<string, CatalogueEntry>

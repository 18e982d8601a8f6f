import { isOnDeal, moneyOf, type Line } from '../../engine/line.js'
import { ONE, type Decimal, formatDecimal, formatExact, formatPercent } from '../../base/decimal.js'
import { formatMoney } from '../../base/money.js'
import type { SettledLine } from '../../engine/settle.js'
import type { OutputTable } from '../output-table.js'

function perCredited(line: Line, amount: Decimal): string {
  const { credit } = line
  return isOnDeal(line) && credit && !credit.amount.isZero() ? formatExact(amount.dividedBy(credit.amount)) : ''
}

/** Is it what a rate gives, before caps and gates? */
function isRated(line: Line): boolean {
  return isOnDeal(line) || line.kind === line.component?.kind
}

export const payoutLinesTable: OutputTable<SettledLine> = {
  file: 'payout-lines.csv',
  doc: 'Every amount that makes up a payout: payee x component x deal x source period x kind, rounded once.',
  columns: [
    {
      name: 'line_id',
      type: 'text',
      names: 'line',
      doc: 'The same in every run of the same line.',
      value: ({ line }) => line.id,
    },
    {
      name: 'payee_id',
      type: 'text',
      names: 'person',
      doc: 'As in the reps file.',
      value: ({ line }) => line.participation.current.payee.id,
    },
    { name: 'plan_id', type: 'text', doc: 'The plan.', value: ({ line }) => line.participation.run.plan.id },
    {
      name: 'component_id',
      type: 'text',
      doc: 'The component of the plan; blank for what the plan as a whole adds.',
      value: ({ line }) => line.component?.id ?? '',
    },
    {
      name: 'kind',
      type: 'text',
      doc: 'commission, spiff, override, bonus, mbo, pool, rank; re_rating of earlier deals of the window; gate, gate_reversal, gate_release; deal_cap, budget_cap, group_cap, period_cap, window_cap, plan_cap: what is cut; carried, plan_carried: what fills room again; floor, plan_floor: the top-up to a minimum; adjustment: of the adjustments file; true_up: what a closed period pays more or less by today’s data; guarantee: what tops pay up to it; advance: what was paid at the period’s start; negative_carried, negative_recovered: a total below zero, and what is taken for it later; draw_paid, draw_recovered: what a draw tops up or pays in advance, and what is taken for it; threshold_carried, threshold_paid: what waits because it is little, and what waited; clawback, forfeited: what is taken back of the pay on a deal, and what a leaver loses; accrued_withheld, accrued_released: what is earned and not payable yet, and what of it is now; held_withheld, held_released: what a hold stops, and what it stopped.',
      value: ({ line }) => line.kind,
    },
    {
      name: 'status',
      type: 'text',
      doc: 'payable now, or accrued until the plan’s pay period ends.',
      value: ({ status }) => status,
    },
    {
      name: 'deal_id',
      type: 'text',
      names: 'deal',
      doc: 'The deal; blank where the line speaks of several (see slices.csv).',
      value: ({ line }) =>
        line.adjustment?.row.deal ?? line.onDeal?.deal ?? line.credit?.dealId ?? line.changes?.deal ?? '',
    },
    {
      name: 'credit_date',
      type: 'date',
      doc: 'The day the deal counts for.',
      value: ({ line }) => line.credit?.date ?? '',
    },
    {
      name: 'source_period',
      type: 'text',
      doc: 'The pay period it was earned in; that of the file for an adjustment.',
      value: ({ line }) => line.adjustment?.row.period ?? line.participation.run.payPeriod.id,
    },
    {
      name: 'credited_amount',
      type: 'number',
      doc: 'The payee’s part of the deal in the measure’s unit, exact.',
      value: ({ line }) => (line.credit && isOnDeal(line) ? formatExact(line.credit.amount) : ''),
    },
    {
      name: 'quota',
      type: 'number',
      doc: 'The window’s quota that the line went by, in the measure’s unit.',
      value: ({ line }) => (line.quota ? formatExact(line.quota.amount) : ''),
    },
    {
      name: 'attainment_percent',
      type: 'number',
      doc: 'Credited in the window so far / quota, rounded down to two decimals.',
      value: ({ line: { quota, credited } }) =>
        quota && credited && !quota.amount.isZero() ? formatPercent(credited.dividedBy(quota.amount)) : '',
    },
    {
      name: 'window_before',
      type: 'number',
      doc: 'Position in the tiers (amount, quantity or count) before the deal.',
      value: ({ line }) => (line.before ? formatExact(line.before) : ''),
    },
    {
      name: 'window_after',
      type: 'number',
      doc: 'Position in the tiers after the deal; what a window came to, for pay of a window.',
      value: ({ line }) => (line.after ? formatExact(line.after) : ''),
    },
    {
      name: 'blended_rate',
      type: 'number',
      doc: 'base_amount / credited_amount, to 12 decimals.',
      value: ({ line }) => perCredited(line, line.base?.amount ?? line.exact),
    },
    {
      name: 'multiplier',
      type: 'number',
      doc: 'What base_amount is multiplied with; 1 where nothing is.',
      value: ({ line }) => (isRated(line) ? formatExact(line.base?.multiplier ?? ONE) : ''),
    },
    {
      name: 'effective_rate',
      type: 'number',
      doc: 'exact_amount / credited_amount, to 12 decimals.',
      value: ({ line }) => perCredited(line, line.exact),
    },
    {
      name: 'base_amount',
      type: 'number',
      doc: 'What the rate gives, points added to it included, before the multiplier; exact, in plan currency.',
      value: ({ line }) => (isRated(line) ? formatExact(line.base?.amount ?? line.exact) : ''),
    },
    {
      name: 'exact_amount',
      type: 'number',
      doc: 'base_amount x multiplier; before rounding, in `currency`, to 12 decimals.',
      value: ({ line }) => formatExact(line.exact),
    },
    {
      name: 'amount',
      type: 'number',
      doc: 'In `currency`, rounded once by the plan’s rule.',
      value: ({ line }) => formatMoney(line.amount, moneyOf(line)),
    },
    {
      name: 'currency',
      type: 'text',
      doc: 'Plan currency; pay currency for an adjustment.',
      value: ({ line }) => moneyOf(line),
    },
    {
      name: 'pay_amount',
      type: 'number',
      doc: 'In pay currency; the lines of a payee sum to his payout.',
      value: ({ payAmount, payCurrency }) => formatMoney(payAmount, payCurrency),
    },
    { name: 'pay_currency', type: 'text', doc: 'Pay currency.', value: ({ payCurrency }) => payCurrency },
    {
      name: 'fx_rate',
      type: 'number',
      doc: '`currency` to pay currency; blank where they are the same.',
      value: ({ fx }) => (fx ? formatDecimal(fx.rate.toDecimalPlaces(12)) : ''),
    },
    { name: 'fx_on', type: 'text', doc: 'The day or period of that rate.', value: ({ fx }) => fx?.on ?? '' },
    {
      name: 'changes_line',
      type: 'text',
      names: 'line',
      doc: 'The line of a closed period that a true-up changes; the line that a clawback takes back.',
      value: ({ line }) => line.changes?.id ?? line.onDeal?.line ?? '',
    },
    {
      name: 'reason',
      type: 'text',
      names: 'words',
      doc: 'Why the line exists, where its kind alone does not say it.',
      value: ({ line }) => line.reason,
    },
  ],
}

/**
 * Pay that waits, is held, drawn, adjusted and taken back, by month and by quarter, in two currencies: January and
 * February are closed, March is what is reported.
 */
export const WAITING: Readonly<Record<string, string>> = {
  'spm.yaml': 'fx: { payout: period_end }\n',
  'plans/ae.yaml': `
plan: ae
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: month
proration: days
negative: carry
leavers: { unreleased: pay }
threshold: 20
draw: { type: recoverable, style: minimum, amount: 200, where: rep.payee_id == "cy", counts: [true_ups], on: payable, recovery: { percent: 50% }, at_end: carry }
clawback: { on: [cancel], within: 300 days, count_from: deal.close_date, take: full, restate_attainment: none }
measures:
  won: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - id: base
    kind: commission
    measure: won
    window: deal
    rate: { kind: flat, rate: 10% }
    release: [{ at: booking, share: 60% }, { at: payment, share: 40% }]
`,
  'plans/csm.yaml': `
plan: csm
currency: USD
effective: { from: 2026-01-01, to: 2026-12-31 }
pays: quarter
negative: owed
measures:
  kept: { amount: deal.amount, date: deal.close_date, credit: direct }
components:
  - { id: kept, kind: commission, measure: kept, window: period, rate: { kind: flat, rate: 1.5% } }
`,
  'data/reps.csv': `payee_id,name,plan,currency,manager_id
ana,Ana,ae,,
bo,Bo,ae,EUR,ana
cy,Cy,ae,,ana
di,Di,csm,,bo
eve,Eve,ae,,bo
`,
  'data/deals.csv': `deal_id,payee_id,amount,close_date
D1,ana,10000,2026-01-10
D2,bo,3333.33,2026-02-11
D3,cy,500,2026-02-12
D4,di,777.77,2026-01-15
D5,ana,1000.05,2026-03-03
D6,eve,100,2026-03-04
D7,bo,2500,2026-03-05
D8,di,1000,2026-03-06
D9,cy,9000,2026-03-07
`,
  'data/events.csv': `event_id,deal_id,date,type,amount
P1,D1,2026-02-20,payment,2500
P2,D1,2026-03-20,payment,2500
C1,D2,2026-03-21,cancel,
`,
  'data/holds.csv': 'hold_id,payee_id,deal_id,component,from,until,reason\nH1,,D5,,2026-03-01,,credit check\n',
  'data/adjustments.csv':
    'id,period,payee_id,amount,reason,requested_by,approved_by\nA1,2026-03,ana,12.34,rounding,kim,lee\n',
  'data/fx.csv': 'date,from,to,rate\n2026-01-31,USD,EUR,0.91\n2026-02-28,USD,EUR,0.92\n2026-03-31,USD,EUR,0.93\n',
}

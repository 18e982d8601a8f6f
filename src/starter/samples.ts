import { addDays, addMonths, partsOf, type PlainDate } from '../base/date.js'
import type { Currency } from '../base/money.js'

/** Where deals come from. */
export const SOURCES = ['salesforce', 'hubspot', 'pipedrive', 'other'] as const
export type Source = (typeof SOURCES)[number]

interface SampleDeal {
  readonly owner: string
  readonly account: string
  readonly amount: number
  /** Days after the first of its month, and how many months before the last one. */
  readonly day: number
  readonly back: number
  readonly won: boolean
}

/** People and companies that do not exist. */
const DEALS: readonly SampleDeal[] = [
  { owner: 'Ana Diaz', account: 'Alder Foods', amount: 18000, day: 8, back: 2, won: true },
  { owner: 'Ben Okoro', account: 'Birch Media', amount: 9500, day: 19, back: 2, won: true },
  { owner: 'Chloe Martin', account: 'Cedar Health', amount: 42000, day: 11, back: 1, won: true },
  { owner: 'Ana Diaz', account: 'Dune Labs', amount: 7200, day: 16, back: 1, won: false },
  { owner: 'Ana Diaz', account: 'Elm Logistics', amount: 26400, day: 4, back: 0, won: true },
  { owner: 'Ben Okoro', account: 'Fern Bank', amount: 61000, day: 12, back: 0, won: true },
  { owner: 'Chloe Martin', account: 'Grove Retail', amount: 15750, day: 20, back: 0, won: true },
  { owner: 'Ben Okoro', account: 'Hazel Energy', amount: 8800, day: 24, back: 0, won: false },
]

/**
 * A small export as the source writes it, so that a new project runs at once. Its deals are of the three months that end
 * with the given one.
 * @param month the first day of the last month
 */
export function sampleExport(source: Source, currency: Currency, month: PlainDate): string {
  const deals = DEALS.map((deal, index) => ({
    ...deal,
    number: index + 1,
    date: addDays(addMonths(month, -deal.back), deal.day),
  }))
  const lines = (header: string, line: (deal: (typeof deals)[number]) => string): string =>
    [header, ...deals.map(line)].map((each) => `${each}\n`).join('')
  const amount = (deal: SampleDeal): string => String(deal.amount)
  switch (source) {
    case 'salesforce':
      return lines(
        '"Opportunity ID","Opportunity Owner","Account Name","Amount Currency","Amount","Close Date","Stage","Type"',
        (deal) =>
          [
            `0065g00000SampL${String.fromCharCode(64 + deal.number)}`,
            deal.owner,
            deal.account,
            currency,
            amount(deal),
            usDate(deal.date),
            deal.won ? 'Closed Won' : 'Closed Lost',
            'New Business',
          ]
            .map((cell) => `"${cell}"`)
            .join(','),
      )
    case 'hubspot':
      return lines('Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline', (deal) =>
        [
          900100 + deal.number,
          deal.account,
          deal.won ? 'Closed Won' : 'Closed Lost',
          `${deal.date} 12:00`,
          deal.owner,
          amount(deal),
          'Sales Pipeline',
        ].join(','),
      )
    case 'pipedrive':
      return lines(
        'Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency,Deal - Status,Deal - Won time,Deal - Organization',
        (deal) =>
          [
            deal.number,
            `${deal.account} deal`,
            deal.owner,
            amount(deal),
            currency,
            deal.won ? 'Won' : 'Lost',
            deal.won ? `${deal.date} 12:00:00` : '',
            deal.account,
          ].join(','),
      )
    case 'other':
      return lines('deal_id,payee_id,account,amount,currency,close_date,stage', (deal) =>
        [
          `D${deal.number}`,
          deal.owner,
          deal.account,
          amount(deal),
          currency,
          deal.date,
          deal.won ? 'Closed Won' : 'Closed Lost',
        ].join(','),
      )
  }
}

function usDate(date: PlainDate): string {
  const { year, month, day } = partsOf(date)
  return `${month}/${day}/${year}`
}

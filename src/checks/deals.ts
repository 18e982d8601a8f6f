import { Decimal, formatDecimal } from '../base/decimal.js'
import { groupBy } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Deal } from '../model/records.js'
import type { Cell, Columns } from '../model/table.js'
import { isFarAbove, usualDigits } from './digits.js'
import { RowsAlike } from './rows-alike.js'

/** Looks at the deals of an export for what is allowed and seldom meant. Asked once, so its cost is that of the rows. */
type DealCheck = (deals: readonly Deal[], columns: Columns) => readonly Diagnostic[]

/** So many are named. */
const NAMED = 5
/** Where more than one deal in a hundred has a twin, that is the nature of the business. */
const FEW = 100

/** The same deal under two ids: booked twice, or exported from two systems. */
const checkTwins: DealCheck = (deals, columns) => {
  const amount = columns.get('amount')?.slot
  const id = columns.get('deal_id')?.slot
  if (amount === undefined) return []
  const seen = new RowsAlike<Deal>((deal) => [deal.owner, deal.currency, ...without(deal.cells, id)])
  const pairs: (readonly [Deal, Deal])[] = []
  for (const deal of deals) {
    const worth = deal.cells[amount]
    if (!(worth instanceof Decimal) || worth.isZero() || deal.reverses !== undefined) continue
    const twin = seen.before(deal)
    if (twin) pairs.push([twin, deal])
  }
  if (pairs.length === 0 || pairs.length > Math.max(1, deals.length / FEW)) return []
  const words = pairs.slice(0, NAMED).map(([one, other]) => `"${other.id}" and "${one.id}"`)
  const [[first, second]] = pairs as [readonly [Deal, Deal]]
  return [
    diagnose('SPM5083', `${listed(words, pairs.length)} differ in nothing but their id`, {
      place: at(second, 'deal_id'),
      related: [{ place: at(first, 'deal_id'), message: 'its twin' }],
    }),
  ]
}

function without(cells: readonly Cell[], slot: number | undefined): readonly Cell[] {
  return slot === undefined ? cells : cells.filter((_, index) => index !== slot)
}

/** Amounts with a comma too far right: two digits more than those of 99 deals in 100, in their currency. */
const checkAmounts: DealCheck = (deals, columns) => {
  const slot = columns.get('amount')?.slot
  if (slot === undefined) return []
  const amountOf = (deal: Deal): Decimal | undefined => {
    const cell = deal.cells[slot]
    return cell instanceof Decimal ? cell : undefined
  }
  const usual = new Map(
    [...groupBy(deals, ({ currency }) => currency)].map(([of, mine]) => [of, usualDigits(mine.map(amountOf), 99)]),
  )
  const odd = deals.filter((deal) => isFarAbove(amountOf(deal), usual.get(deal.currency)))
  const [first] = odd
  if (first === undefined) return []
  const words = odd.slice(0, NAMED).map((deal) => `"${deal.id}" (${formatDecimal(amountOf(deal)!)})`)
  const verb = odd.length === 1 ? 'has' : 'have'
  const message = `${listed(words, odd.length)} ${verb} at least two digits more than 99 of 100 deals`
  return [diagnose('SPM5084', message, { place: at(first, 'amount') })]
}

/** Days that programs write where they have none: 1900-01-01, 1970-01-01, 9999-12-31. */
const FIRST_LIKELY = '1990-01-01'
const LAST_LIKELY = '2100-01-01'

const checkDates: DealCheck = (deals, columns) =>
  columns.list
    .filter(({ type }) => type === 'date')
    .flatMap(({ name, slot }) => {
      const odd = deals.filter(({ cells }) => {
        const day = cells[slot]
        return typeof day === 'string' && day !== '' && (day < FIRST_LIKELY || day > LAST_LIKELY)
      })
      const [first] = odd
      if (first === undefined) return []
      const words = odd.slice(0, NAMED).map((deal) => `"${deal.id}" (${String(deal.cells[slot])})`)
      return [
        diagnose('SPM5085', `${name} of ${listed(words, odd.length)} is a day that is hardly meant`, {
          place: at(first, name),
        }),
      ]
    })

function at({ file, record }: Deal, cell: string): { file: string; record: number; cell: string } {
  return { file, record, cell }
}

/** `a, b and 12 more`. */
function listed(words: readonly string[], count: number): string {
  const more = count - words.length
  return more > 0 ? `${words.join(', ')} and ${more} more` : words.join(', ')
}

const CHECKS: readonly DealCheck[] = [checkTwins, checkAmounts, checkDates]

/** What is odd about the deals of an export, whatever plans say. To add a check: a function, and its name above. */
export function checkDeals(deals: readonly Deal[], columns: Columns): readonly Diagnostic[] {
  return CHECKS.flatMap((check) => check(deals, columns))
}

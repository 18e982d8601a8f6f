import { ZERO, type Decimal } from '../base/decimal.js'
import { minorDigits } from '../base/money.js'
import { lineOf, NO_RATE, type Line } from '../engine/line.js'
import type { Participation } from '../engine/attain.js'
import type { PayeeId } from '../model/ids.js'
import type { Posted, PostedLine } from './posted.js'
import type { Why } from './why.js'

/** A closed period recomputed from today's data. */
export interface Recomputed {
  /** What everybody is entitled to on plans whose pay period ends with it. */
  readonly entitled: Iterable<{ readonly participation: Participation; readonly lines: readonly Line[] }>
  /** The pay periods that end with it, of all plans. */
  readonly sources: ReadonlySet<string>
  /** Where somebody stood on a plan, also one that pays him nothing by today's data. */
  readonly placeOf: (payee: PayeeId, plan: string) => Participation | undefined
}

/**
 * What closed periods pay more or less by today's data than was posted for them (F2): a line for each difference, never
 * a change of what was posted, no line of zero.
 */
export class TrueUps {
  readonly #lines = new Map<PayeeId, Line[]>()
  readonly #seen = new Set<string>()

  constructor(
    private readonly posted: Posted,
    private readonly paidIn: string,
    private readonly why: Why,
  ) {}

  /** Takes a closed period as recomputed. */
  add({ entitled, sources, placeOf }: Recomputed): void {
    const there = new Map<string, Participation>()
    for (const { participation, lines } of entitled) {
      const { run, current } = participation
      if (!run.due) continue
      there.set(placeKey(current.payee.id, run.plan.id, run.payPeriod.id), participation)
      for (const line of lines) {
        const before = this.posted.lines.get(line.id)
        this.#seen.add(line.id)
        this.#change(line, line.amount.minus(before?.amount ?? ZERO), before)
      }
    }
    for (const before of this.posted.lines.values()) {
      if (this.#seen.has(before.id) || !sources.has(before.source)) continue
      this.#seen.add(before.id)
      if (before.amount.isZero()) continue
      const participation =
        there.get(placeKey(before.payee, before.plan, before.source)) ?? placeOf(before.payee, before.plan)
      // Plans and people of closed periods have been found to be there: check-closed.ts.
      if (participation === undefined) throw new Error(`true-up: nobody to take ${before.id} from`)
      // What tops up what was payable then is no entitlement of today's data.
      if (before.kind === 'guarantee' && participation.run.plan.guarantee?.on === 'payable') continue
      this.#change(
        { ...NO_RATE, participation, component: componentOf(participation, before) },
        before.amount.negated(),
        before,
      )
    }
  }

  get lines(): ReadonlyMap<PayeeId, readonly Line[]> {
    return this.#lines
  }

  #change(
    line: Pick<Line, 'participation' | 'component' | 'credit'> & { readonly id?: string; readonly kind?: string },
    amount: Decimal,
    before: PostedLine | undefined,
  ): void {
    if (amount.isZero()) return
    const { participation, component, credit } = line
    const payee = participation.current.payee.id
    const deal = credit?.dealId ?? before?.deal ?? ''
    const kind = line.kind ?? before!.kind
    const { currency } = participation.run.plan
    const was = (before?.amount ?? ZERO).toFixed(minorDigits(currency))
    const now = amount.plus(before?.amount ?? ZERO).toFixed(minorDigits(currency))
    const what = `${kind === 're_rating' ? 're-rating' : kind.replaceAll('_', ' ')} of ${participation.run.payPeriod.id} was ${was}, is ${now}`
    const reason = `${what}: ${this.why.of(participation, deal)}`
    const toPayee = `${what}: ${this.why.of(participation, deal, 'payee')}`
    const changes = { id: line.id ?? before!.id, deal, paidIn: this.paidIn, toPayee }
    const made = lineOf(
      { ...NO_RATE, kind: 'true_up', participation, component, credit, exact: amount, reason, changes },
      amount,
    )
    const mine = this.#lines.get(payee)
    if (mine) mine.push(made)
    else this.#lines.set(payee, [made])
  }
}

function placeKey(...words: readonly string[]): string {
  return words.join('\u001f')
}

function componentOf({ run }: Participation, { component }: PostedLine): Line['component'] {
  return run.plan.components.find(({ id }) => id === component)
}

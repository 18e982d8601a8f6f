import type { Participation } from '../engine/attain.js'
import type { DealId, PayeeId } from '../model/ids.js'
import type { DealChange } from './deal-changes.js'
import type { Posted } from './posted.js'

/** What of the inputs differs from what closed periods were paid by. */
export interface Changes {
  readonly deals: ReadonlyMap<DealId, DealChange>
  readonly removed: ReadonlySet<DealId>
  /** Deals that leave the windows of their credits since they were cancelled, in words (F5). */
  readonly cancelled: ReadonlyMap<DealId, string>
  /** Payees whose quotas changed; of a role: everybody in it. */
  readonly quotas: ReadonlySet<PayeeId>
  /** Payees whose rows say `restates`, and plans that do. */
  readonly reps: ReadonlySet<PayeeId>
  readonly plans: ReadonlySet<string>
}

const NAMED = 3

/** Tells why a closed period pays something else: the cause nearest to the line. */
export class Why {
  constructor(
    private readonly posted: Posted,
    private readonly changes: Changes,
  ) {}

  /** @param to for the company's files, or for the payee, who is not told who else takes part in a deal */
  of(participation: Participation, deal: DealId | '', to: 'company' | 'payee' = 'company'): string {
    const own = deal === '' ? undefined : this.#ofDeal(deal, to)
    if (own !== undefined) return own
    const { current, run } = participation
    const causes: string[] = []
    if (this.changes.plans.has(run.plan.id)) causes.push(`plan ${run.plan.id} was restated`)
    if (this.changes.reps.has(current.payee.id)) causes.push('the reps file was restated')
    if (this.changes.quotas.has(current.payee.id)) causes.push('the quota changed')
    const others = this.#othersOf(participation, deal)
    if (others.length > 0) {
      const named = others.slice(0, NAMED).join(', ')
      causes.push(`other deals changed (${named}${others.length > NAMED ? `, ${others.length - NAMED} more` : ''})`)
    }
    causes.push(...this.#cancelledOf(current.payee.id, causes.length === 0))
    return causes.length > 0 ? causes.join('; ') : 'other inputs changed'
  }

  /** Clawbacks of deals in which the payee took part; where nothing else explains a change, of others as well. */
  #cancelledOf(payee: PayeeId, all: boolean): readonly string[] {
    const words = [...this.changes.cancelled]
    const mine = words.filter(([deal]) => {
      const before = this.posted.deals.get(deal)
      return before?.owner === payee || before?.splits.some(([id]) => id === payee)
    })
    return (mine.length > 0 || !all ? mine : words).slice(0, NAMED).map(([, each]) => each)
  }

  #ofDeal(deal: DealId, to: 'company' | 'payee' = 'company'): string | undefined {
    if (this.changes.removed.has(deal)) return 'the deal was removed'
    const before = this.posted.deals.get(deal)
    if (before === undefined || before.removed) return `the deal came after the close`
    const change = this.changes.deals.get(deal)
    return to === 'payee' ? change?.toPayee : change?.words
  }

  /** Deals of the payee's windows that changed. */
  #othersOf(
    {
      credits,
      current: {
        payee: { id: payee },
      },
    }: Participation,
    but: DealId | '',
  ): readonly DealId[] {
    const changed = new Set<DealId>()
    for (const mine of credits.values()) {
      for (const { dealId } of mine) {
        if (dealId !== '' && dealId !== but && this.#ofDeal(dealId) !== undefined) changed.add(dealId)
      }
    }
    for (const deal of this.changes.removed) {
      const before = this.posted.deals.get(deal)
      const mine = before?.owner === payee || before?.splits.some(([id]) => id === payee)
      if (deal !== but && mine) changed.add(deal)
    }
    return [...changed].sort()
  }
}

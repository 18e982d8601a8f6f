import { compareText } from '../base/order.js'
import type { PlainDate } from '../base/date.js'
import type { Period } from '../base/period.js'
import type { PayeeId } from '../model/ids.js'
import type { Payee } from '../model/records.js'
import { chainOf } from '../plan/chain.js'
import type { Plan } from '../plan/plan.js'
import { assignmentsInChain, type Assignment } from './assign.js'
import type { Book } from './book.js'
import { circleFound, Hierarchy } from './hierarchy.js'
import type { ReportOnce } from './report-once.js'

/** Somebody below a manager. */
export interface Member {
  readonly payee: Payee
  /** 1 is directly below. */
  readonly level: number
}

/** A plan that a member is on in a pay period, with his days there and on the plans it goes on from. */
export interface MemberPlan {
  readonly plan: Plan
  readonly assignments: readonly Assignment[]
}

/** Who is below whom on a day, and on which plans. */
export class Members {
  readonly #hierarchy: Hierarchy
  readonly #byDay = new Map<PlainDate, ReadonlyMap<PayeeId, readonly Member[]>>()
  readonly #plans = new Map<string, MemberPlan>()
  #sorted: readonly Payee[] | undefined

  constructor(
    private readonly book: Pick<Book, 'payees' | 'plans'>,
    private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    private readonly report: ReportOnce,
  ) {
    this.#hierarchy = new Hierarchy(book.payees)
  }

  /** Everybody below a manager on a day, with the company and not behind a vacancy, by id. */
  below(manager: PayeeId, day: PlainDate): readonly Member[] {
    const known = this.#byDay.get(day) ?? this.#look(day)
    this.#byDay.set(day, known)
    return known.get(manager) ?? []
  }

  /** Every plan he is on in a pay period, but none whose days the next one counts because it continues it. */
  plansOf(payee: Payee, period: Period): readonly MemberPlan[] {
    const mine = this.assignments.get(payee.id) ?? []
    const active = mine.filter(({ from, to }) => from < period.end && to >= period.start)
    const plans = [...new Set(active.map(({ plan }) => plan))]
    const chains = plans.map((plan) => chainOf(plan, this.book.plans))
    return chains.flatMap((chain) => {
      const plan = chain[0]!
      if (chains.some((other) => other !== chain && other.includes(plan))) return []
      return this.#memberPlan(
        chain,
        mine,
        active.findLast((each) => each.plan === plan)!,
      )
    })
  }

  /** The same object each time, so that quotas are reckoned once. */
  #memberPlan(chain: readonly Plan[], mine: readonly Assignment[], current: Assignment): MemberPlan {
    const plan = chain[0]!
    const key = [current.payee.id, plan.id, plan.from, current.from].join('\0')
    const known = this.#plans.get(key)
    if (known) return known
    const made = { plan, assignments: assignmentsInChain(mine, chain, current) }
    this.#plans.set(key, made)
    return made
  }

  #look(day: PlainDate): ReadonlyMap<PayeeId, readonly Member[]> {
    const below = new Map<PayeeId, Member[]>()
    this.#sorted ??= [...this.book.payees.values()].sort((a, b) => compareText(a.id, b.id))
    for (const payee of this.#sorted) {
      const { managers, circle } = this.#hierarchy.above(payee, day)
      if (circle) {
        this.report(circleFound(circle))
        continue
      }
      for (const [index, manager] of managers.entries()) {
        const members = below.get(manager.id)
        if (members) members.push({ payee, level: index + 1 })
        else below.set(manager.id, [{ payee, level: index + 1 }])
      }
    }
    return below
  }
}

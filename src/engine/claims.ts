import type { PlainDate } from '../base/date.js'
import { min, ONE, ZERO, type Decimal } from '../base/decimal.js'
import { compareText, sortedBy } from '../base/order.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import type { Absent } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal, RepRow, SplitRow } from '../model/records.js'
import type { CreditRules, PayeeRule, Plan, Rollup } from '../plan/plan.js'
import type { Assignment } from './assign.js'
import type { Book } from './book.js'
import { circleFound, Hierarchy, type Above } from './hierarchy.js'
import { PayeeRules } from './payee-rules.js'
import type { ReportOnce } from './report-once.js'
import type { Participant } from './splits.js'
import { Territories } from './territories.js'

/** What one measure would credit one payee with of one deal, by the ways in which it reaches him; shares, ratios. */
export interface Claim {
  readonly payee: PayeeId
  readonly direct: Decimal
  /** Beyond 100 % (F33). */
  readonly overlay: Decimal
  readonly rollup: Decimal
  readonly territory: Decimal
  readonly rule: Decimal
  /** A blank that leaves open whether a rule reaches him, and the row he is on the plan by. */
  readonly unclear: { readonly blank: Absent; readonly row: RepRow; readonly rule: string } | undefined
  /** The people below from whom the rollup comes, by id. */
  readonly via: readonly PayeeId[]
}

/** Something missing that keeps somebody from a credit. */
export interface Gap {
  readonly kind: 'vacant_manager' | 'no_territory_holder' | 'nobody_by_rule'
  readonly payee: PayeeId
  readonly detail: string
}

export interface Claims {
  /** In order of payee id. */
  readonly claims: readonly Claim[]
  readonly gaps: readonly Gap[]
}

/** Direct, rolled-up, territory and rule credit make a deal at most once (F35); overlay comes on top. */
export function shareOf({ direct, overlay, rollup, territory, rule }: Claim): Decimal {
  return min(ONE, direct.plus(rollup).plus(territory).plus(rule)).plus(overlay)
}

/** Several rows of one payee are one share. */
export function overlaysOf(splits: readonly SplitRow[] | undefined): readonly Participant[] {
  const shares = new Map<PayeeId, Decimal>()
  for (const { type, payee, share } of splits ?? []) {
    if (type === 'overlay' && share) shares.set(payee, (shares.get(payee) ?? ZERO).plus(share))
  }
  return sortedBy(shares, ([payee]) => payee).map(([payee, share]) => ({ payee, share }))
}

/** Finds whom the credit rules of measures reach, beyond the owner and the revenue split. */
export class Claimants {
  readonly #hierarchy: Hierarchy
  readonly #territories: Territories
  readonly #rules: PayeeRules

  constructor(
    private readonly book: Book,
    assignments: ReadonlyMap<PayeeId, readonly Assignment[]>,
    private readonly report: ReportOnce,
  ) {
    this.#hierarchy = new Hierarchy(book.payees, assignments)
    this.#territories = new Territories(book.payees)
    this.#rules = new PayeeRules(assignments)
  }

  of(
    deal: Deal,
    plan: Plan,
    rules: CreditRules,
    date: PlainDate,
    participants: readonly Participant[],
    overlays: readonly Participant[],
  ): Claims {
    const claims = new Map<PayeeId, Mutable<Claim>>()
    const gaps: Gap[] = []
    const claim = (payee: PayeeId): Mutable<Claim> => {
      const known = claims.get(payee)
      if (known) return known
      const fresh = {
        payee,
        direct: ZERO,
        overlay: ZERO,
        rollup: ZERO,
        territory: ZERO,
        rule: ZERO,
        unclear: undefined,
        via: [],
      }
      claims.set(payee, fresh)
      return fresh
    }
    if (rules.direct) for (const { payee, share } of participants) claim(payee).direct = share
    if (rules.overlay) for (const { payee, share } of overlays) claim(payee).overlay = share
    if (rules.rollup) {
      // An overlay is nobody's own deal: `include_own` adds revenue shares alone.
      const below = rules.rollup.overlay ? [...participants, ...overlays] : participants
      for (const [index, participant] of below.entries()) {
        const own = rules.rollup.own && index < participants.length
        for (const payee of this.#above(participant.payee, { ...rules.rollup, own }, date, gaps)) {
          const mine = claim(payee)
          mine.rollup = mine.rollup.plus(participant.share)
          if (!mine.via.includes(participant.payee)) mine.via = [...mine.via, participant.payee].sort(compareText)
        }
      }
    }
    for (const rule of rules.territories) {
      const territory = deal.cells[rule.dealSlot] as string
      const holders = territory === '' ? [] : this.#territories.holders(rule, territory, date)
      if (holders.length === 0) {
        const what = territory === '' ? 'the deal has no territory' : `nobody holds territory "${territory}" that day`
        gaps.push({ kind: 'no_territory_holder', payee: deal.owner, detail: `${what}, as ${rule.role}` })
      }
      for (const [payee, share] of this.#held(
        deal,
        `territory "${territory}" as ${rule.role}`,
        holders,
        participants,
      )) {
        const mine = claim(payee)
        mine.territory = min(ONE, mine.territory.plus(share))
      }
    }
    if (rules.payees.length > 0) this.#byRules(deal, plan, rules.payees, date, claim, gaps)
    return { claims: sortedBy(claims.values(), ({ payee }) => payee), gaps }
  }

  #byRules(
    deal: Deal,
    plan: Plan,
    rules: readonly PayeeRule[],
    date: PlainDate,
    claim: (payee: PayeeId) => Mutable<Claim>,
    gaps: Gap[],
  ): void {
    const meant: { rule: PayeeRule; blankColumn: string | undefined }[] = []
    let reachesSomebody = false
    for (const rule of rules) {
      const reach = this.#rules.reach(rule, plan, deal, date)
      if (reach.meant) meant.push({ rule, blankColumn: reach.blankColumn })
      for (const { assignment, blank } of reach.reached) {
        reachesSomebody = true
        const mine = claim(assignment.payee.id)
        mine.rule = min(ONE, mine.rule.plus(rule.share))
        if (blank) mine.unclear ??= { blank, row: assignment.row, rule: rule.text }
      }
    }
    if (reachesSomebody || meant.length === 0) return
    const why = meant.map(({ rule, blankColumn }) =>
      blankColumn === undefined ? rule.text : `${rule.text} (deal.${blankColumn} is blank)`,
    )
    const detail = `nobody on plan ${plan.id} is reached that day by ${why.join(', or by ')}`
    gaps.push({ kind: 'nobody_by_rule', payee: deal.owner, detail })
  }

  /** Those whom a share of somebody below reaches. */
  #above(id: PayeeId, { levels, own }: Rollup, date: PlainDate, gaps: Gap[]): readonly PayeeId[] {
    const above = this.#hierarchy.above(this.book.payees.get(id)!, date)
    if (above.circle) this.report(circleFound(above.circle))
    const { managers, vacant } = above
    const reached =
      levels.kind === 'only' ? managers.slice(levels.n - 1, levels.n) : managers.slice(0, levels.n ?? managers.length)
    if (vacant && (levels.n === undefined || managers.length < levels.n)) gaps.push(gapOf(id, vacant, this.book))
    return [...(own ? [id] : []), ...reached.map((each) => each.id)]
  }

  /** Two holders at once are an error, unless the deal's revenue split says what each of them has. */
  #held(
    deal: Deal,
    what: string,
    holders: readonly RepRow[],
    participants: readonly Participant[],
  ): readonly (readonly [PayeeId, Decimal])[] {
    if (holders.length <= 1) return holders.map(({ payee }) => [payee, ONE])
    const split = this.book.splits.get(deal.id)?.some(({ type }) => type === 'revenue')
    const said = participants.filter(({ payee }) => holders.some((row) => row.payee === payee))
    if (split && said.length > 0) return said.map(({ payee, share }) => [payee, share])
    const [a, b] = sortedBy(holders, ({ payee }) => payee) as [RepRow, RepRow]
    this.report(
      diagnose('SPM5703', `"${a.payee}" and "${b.payee}" both hold ${what} at once`, {
        place: { file: b.file, record: b.record },
        related: [{ message: 'the other row', place: { file: a.file, record: a.record } }],
      }),
    )
    return []
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

function gapOf(payee: PayeeId, { id, of }: NonNullable<Above['vacant']>, { payees }: Book): Gap {
  const why = payees.has(id as PayeeId) ? 'is not there that day' : 'is not in the reps file'
  const detail = `"${id}", the manager of "${of.payee}", ${why}: nobody from there up is credited`
  return { kind: 'vacant_manager', payee, detail }
}

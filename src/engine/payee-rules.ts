import type { PlainDate } from '../base/date.js'
import { groupBy } from '../base/order.js'
import { isAbsent, type Absent, type Expression } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Cell } from '../model/table.js'
import type { PayeeRule, Plan } from '../plan/plan.js'
import type { Assignment } from './assign.js'

/** Somebody whom a rule reaches, or for whom a blank leaves it open. */
export interface Reached {
  readonly assignment: Assignment
  readonly blank: Absent | undefined
}

export interface Reach {
  /** Does the rule mean the deal at all: what it asks of the deal alone holds, or may hold. */
  readonly meant: boolean
  readonly reached: readonly Reached[]
  /** The blank column of the deal that would have to equal one of rep. */
  readonly blankColumn: string | undefined
}

const NOT_MEANT: Reach = { meant: false, reached: [], blankColumn: undefined }

/**
 * Whom credit rules reach. Not everybody is asked about every deal: payees are found by the texts that must be equal, and
 * what else compares both rows is asked of those alone, once for each set of the deal's cells that it reads.
 */
export class PayeeRules {
  readonly #known = new Map<
    PayeeRule,
    { readonly byTexts: ReadonlyMap<string, readonly Reached[]>; answers: Answers }
  >()

  constructor(private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>) {}

  /** Those on the plan on the day; who has left is not asked, whatever days leavers have. */
  reach(rule: PayeeRule, plan: Plan, { cells }: Deal, date: PlainDate): Reach {
    let blank: Absent | undefined
    for (const condition of rule.onDeal) {
      const answer = condition.evaluate({ deal: cells })
      if (answer === false) return NOT_MEANT
      if (isAbsent(answer)) blank ??= answer
    }
    const blankColumn = rule.equal.find(({ dealSlot }) => cells[dealSlot] === '')?.deal
    if (blankColumn !== undefined) return { meant: true, reached: [], blankColumn }
    const there = this.#candidates(rule, plan, cells).filter(
      ({ assignment }) => assignment.from <= date && date <= assignment.to,
    )
    const reached = blank ? there.map((each) => ({ ...each, blank: each.blank ?? blank })) : there
    return { meant: true, reached, blankColumn: undefined }
  }

  /** Whatever the day. */
  #candidates(rule: PayeeRule, plan: Plan, cells: readonly Cell[]): readonly Reached[] {
    const known = this.#known.get(rule) ?? { byTexts: this.#byTexts(rule, plan), answers: new Map() }
    this.#known.set(rule, known)
    const texts = keyOf(
      cells,
      rule.equal.map(({ dealSlot }) => dealSlot),
    )
    const equal = known.byTexts.get(texts) ?? []
    if (rule.onBoth.length === 0) return equal
    const key = `${texts}${keyOf(cells, rule.slots)}`
    const answered = known.answers.get(key)
    if (answered) return answered
    const reached = equal.flatMap((each) => ask(rule.onBoth, cells, each))
    // A rule by amount has an answer for each deal: they are not kept for ever.
    if (known.answers.size >= MOST_ANSWERS) known.answers.clear()
    known.answers.set(key, reached)
    return reached
  }

  /** Everybody who is ever on the plan and meets what the rule asks of rep alone, by the texts that must be equal. */
  #byTexts({ equal, onRep }: PayeeRule, plan: Plan): ReadonlyMap<string, readonly Reached[]> {
    const slots = equal.map(({ repSlot }) => repSlot)
    const members = [...this.assignments.values()].flat().filter((each) => each.plan === plan)
    const meeting = members.flatMap((assignment) => ask(onRep, undefined, { assignment, blank: undefined }))
    return groupBy(meeting, ({ assignment }) => keyOf(assignment.row.cells, slots))
  }
}

type Answers = Map<string, readonly Reached[]>
const MOST_ANSWERS = 5000

function keyOf(cells: readonly Cell[], slots: readonly number[]): string {
  return JSON.stringify(slots.map((slot) => cells[slot] ?? null))
}

function ask(
  conditions: readonly Expression[],
  deal: readonly Cell[] | undefined,
  { assignment, blank }: Reached,
): Reached[] {
  let open = blank
  for (const condition of conditions) {
    const answer = condition.evaluate({ deal, rep: assignment.row.cells })
    if (answer === false) return []
    if (isAbsent(answer)) open ??= answer
  }
  return [{ assignment, blank: open }]
}

import type { PlainDate } from '../base/date.js'
import { isAbsent, type Absent } from '../expression/expression.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'
import type { Cell } from '../model/table.js'
import type { PayeeConditions, PayeeRule, Plan } from '../plan/plan.js'
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
 * Whom credit rules reach. Not everybody is asked about every deal: what a rule compares is answered once for the cells
 * that it reads, and everything else is asked of those who are left.
 */
export class PayeeRules {
  readonly #members = new Map<Plan, readonly Reached[]>()
  readonly #memos = new Map<PayeeConditions, Memo>()

  constructor(private readonly assignments: ReadonlyMap<PayeeId, readonly Assignment[]>) {}

  /** Those on the plan on the day; who has left is not asked, whatever days leavers have. */
  reach(rule: PayeeRule, plan: Plan, { cells }: Deal, date: PlainDate): Reach {
    let blank: Absent | undefined
    for (const condition of rule.onDeal) {
      const answer = condition.evaluate({ deal: cells })
      if (answer === false) return NOT_MEANT
      if (isAbsent(answer)) blank ??= answer
    }
    const blankColumn = rule.compared.find(({ slot }) => cells[slot] === '')?.name
    if (blankColumn !== undefined) return { meant: true, reached: [], blankColumn }
    const matching = this.#asked(rule.matching, cells, this.#onPlan(plan), '')
    const all = this.#asked(rule.others, cells, matching.reached, matching.key)
    const there = all.reached.filter(({ assignment }) => assignment.from <= date && date <= assignment.to)
    const reached = blank ? there.map((each) => ({ ...each, blank: each.blank ?? blank })) : there
    return { meant: true, reached, blankColumn: undefined }
  }

  #onPlan(plan: Plan): readonly Reached[] {
    const known = this.#members.get(plan)
    if (known) return known
    const members = [...this.assignments.values()].flatMap((mine) =>
      mine.filter((each) => each.plan === plan).map((assignment) => ({ assignment, blank: undefined })),
    )
    this.#members.set(plan, members)
    return members
  }

  /** @param of what `from` was found by: the same key and cells have the same answer */
  #asked(asked: PayeeConditions, cells: readonly Cell[], from: readonly Reached[], of: string): Answer {
    const memo = this.#memos.get(asked) ?? new Memo()
    this.#memos.set(asked, memo)
    const key = asked.slots.length === 0 ? of : `${of}${JSON.stringify(asked.slots.map((slot) => cells[slot] ?? null))}`
    const known = memo.get(key)
    if (known) return { key, reached: known }
    const reached = asked.conditions.length === 0 ? from : from.flatMap((each) => ask(asked, cells, each))
    memo.set(key, reached)
    return { key, reached }
  }
}

interface Answer {
  readonly key: string
  readonly reached: readonly Reached[]
}

function ask({ conditions }: PayeeConditions, deal: readonly Cell[], { assignment, blank }: Reached): Reached[] {
  let open = blank
  for (const condition of conditions) {
    const answer = condition.evaluate({ deal, rep: assignment.row.cells })
    if (answer === false) return []
    if (isAbsent(answer)) open ??= answer
  }
  return [{ assignment, blank: open }]
}

/** Answers by key, forgotten when there are too many: a rule by amount has one for each deal. */
class Memo {
  readonly #answers = new Map<string, readonly Reached[]>()

  get(key: string): readonly Reached[] | undefined {
    return this.#answers.get(key)
  }

  set(key: string, reached: readonly Reached[]): void {
    if (this.#answers.size >= MOST_ANSWERS) this.#answers.clear()
    this.#answers.set(key, reached)
  }
}

const MOST_ANSWERS = 5000

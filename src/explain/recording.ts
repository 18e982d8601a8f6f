import type { Measure } from '../plan/plan.js'
import type { Component } from '../plan/component.js'
import type { Participation } from '../engine/attain.js'
import type { Credit } from '../engine/credit.js'
import type { Decision, Recorder } from '../engine/recorder.js'
import type { Participant } from '../engine/splits.js'
import type { PayeeId } from '../model/ids.js'
import type { Deal } from '../model/records.js'

type Of<K extends Decision['kind']> = Extract<Decision, { kind: K }>
export type Judged = Of<'judged'>
export type Gated = Of<'gate'>
export type Limited = Of<'limit'>
export type Multiplied = Of<'multiplier'>

/** What was decided about one deal. */
export interface DealNotes {
  readonly deal: Deal
  /** Owner, or revenue split. */
  readonly participants: readonly Participant[]
  readonly judged: readonly Judged[]
  readonly claimed: readonly Of<'claimed'>[]
  readonly refused: readonly Of<'refused'>[]
  /** Why its row is in no total; undefined: it is not rejected. */
  readonly rejected: string | undefined
}

interface Notes {
  deal: Deal
  participants: readonly Participant[]
  judged: Judged[]
  claimed: Of<'claimed'>[]
  refused: Of<'refused'>[]
  rejected: string | undefined
}

/** What was decided while somebody was paid. */
class PayNotes {
  readonly uplifts = new Map<Credit, Of<'uplift'>[]>()
  readonly idle = new Map<Participation, Of<'idle'>[]>()
  readonly unpaid = new Map<Participation, Of<'unpaid'>[]>()
  readonly multiplied = new Map<Multiplied['of'], Multiplied[]>()
  readonly gates = new Map<Participation, Gated[]>()
  readonly limits = new Map<Participation, Limited[]>()
}

/** Keeps of a run's decisions what concerns one payee or one deal: a run of a million deals keeps little. */
export class Recording {
  /** Of every deal of the run; only where a deal was asked for. */
  readonly dealIds = new Set<string>()
  readonly #deals = new Map<string, Notes>()
  readonly #quotas = new Map<string, Of<'quota'>>()
  readonly #pay = new Map<PayeeId, PayNotes>()

  constructor(
    private readonly payee: string | undefined,
    private readonly deal: string | undefined,
  ) {}

  readonly record: Recorder = (decision) => {
    switch (decision.kind) {
      case 'deal':
        if (this.deal !== undefined) this.dealIds.add(decision.deal.id)
        if (decision.deal.id === this.deal || decision.participants.some(({ payee }) => payee === this.payee))
          this.#notes(decision.deal).participants = decision.participants
        return
      case 'judged':
        if (decision.deal.id === this.deal || decision.payee === this.payee)
          this.#notes(decision.deal).judged.push(decision)
        return
      case 'claimed':
        if (decision.deal.id === this.deal) this.#notes(decision.deal).claimed.push(decision)
        return
      case 'refused':
        if (decision.deal.id === this.deal) this.#notes(decision.deal).refused.push(decision)
        return
      case 'rejected': {
        const mine = this.#deals.get(decision.deal.id)
        if (mine) mine.rejected = decision.detail
        return
      }
      case 'quota':
        if (this.#isMine(decision.payee))
          this.#quotas.set(quotaKey(decision.payee, decision.measure, decision.period.id), decision)
        return
      case 'multiplier':
        push(this.#payOf(payeeOf(decision.of)).multiplied, decision.of, decision)
        return
      case 'uplift':
        push(this.#payOf(payeeOf(decision.credit)).uplifts, decision.credit, decision)
        return
      case 'idle':
        if (this.#isMine(payeeOf(decision.participation))) this.#add('idle', decision)
        return
      case 'unpaid':
        if (this.#isMine(payeeOf(decision.participation))) this.#add('unpaid', decision)
        return
      case 'gate':
        this.#add('gates', decision)
        return
      case 'limit':
        this.#add('limits', decision)
    }
  }

  /** Drops what is known of how somebody was paid, so that a run of many keeps the notes of few at a time. */
  forget(payee: PayeeId): void {
    this.#pay.delete(payee)
  }

  dealNotes(deal: string): DealNotes | undefined {
    return this.#deals.get(deal)
  }

  get deals(): readonly DealNotes[] {
    return [...this.#deals.values()]
  }

  quotaOf(payee: string, measure: Measure, period: string): Of<'quota'> | undefined {
    return this.#quotas.get(quotaKey(payee, measure, period))
  }

  idle(participation: Participation, component: Component): Of<'idle'> | undefined {
    return this.#known(participation)
      ?.idle.get(participation)
      ?.find((each) => each.component === component)
  }

  unpaid(participation: Participation, component: Component): readonly Credit[] {
    const mine = (this.#known(participation)?.unpaid.get(participation) ?? []).filter(
      (each) => each.component === component,
    )
    return [...new Set(mine.map(({ credit }) => credit))]
  }

  /** How each multiplier came out for a credit, or for somebody's window. */
  multiplied(component: Component, of: Multiplied['of']): readonly Multiplied[] {
    const mine = (this.#known(of)?.multiplied.get(of) ?? []).filter((each) => each.component === component)
    return [...new Map(mine.map((each) => [each.multiplier, each])).values()]
  }

  /** Whether the component's uplift lifted a credit; undefined where it has none. */
  uplifted(component: Component, credit: Credit): boolean | undefined {
    return this.#known(credit)
      ?.uplifts.get(credit)
      ?.find((each) => each.component === component)?.applies
  }

  gate(participation: Participation, component: Component): Gated | undefined {
    return this.#known(participation)
      ?.gates.get(participation)
      ?.find((each) => each.component === component)
  }

  limits(participation: Participation, component: Component | undefined): readonly Limited[] {
    const mine = (this.#known(participation)?.limits.get(participation) ?? []).filter(
      (each) => each.component === component,
    )
    return [...new Map(mine.map((each) => [each.limit, each])).values()]
  }

  #known(of: Credit | Participation): PayNotes | undefined {
    return this.#pay.get(payeeOf(of))
  }

  #payOf(payee: PayeeId): PayNotes {
    const known = this.#pay.get(payee)
    if (known) return known
    const fresh = new PayNotes()
    this.#pay.set(payee, fresh)
    return fresh
  }

  #add<K extends 'idle' | 'unpaid' | 'gates' | 'limits'>(kind: K, decision: Added[K]): void {
    const { participation } = decision
    push(this.#payOf(payeeOf(participation))[kind] as Map<Participation, Added[K][]>, participation, decision)
  }

  #isMine(payee: string): boolean {
    return this.payee === undefined || payee === this.payee
  }

  #notes(deal: Deal): Notes {
    const known = this.#deals.get(deal.id)
    if (known) return known
    const fresh: Notes = { deal, participants: [], judged: [], claimed: [], refused: [], rejected: undefined }
    this.#deals.set(deal.id, fresh)
    return fresh
  }
}

interface Added {
  readonly idle: Of<'idle'>
  readonly unpaid: Of<'unpaid'>
  readonly gates: Gated
  readonly limits: Limited
}

function payeeOf(of: Credit | Participation): PayeeId {
  return 'current' in of ? of.current.payee.id : of.assignment.payee.id
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const mine = map.get(key)
  if (mine) mine.push(value)
  else map.set(key, [value])
}

function quotaKey(payee: string, { label }: Measure, period: string): string {
  return [payee, label, period].join('\n')
}

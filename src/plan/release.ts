import { HUNDRED, ONE, formatDecimal, parseRatio, sum, ZERO, type Decimal } from '../base/decimal.js'
import { parseSpan, type Span } from '../base/span.js'
import type { Place } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Column } from '../model/table.js'
import type { Compiler, Path } from './compiler.js'
import type { ReleaseShape } from './release-shapes.js'

/** When what a component earns on a deal becomes payable (F18). */
export interface Release {
  readonly parts: readonly ReleasePart[]
  readonly place: Place
}

export interface ReleasePart {
  readonly at: 'booking' | 'invoice' | 'payment'
  /** Undefined: on the day itself. */
  readonly after: Span | undefined
  /** Above 0; those of a component total 1. */
  readonly share: Decimal
  /** The column of deals that amounts of events are a part of. */
  readonly of: Column | undefined
}

/** `release` of a component; undefined: all is payable at once. */
export function compileRelease(compiler: Compiler, parts: ReleaseShape | undefined, path: Path): Release | undefined {
  if (parts === undefined) return undefined
  const { report, placeOf, plan } = compiler
  const at = [...path, 'release']
  const shares = parts.map(({ share }, index) => {
    const ratio = parseRatio(share) ?? ZERO
    if (!ratio.greaterThan(ZERO)) report('SPM3950', `a part of ${share} is never payable`, [...at, index, 'share'])
    return ratio
  })
  const total = sum(shares)
  if (shares.every((share) => share.greaterThan(ZERO)) && !total.equals(ONE))
    report(
      'SPM3950',
      `the parts of the release total ${formatDecimal(total.times(HUNDRED))} %, not 100 %`,
      at,
      undefined,
      'key',
    )
  if (plan.leavers?.unreleased === undefined) {
    const fix = 'Say `leavers: {unreleased: pay}` or `leavers: {unreleased: forfeit}` in the plan.'
    report('SPM3951', 'pay that is not released when a payee leaves: is it paid or forfeited?', at, fix, 'key')
  }
  return {
    parts: parts.map(({ at: event, after, of }, index) => ({
      at: event,
      after: after === undefined ? undefined : parseSpan(after),
      share: shares[index]!,
      of: amountColumn(compiler, of, [...at, index, 'of']),
    })),
    place: placeOf(at, 'key'),
  }
}

/** The number column of deals of which events are parts. */
export function amountColumn({ context, report }: Compiler, name: string | undefined, path: Path): Column | undefined {
  const column = context.deals.get(name ?? 'amount')
  if (column?.type === 'number' || name === undefined) return column
  const numbers = context.deals.list.filter(({ type }) => type === 'number').map((each) => each.name)
  const bare = name.replace(/^deal\./, '')
  const hint = numbers.includes(bare) ? ` Write "${bare}".` : didYouMean(bare, numbers)
  const what = column
    ? `the column "${name}" of the deals is ${column.type}, not a number`
    : `the deals have no column "${name}".${hint}`
  report('SPM3952', what, path)
  return undefined
}

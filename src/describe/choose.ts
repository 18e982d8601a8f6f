import { parseDate } from '../base/date.js'
import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { PlanFile } from '../plan/parse.js'

/** Which plan is asked for. */
export interface PlanAsked {
  /** Its id; undefined: the only one of the files. */
  readonly id: string | undefined
  /** A day on which the version is in force. */
  readonly on: string | undefined
}

/** The version of a plan that is asked for; where several could be meant it is never guessed. */
export function choosePlan(files: readonly PlanFile[], asked: PlanAsked, found: Diagnostic[]): PlanFile | undefined {
  const { id, on } = asked
  const day = on === undefined ? undefined : parseDate(on)
  if (on !== undefined && day === undefined) {
    found.push(diagnose('SPM3753', `--on ${on} is not a day`))
    return undefined
  }
  const versions = id === undefined ? files : files.filter(({ shape }) => shape.plan === id)
  if (versions.length === 0) {
    found.push(unknown(files, id))
    return undefined
  }
  const meant = day === undefined ? versions : versions.filter((each) => isInForce(each, day))
  if (meant.length === 1) return meant[0]
  const byDay = versions.toSorted((a, b) => compareText(a.shape.effective.from, b.shape.effective.from))
  const { plan: name } = byDay[0]!.shape
  const names = byDay.map(versionName).join(', ')
  if (meant.length > 1) {
    const fix = `Say a day of the one that is meant: --on ${byDay.at(-1)!.shape.effective.from}.`
    found.push(diagnose('SPM3751', `the plan ${name} has ${byDay.length} versions: ${names}`, { fix }))
  } else found.push(diagnose('SPM3752', `the plan ${name} is not in force on ${on}, but ${names}`))
  return undefined
}

function isInForce({ shape }: PlanFile, day: string): boolean {
  return shape.effective.from <= day && day <= shape.effective.to
}

function versionName({ shape, doc }: PlanFile): string {
  return `from ${shape.effective.from} to ${shape.effective.to} (${doc.file})`
}

function unknown(files: readonly PlanFile[], id: string | undefined): Diagnostic {
  if (id === undefined) return diagnose('SPM3750', 'the file holds no plan, only a template to be extended')
  const known = [...new Set(files.map(({ shape }) => shape.plan))]
  const fix = known.length > 0 ? `The project has ${known.join(', ')}.` : undefined
  return diagnose('SPM3750', `the project has no plan "${id}".${didYouMean(id, known)}`, { fix })
}

import type { Currency } from '../base/money.js'
import type { Period } from '../base/period.js'
import type { ProposedSettings } from '../inspect/proposed-settings.js'
import type { Survey } from './survey.js'
import type { Ground, Template } from './template.js'

/** Everything that has been said or found out about a new project. */
export interface ProjectChoices {
  readonly version: string
  readonly template: Template
  readonly ground: Ground
  /** Month in which the fiscal year starts, 1 to 12. */
  readonly fiscalYearStarts: number
  /** The month to calculate first. */
  readonly month: Period
  readonly settings: ProposedSettings
  readonly survey: Survey
  /** The sample's text; undefined where an export is there. */
  readonly sample: string | undefined
  /** Currencies of won deals that the plan leaves out, as there are no rates. */
  readonly otherCurrencies: readonly (readonly [Currency, number])[]
}

export const USUAL_DEALS = 'data/deals.csv'

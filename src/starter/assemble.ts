import { addMonths, dateOf, partsOf, type PlainDate } from '../base/date.js'
import { isCurrency, type Currency } from '../base/money.js'
import { fiscalCalendar } from '../base/period.js'
import type { ProposedSettings } from '../inspect/proposed-settings.js'
import type { ProjectChoices } from './choices.js'
import type { Survey } from './survey.js'
import { templates, type TemplateName } from './templates.js'

/** What was said about a new project; the rest is found in the export or assumed. */
export interface Said {
  readonly template: TemplateName | undefined
  readonly currency: Currency | undefined
  readonly fiscalYearStarts: number | undefined
}

export interface Assembled {
  readonly choices: ProjectChoices
  /** What nobody has said, in whole sentences. */
  readonly assumed: readonly string[]
}

export const USUAL: {
  readonly template: TemplateName
  readonly currency: Currency
  readonly fiscalYearStarts: number
} = {
  template: 'flat',
  currency: 'USD',
  fiscalYearStarts: 1,
}

/** The first day of the last month that is over. */
export function lastMonth(today: PlainDate): PlainDate {
  const { year, month } = partsOf(today)
  return addMonths(dateOf(year, month, 1)!, -1)
}

/** Puts together what was said and found. @param today for what no deal decides */
export function assemble(
  said: Said,
  settings: ProposedSettings,
  survey: Survey,
  sample: string | undefined,
  today: PlainDate,
  version: string,
): Assembled {
  const assumed: string[] = []
  const found = survey.currencies.map(([each]) => each).find(isCurrency)
  const currency = said.currency ?? found ?? USUAL.currency
  if (said.currency === undefined && sample === undefined)
    assumed.push(
      found === undefined
        ? `The plan is in ${currency}: the export names no currency.`
        : `The plan is in ${currency}, the currency of most won deals.`,
    )
  else if (said.currency === undefined) assumed.push(`The plan is in ${currency}.`)
  const fiscalYearStarts = said.fiscalYearStarts ?? USUAL.fiscalYearStarts
  if (said.fiscalYearStarts === undefined) assumed.push('The fiscal year starts in January.')
  const name = said.template ?? USUAL.template
  if (said.template === undefined) assumed.push(`The plan to start from is ${name}: ${templates[name].summary}.`)

  const { last, stage } = survey
  if (last === undefined) assumed.push('No deal of the export is won: the last month that is over is taken.')
  if (stage === undefined)
    assumed.push(
      `Every deal ${survey.blankDates ? 'with a close date ' : ''}counts as won: no stage or status of the export says which are.`,
    )
  const calendar = fiscalCalendar(fiscalYearStarts)
  const day = last ?? lastMonth(today)
  const others = survey.currencies.filter(([each]) => each !== '' && each !== currency)
  const text = stage && { column: stage.column, won: stage.won[0]!, lost: stage.other ?? 'Closed Lost' }
  const choices: ProjectChoices = {
    version,
    template: templates[name],
    ground: {
      currency,
      calendar,
      year: calendar.at('year', day)!,
      won: conditionOf(survey, currency, others.length > 0),
      asksCurrency: others.length > 0,
      stage: text,
    },
    fiscalYearStarts,
    month: calendar.at('month', day)!,
    settings,
    survey,
    sample,
    otherCurrencies: others,
  }
  return { choices, assumed }
}

/** Which deals count. Without rates of exchange, deals of other currencies must be left out: they would stop the run. */
function conditionOf({ stage, blankDates }: Survey, currency: Currency, others: boolean): string | undefined {
  const texts = (list: readonly string[]): string => list.map((each) => JSON.stringify(each)).join(', ')
  const parts = [
    ...(stage === undefined
      ? blankDates
        ? ['has(deal.close_date)']
        : []
      : stage.won.length === 1
        ? [`deal.${stage.column} == ${texts(stage.won)}`]
        : [`deal.${stage.column} in [${texts(stage.won)}]`]),
    ...(others ? [`deal.currency in ["", ${texts([currency])}]`] : []),
  ]
  return parts.length === 0 ? undefined : parts.join(' && ')
}

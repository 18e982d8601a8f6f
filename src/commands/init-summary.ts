import { basename, relative, resolve } from 'node:path'
import { grouped } from '../base/money.js'
import type { Env } from '../io/env.js'
import { safe } from '../render/safe.js'
import { wrapped } from '../render/wrap.js'
import type { Assembled } from '../starter/assemble.js'
import { USUAL_DEALS } from '../starter/choices.js'

const WIDEST = 100

/** What was written, what was guessed or assumed, and what to do next. @param copied the export, where it was copied */
export function initSummary(
  env: Env,
  { choices, assumed }: Assembled,
  paths: readonly string[],
  folder: string,
  copied: string | undefined,
): string {
  const { survey, settings, month, otherCurrencies, sample } = choices
  const width = Math.min(env.stdout.columns, WIDEST)
  const count = (value: number): string => grouped(String(value))
  const guessed = settings.columns.filter(({ said }) => !said).map(({ column, header }) => `${column} is "${header}"`)
  const told = [
    ...(sample === undefined
      ? [
          `${count(survey.rows)} deals of ${survey.people.length === 1 ? 'one person' : `${count(survey.people.length)} people`}${settings.preset ? `, read with preset ${settings.preset}` : ''}.`,
        ]
      : ['data/deals.csv is a sample of people and companies that do not exist; put your export there.']),
    ...(copied === undefined ? [] : [`${basename(copied)} was copied to ${USUAL_DEALS}.`]),
    ...(guessed.length > 0 ? [`Guessed by the headers: ${guessed.join(', ')}. Look at spm.yaml.`] : []),
    ...(survey.badRows > 0
      ? [
          `${survey.badRows === 1 ? '1 row' : `${count(survey.badRows)} rows`} cannot be read, or without an amount or date: on_bad_row: reject lists such rows and goes on.`,
        ]
      : []),
    ...(otherCurrencies.length > 0
      ? [
          `Left out until there are rates of exchange: ${otherCurrencies.map(([each, deals]) => `${count(deals)} won ${deals === 1 ? 'deal' : 'deals'} in ${each}`).join(', ')}.`,
        ]
      : []),
    ...assumed,
    paths.some((path) => path.endsWith('quotas.csv'))
      ? 'The rates in plans/ and the quotas in data/quotas.csv are examples: write yours.'
      : 'The rates in plans/ are examples: write yours.',
  ]
  const cd = relative(env.cwd, resolve(env.cwd, folder))
  const next = [...(cd === '' ? [] : [`cd ${cd}`]), 'spm validate', 'spm test', `spm calc --period ${month.id}`]
  return [
    ...paths.map((path) => `Written: ${safe(path)}`),
    '',
    ...told.flatMap((text) => wrapped(safe(text), width)),
    '',
    'Next:',
    ...next.map((line) => `  ${safe(line)}`),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

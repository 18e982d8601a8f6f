import { isCurrency } from '../base/money.js'
import type { Env } from '../io/env.js'
import type { Dialogue } from '../io/dialogue.js'
import { safe } from '../render/safe.js'
import type { Decisions, ReadExport } from '../starter/read-export.js'
import { SOURCES, type Source } from '../starter/samples.js'
import { USUAL, type Said } from '../starter/assemble.js'
import { TEMPLATE_NAMES, templates } from '../starter/templates.js'

/** The person has left the dialogue. */
export const LEFT = Symbol('left')

export interface Talk {
  /** Asks until the answer can be used; Enter takes what stands in brackets. */
  ask<T>(question: string, usual: string, read: (answer: string) => T | undefined): Promise<T>
}

/** Questions on a terminal. `ask` throws `LEFT` when the person leaves. */
export function talkOn(env: Env, dialogue: Dialogue): Talk {
  return {
    async ask(question, usual, read) {
      for (;;) {
        const answer = await dialogue.ask(`${question}${usual === '' ? '' : ` [${safe(usual)}]`} `)
        if (answer === undefined) throw LEFT
        const value = read(answer === '' ? usual : answer)
        if (value !== undefined) return value
        env.stdout.write('That is none of them.\n')
      }
    },
  }
}

/** `1` is the first of the list, and a word that begins one of them is that one. */
export function pick<T extends string>(list: readonly T[]): (answer: string) => T | undefined {
  return (answer) => {
    const exact = list.find((each) => each === answer.toLowerCase())
    const begun = list.filter((each) => each.startsWith(answer.toLowerCase()))
    return exact ?? (begun.length === 1 ? begun[0] : undefined)
  }
}

export function readMonth(answer: string): number | undefined {
  return /^(?:0?[1-9]|1[0-2])$/.test(answer) ? Number.parseInt(answer, 10) : undefined
}

export function readCurrency(answer: string): string | undefined {
  return isCurrency(answer.toUpperCase()) ? answer.toUpperCase() : undefined
}

export function askSource(talk: Talk): Promise<Source> {
  return talk.ask(`Where do deals come from? ${SOURCES.join(', ')}`, SOURCES[0], pick(SOURCES))
}

/** What an export leaves open, one question each. */
export async function askOpen(talk: Talk, { settings }: ReadExport, decided: Decisions): Promise<Decisions> {
  let { date, decimal } = decided
  const map = [...decided.map]
  for (const { key, choices } of settings.open) {
    const column = key.replace('columns: ', '')
    if (
      key === 'date'
        ? date !== undefined
        : key === 'decimal'
          ? decimal !== undefined
          : map.some(([each]) => each === column)
    )
      continue
    const list = choices.map((each) => each.replaceAll('"', ''))
    const say = `The file does not say what ${column} is. ${list.map(safe).join(' or ')}?`
    const answer = await talk.ask(say, '', (text) => list.find((each) => each.toLowerCase() === text.toLowerCase()))
    if (key === 'date') date = answer
    else if (key === 'decimal') decimal = answer
    else map.push([column, answer])
  }
  return { map, date, decimal }
}

/** The rest of what a project needs. @param found the currency of the export */
export async function askPlan(env: Env, talk: Talk, said: Said, found: string | undefined): Promise<Said> {
  if (said.template === undefined) env.stdout.write(`Plans to start from:\n${templateList()}`)
  const template = said.template ?? (await talk.ask('Plan', USUAL.template, pick(TEMPLATE_NAMES)))
  const currency = said.currency ?? (await talk.ask('Currency of the plan', found ?? USUAL.currency, readCurrency))
  const fiscalYearStarts =
    said.fiscalYearStarts ??
    (await talk.ask('First month of the fiscal year, 1 to 12', String(USUAL.fiscalYearStarts), readMonth))
  return { template, currency, fiscalYearStarts }
}

function templateList(): string {
  const width = Math.max(...TEMPLATE_NAMES.map((name) => name.length))
  return TEMPLATE_NAMES.map((name) => `  ${name.padEnd(width)}  ${templates[name].summary}\n`).join('')
}

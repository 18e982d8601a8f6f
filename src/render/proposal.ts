import type { ChalkInstance } from 'chalk'
import type { Inspection } from '../inspect/inspect-file.js'
import type { Mapping, Proposal } from '../inspect/propose.js'
import type { ProposedSettings } from '../inspect/proposed-settings.js'
import { safe } from './safe.js'
import { cutTo, displayWidth, padTo } from './width.js'
import { wrapped } from './wrap.js'

const BY: Readonly<Record<Mapping['by'], string>> = {
  name: 'by its header',
  preset: 'by the preset',
  guess: 'a guess by its header',
}
const HEADER_WIDTH = 32

export interface ProposalTextOptions {
  readonly chalk: ChalkInstance
  readonly width: number
  /** Somebody has said which table it is. */
  readonly asked: boolean
}

/** Which table a file seems to be, where each column would come from, and what is left to a person. */
export function renderProposal(
  { mapped, missing, doubtful, extra, table, preset }: Proposal,
  { open, cautions }: ProposedSettings,
  yaml: string,
  { chalk, width, asked }: ProposalTextOptions,
): string {
  const columnWidth = Math.max(...mapped.map(({ column }) => displayWidth(column)), 0)
  const headers = mapped.map(({ profile }) => cutTo(safe(profile.name), HEADER_WIDTH))
  const headerWidth = Math.max(...headers.map(displayWidth), 0)
  const lines = [
    '',
    chalk.bold(
      `${asked ? `As ${table}` : `It looks like ${table}`}${preset ? `, in the way of preset ${preset}` : ''}${asked ? '' : ' (a guess)'}`,
    ),
    ...mapped.map(
      ({ column, by }, index) =>
        `${padTo(column, columnWidth, 'left')}  ${padTo(headers[index]!, headerWidth, 'left')}  ${BY[by]}`,
    ),
    ...told(
      doubtful.map(
        ({ column, profiles }) => `${column} may be ${profiles.map(({ name }) => `"${name}"`).join(' or ')}: choose.`,
      ),
    ),
    ...told(missing.map((column) => `${column} is needed, and no column looks like it: map it by hand.`)),
    ...told(
      open
        .filter(({ key }) => !key.startsWith('columns: '))
        .map(({ key, choices }) => `${key} may be ${choices.join(' or ')}: choose.`),
    ),
    ...told(cautions),
    ...told(
      extra.length === 0
        ? []
        : [`Not mapped, and usable in plans under their headers: ${extra.map(({ name }) => `"${name}"`).join(', ')}.`],
    ),
    '',
    chalk.bold('For spm.yaml'),
  ]
  function told(texts: readonly string[]): string[] {
    return texts.flatMap((text) => wrapped(safe(text), width))
  }
  return `${lines.map((line) => `${line.trimEnd()}\n`).join('')}${yaml}`
}

/** What to say of a file that is no table of ours. */
export function renderNoProposal(
  { header }: Inspection,
  yaml: string,
  { chalk, width }: { readonly chalk: ChalkInstance; readonly width: number },
): string {
  const why =
    header === undefined
      ? 'Without a header line nothing says which column is which. Name positions by hand:'
      : 'It has the needed columns of no table of spm; --as deals (or another) says what is missing. Plans can look into it with lookup():'
  const lines = ['', chalk.bold('No map'), ...wrapped(safe(why), width), '', chalk.bold('For spm.yaml')]
  return `${lines.map((line) => `${line}\n`).join('')}${yaml}`
}

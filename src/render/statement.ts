import type { Statement } from '../statement/statement.js'
import { statementHtml } from './statement-html.js'
import { statementMarkdown } from './statement-markdown.js'

/** One renderer a format: a further format is a line here. */
export const statementFormats = { md: statementMarkdown, html: statementHtml } as const satisfies Readonly<
  Record<string, (statement: Statement) => string>
>

export type StatementFormat = keyof typeof statementFormats

import { resolve } from 'node:path'
import { sha256 } from '../base/hash.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { PayeeResult } from '../engine/calculate.js'
import type { Recording } from '../explain/recording.js'
import type { Env } from '../io/env.js'
import { beginStatements } from '../io/statement-folder.js'
import type { Tell } from '../project/read-deals.js'
import type { ProjectRun } from '../project/run-project.js'
import { renderJson } from '../render/json.js'
import { safe } from '../render/safe.js'
import { statementFormats, type StatementFormat } from '../render/statement.js'
import { fileNameOf } from '../statement/file-name.js'
import { makeStatement } from '../statement/make-statement.js'
import type { Told } from '../statement/told.js'
import { shownPath } from './shown-path.js'

/** What is left to do when nothing is wrong: printing or writing. */
export interface Made {
  put(): void
  /** Leaves nothing behind. */
  drop(): void
}

interface Writing {
  readonly env: Env
  readonly asked: { readonly period: string; readonly out: string; readonly format: StatementFormat }
  readonly tell: Tell
  readonly found: Diagnostic[]
}

/** Statements written between two turns of the event loop. */
const AT_A_TIME = 50

/** Payee by payee into a new folder, which takes its place when all are written and nothing is wrong. */
export async function writeAll(
  { env, asked, tell, found }: Writing,
  { calculation }: ProjectRun,
  recording: Recording,
  told: (result: PayeeResult) => Told,
): Promise<Made | undefined> {
  const path = resolve(env.cwd, asked.out)
  const folder = beginStatements(path)
  try {
    const list: { readonly payee_id: string; readonly file: string; readonly sha256: string }[] = []
    for (const result of calculation.payees()) {
      if (hasErrors(found)) break
      const mine = told(result)
      const name = mine.pseudonym ? mine.pseudonym('person', result.payee) : result.payee
      const file = `${fileNameOf(name)}.${asked.format}`
      const text = statementFormats[asked.format](makeStatement(mine))
      folder.add(file, text)
      list.push({ payee_id: name, file, sha256: sha256(text) })
      recording.forget(result.payee)
      if (list.length % AT_A_TIME === 0) await tell(`writing statements: ${list.length}`)
    }
    if (hasErrors(found)) {
      folder.abort()
      return undefined
    }
    list.sort((a, b) => (a.file < b.file ? -1 : 1))
    return {
      drop: () => folder.abort(),
      put() {
        folder.commit(renderJson({ format: 1, period: asked.period, statements: list }))
        const count = list.length === 1 ? '1 statement' : `${list.length} statements`
        if (!env.quiet) env.stderr.write(`Written: ${safe(shownPath(env, path))} (${count})\n`)
      },
    }
  } catch (error) {
    folder.abort()
    throw error
  }
}

import { lstatSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { realFs, type FsPort } from './fs-port.js'
import { systemCode } from './io-failure.js'
import { beginFolder } from './new-folder.js'
import { readTextFile } from './read-runs.js'

/** In a folder of statements: names every file that was written there, so that a later run may replace them. */
export const STATEMENTS = 'statements.json'

/** A folder of statements in the making: nothing of it is visible before `commit`. */
export interface StatementFolder {
  add(name: string, text: string): void
  /** Puts it in its place in one step; statements that stand there go. @param list what `statements.json` holds */
  commit(list: string): void
  /** Leaves nothing behind. Harmless after `commit`. */
  abort(): void
}

/** Why statements cannot be written to a folder: it holds something else. Undefined: they can. */
export function whyNoStatements(path: string, fs: FsPort = realFs): string | undefined {
  const stats = statsOf(path)
  if (stats === undefined) return undefined
  if (!stats.isDirectory()) return stats.isSymbolicLink() ? 'it is a link' : 'it is not a folder'
  const names = fs.list(path).map(({ name }) => name)
  if (names.length === 0) return undefined
  const known = filesOf(readTextFile(fs, join(path, STATEMENTS)))
  if (known === undefined) return `it holds no statements: there is no ${STATEMENTS} in it`
  const other = names.find((name) => name !== STATEMENTS && !known.has(name))
  return other === undefined ? undefined : `beside statements it holds "${other}"`
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return undefined
  }
}

/** The files that a list of statements names; undefined where it is none. */
function filesOf(text: string | undefined): ReadonlySet<string> | undefined {
  try {
    const { format, statements } = JSON.parse(text ?? '') as { format?: unknown; statements?: unknown }
    if (format !== 1 || !Array.isArray(statements)) return undefined
    return new Set(statements.map((each) => String((each as { file?: unknown }).file)))
  } catch {
    return undefined
  }
}

/** Starts a folder of statements beside its place; see {@link whyNoStatements}. */
export function beginStatements(path: string, fs: FsPort = realFs): StatementFolder {
  const parent = dirname(path)
  const folder = beginFolder(parent, fs)
  return {
    add: (name, text) => folder.text(name, text),
    commit(list) {
      folder.text(STATEMENTS, list)
      folder.guarded(path, () => {
        const before = statsOf(path) === undefined ? undefined : `${path}.before-${process.pid}`
        if (before !== undefined) fs.rename(path, before)
        try {
          if (!folder.commit(basename(path))) throw Object.assign(new Error('it is there'), { code: 'EEXIST' })
        } catch (error) {
          // Unless the new one stands in its place already, the old one goes back there.
          if (before !== undefined && statsOf(path) === undefined) fs.rename(before, path)
          throw error
        }
        if (before !== undefined) fs.removeTree(before)
      })
    },
    abort: () => folder.abort(),
  }
}

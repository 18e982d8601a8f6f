import { relative } from 'node:path'
import type { Env } from '../io/env.js'

/** As one would type it: a path outside of the current folder in the shorter way. */
export function shownPath({ cwd }: Pick<Env, 'cwd'>, path: string): string {
  const inside = relative(cwd, path) || '.'
  return inside.startsWith('..') && path.length < inside.length ? path : inside
}

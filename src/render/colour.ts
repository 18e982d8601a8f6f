import { Chalk, type ChalkInstance } from 'chalk'
import type { Env } from '../io/env.js'

type Switches = Pick<Env, 'colour' | 'vars'>

/** The one decision: flag, then FORCE_COLOR, then NO_COLOR, then TERM=dumb, then whether the stream is a terminal. */
export function wantsColour({ colour, vars }: Switches, isTTY: boolean): boolean {
  if (colour !== undefined) return colour
  const forced = vars['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  if (vars['NO_COLOR']) return false
  if (vars['TERM'] === 'dumb') return false
  return isTTY
}

/** A chalk of its own for each stream: the other one may be a file. Sixteen colours: the terminal's own theme. */
export function colourFor(env: Switches & Pick<Env, 'stdout' | 'stderr'>, stream: 'stdout' | 'stderr'): ChalkInstance {
  return new Chalk({ level: wantsColour(env, env[stream].isTTY) ? 1 : 0 })
}

/** For text that goes into files. */
export const noColour: ChalkInstance = new Chalk({ level: 0 })

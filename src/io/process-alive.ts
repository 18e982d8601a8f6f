import { hostname } from 'node:os'
import { systemCode } from './io-failure.js'

/** Which process on which machine. */
export interface Owner {
  readonly pid: number
  readonly host: string
}

export function thisProcess(): Owner {
  return { pid: process.pid, host: hostname() }
}

/**
 * Whether an owner is known to be gone: only a process of this very machine can be known dead. Our own process id
 * counts as dead too, because callers ask only about things this process does not hold itself: in a container every
 * run may get the same id.
 */
export function isKnownDead(owner: Owner): boolean {
  if (owner.host !== hostname()) return false
  if (owner.pid === process.pid) return true
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return systemCode(error) === 'ESRCH'
  }
}

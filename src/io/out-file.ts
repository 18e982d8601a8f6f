import { realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { systemCode } from './io-failure.js'

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return undefined
  }
}

/** What stands at a path: a file that may be replaced, something else (folder, pipe, device), or nothing. */
export function whatIsAt(path: string): 'file' | 'other' | 'nothing' {
  const stats = statOf(path)
  return stats === undefined ? 'nothing' : stats.isFile() ? 'file' : 'other'
}

/** Are two paths one file, by links or however they are written? */
export function isSameFile(a: string, b: string): boolean {
  if (resolve(a) === resolve(b)) return true
  const [one, other] = [statOf(a), statOf(b)]
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino
}

/** Does a path lie in a folder, links followed? The path itself need not be there. */
export function isInside(path: string, folder: string): boolean {
  const real = (each: string): string => {
    try {
      return realpathSync(each)
    } catch (error) {
      if (systemCode(error) === undefined) throw error
      return dirname(each) === each ? each : join(real(dirname(each)), basename(each))
    }
  }
  return `${real(resolve(path))}${sep}`.startsWith(`${real(resolve(folder))}${sep}`)
}

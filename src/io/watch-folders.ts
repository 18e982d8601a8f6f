import { watch, type FSWatcher } from 'node:fs'
import { systemCode } from './io-failure.js'

/** Editors write a file in several steps: what comes within this time is one change. */
const QUIET_MS = 100

/**
 * Waits for changes of files in some folders (not below them): gives a value for each burst of them, for ever. A folder
 * that is not there, or goes away, changes no more.
 */
export async function* watchFolders(folders: readonly string[]): AsyncGenerator<void> {
  let changed = false
  let tell: () => void = () => {}
  let timer: NodeJS.Timeout | undefined
  const change = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      changed = true
      tell()
    }, QUIET_MS)
  }
  const watchers = folders.flatMap((folder) => watcherOf(folder, change) ?? [])
  try {
    while (true) {
      // What changed while nobody waited is not lost.
      if (!changed) await new Promise<void>((resolve) => (tell = resolve))
      changed = false
      yield
    }
  } finally {
    clearTimeout(timer)
    for (const each of watchers) each.close()
  }
}

function watcherOf(folder: string, change: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, change)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return undefined
  }
}

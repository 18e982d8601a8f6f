/**
 * What must be undone when the process is stopped by a signal: temporary folders and locks register here for as long
 * as they exist. The signal handlers stand in cli.ts.
 */
const cleanups = new Set<() => void>()

/** Registers a synchronous clean-up; returns the function that takes it back. */
export function onInterrupt(cleanup: () => void): () => void {
  cleanups.add(cleanup)
  return () => void cleanups.delete(cleanup)
}

/** Runs every clean-up, newest first; one that fails does not stop the others. */
export function cleanUpNow(): void {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup)
    try {
      cleanup()
    } catch {
      // The process is being stopped: what stays is cleaned at the next start.
    }
  }
}

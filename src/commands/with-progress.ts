import { setImmediate } from 'node:timers/promises'
import type { Env } from '../io/env.js'
import type { Tell } from '../project/read-deals.js'
import { startProgress } from '../render/progress.js'

/** Does long work while a spinner says how far it is; the pause lets signals through, so that Ctrl-C is heard. */
export async function withProgress<T>(env: Env, work: (tell: Tell) => Promise<T>): Promise<T> {
  const progress = await startProgress(env, 'reading')
  try {
    return await work(async (step) => {
      progress.update(step)
      await setImmediate()
    })
  } finally {
    progress.stop()
  }
}

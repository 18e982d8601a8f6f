import type { Env } from '../io/env.js'
import { safe } from './safe.js'
import { wantsColour } from './colour.js'

/** Says what is going on while it takes long. Nothing of it stays on the screen. */
export interface Progress {
  update(text: string): void
  stop(): void
}

const SILENT: Progress = { update: () => {}, stop: () => {} }

/** A spinner helps a person at a terminal and nobody else: pipes, CI logs, dumb terminals and `--quiet` get none. */
export function showsProgress({ vars, stderr, quiet }: Env): boolean {
  if (quiet || vars['CI'] || vars['TERM'] === 'dumb') return false
  return stderr.isTTY && (stderr.raw?.columns ?? 0) > 0
}

/**
 * Starts a spinner on stderr. Stop it before printing anything. `update` draws at once, because a long computation
 * leaves the spinner's own timer no turn.
 */
export async function startProgress(env: Env, text: string): Promise<Progress> {
  if (!showsProgress(env)) return SILENT
  const { default: ora } = await import('ora')
  const spinner = ora({
    text: safe(text),
    stream: env.stderr.raw!,
    isEnabled: true,
    // ora would swallow Ctrl-C.
    discardStdin: false,
    color: wantsColour(env, true) ? 'cyan' : false,
  }).start()
  return {
    update: (next) => {
      spinner.text = safe(next)
      spinner.render()
    },
    stop: () => void spinner.stop(),
  }
}

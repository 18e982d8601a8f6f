import { createInterface } from 'node:readline/promises'

/** Questions and answers, one after the other. */
export interface Dialogue {
  /** The answer, trimmed; undefined when the person leaves (Ctrl-C, Ctrl-D). */
  ask(question: string): Promise<string | undefined>
  close(): void
}

/** A dialogue on a terminal, with its line editing. */
export function terminalDialogue(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Dialogue {
  const lines = createInterface({ input, output })
  let isClosed = false
  lines.on('close', () => {
    isClosed = true
  })
  // Readline takes Ctrl-C as a key: without this nobody would hear it.
  lines.on('SIGINT', () => lines.close())
  return {
    ask: (question) =>
      new Promise((resolve) => {
        if (isClosed) {
          resolve(undefined)
          return
        }
        const leave = (): void => resolve(undefined)
        lines.once('close', leave)
        lines.question(question).then(
          (answer) => {
            lines.off('close', leave)
            resolve(answer.trim())
          },
          () => resolve(undefined),
        )
      }),
    close: () => lines.close(),
  }
}

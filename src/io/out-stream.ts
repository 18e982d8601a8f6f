import { fstatSync, writeSync } from 'node:fs'

/** Where a command writes. Text from files must have gone through `safe()` before. */
export interface OutStream {
  write(text: string): void
  readonly isTTY: boolean
  /** Width of the terminal; 80 when there is none or it does not tell. */
  readonly columns: number
  /** The process's own stream, for what animates a terminal; absent in tests. */
  readonly raw?: NodeJS.WriteStream | undefined
}

/** A process stream with the first error that writing met, and a wait until everything is out. */
export interface ProcessOutStream extends OutStream {
  readonly failure: () => NodeJS.ErrnoException | undefined
  flush(): Promise<void>
}

function isRegularFile(fd: number): boolean {
  try {
    return fstatSync(fd).isFile()
  } catch {
    return false
  }
}

/**
 * Wraps process.stdout or stderr. Errors are kept, not thrown: cli.ts decides at the end (EPIPE is quiet, a full disk
 * is exit 5). A regular file is written here in full, because Node's own stream ignores that a nearly full disk took
 * only a part of the bytes.
 */
export function processOutStream(stream: NodeJS.WriteStream & { readonly fd: number }): ProcessOutStream {
  let failure: NodeJS.ErrnoException | undefined
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error
  })
  const direct = isRegularFile(stream.fd)

  const write = (text: string): void => {
    if (failure || text === '') return
    if (!direct) {
      stream.write(text)
      return
    }
    const bytes = Buffer.from(text)
    try {
      for (let offset = 0; offset < bytes.length;) offset += writeSync(stream.fd, bytes, offset)
    } catch (error) {
      failure ??= error as NodeJS.ErrnoException
    }
  }

  return {
    write,
    isTTY: stream.isTTY === true,
    columns: stream.columns > 0 ? stream.columns : 80,
    raw: stream,
    failure: () => failure,
    flush: async () => {
      if (failure || direct) return
      await new Promise<void>((resolve) => {
        stream.write('', (error) => {
          if (error) failure ??= error as NodeJS.ErrnoException
          resolve()
        })
      })
    },
  }
}

import { realFs, type FsPort } from '../../src/io/fs-port.js'

export interface FailingFs {
  readonly fs: FsPort
  readonly calls: () => number
}

/**
 * The real file system whose n-th call (from 1) fails with ENOSPC, once or from then on. A failing write first takes
 * half of the bytes, as a full disk does.
 */
export function failingFs(nth: number, { forGood = false } = {}): FailingFs {
  let calls = 0
  const fails = (): boolean => {
    calls += 1
    return forGood ? calls >= nth : calls === nth
  }
  const full = (): Error => Object.assign(new Error('injected'), { code: 'ENOSPC', errno: -28, syscall: 'injected' })
  const fs = Object.fromEntries(
    Object.entries(realFs).map(([name, operation]) => [
      name,
      (...args: unknown[]): unknown => {
        if (fails()) {
          if (name === 'write') realFs.write(args[0] as number, args[1] as Uint8Array, 0, (args[3] as number) >> 1)
          // The system frees the descriptor of a close that fails.
          if (name === 'close') realFs.close(args[0] as number)
          throw full()
        }
        return (operation as (...all: unknown[]) => unknown)(...args)
      },
    ]),
  ) as unknown as FsPort
  return { fs, calls: () => calls }
}

const PLAIN_WORDS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOENT: 'no such file or folder',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
  EIO: 'the device reports an error',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'the name is too long',
  EBUSY: 'it is in use',
  ELOOP: 'links that lead in a circle',
}

/** The system's code of an error, such as `ENOSPC`; undefined for anything that is not a system error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return 'syscall' in error || 'errno' in error ? error.code : undefined
}

/** What a system error means, in words a person understands. */
export function systemWords(error: unknown): string {
  const code = systemCode(error) ?? (error instanceof Error ? error.message : String(error))
  const words = PLAIN_WORDS[code]
  return words === undefined ? code : `${words} (${code})`
}

/**
 * The machine said no (disk full, no permission): not the user's mistake in a file and not a bug. Thrown from anywhere
 * in io/ after cleaning up; cli.ts alone catches it: exit 5.
 */
export class IoFailure extends Error {
  override readonly name = 'IoFailure'
  constructor(
    readonly doing: string,
    readonly path: string,
    override readonly cause: unknown,
  ) {
    super(`cannot ${doing} "${path}": ${systemWords(cause)}`)
  }
}

/** Runs a file operation; a system error becomes an IoFailure that names what was being done to which file. */
export function doing<T>(what: string, path: string, operation: () => T): T {
  try {
    return operation()
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    throw new IoFailure(what, path, error)
  }
}

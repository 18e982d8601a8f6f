import { readdirSync, statSync, type Dirent } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { compareText } from '../base/order.js'
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { cannotRead, checkReadable, exists } from './read.js'

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function isFolder(root: string, path: string): boolean {
  try {
    return statSync(resolve(root, path)).isDirectory()
  } catch {
    return false
  }
}

function segmentMatcher(segment: string): (name: string) => boolean {
  const source = segment
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const regex = new RegExp(`^${source}$`, 'su')
  // As in a shell, hidden files must be asked for.
  return (name) => (segment.startsWith('.') || !name.startsWith('.')) && regex.test(name)
}

/** Files that match `*`, `?` and `**`; links to folders are not followed by `**`, which could go round for ever. */
function match(root: string, base: string, segments: readonly string[]): string[] {
  const [segment, ...rest] = segments
  if (segment === undefined) return []
  if (segment === '**') {
    const below = entries(resolve(root, base)).filter(
      (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
    )
    return [
      ...match(root, base, rest.length > 0 ? rest : ['*']),
      ...below.flatMap((entry) => match(root, join(base, entry.name), segments)),
    ]
  }
  if (!/[*?]/.test(segment)) {
    const path =
      segment === '..' || segment === '.'
        ? `${base}${base === '' || base.endsWith('/') ? '' : '/'}${segment}`
        : join(base, segment)
    if (rest.length > 0) return isFolder(root, path) ? match(root, path, rest) : []
    return exists(root, path) && !isFolder(root, path) ? [path] : []
  }
  const matches = segmentMatcher(segment)
  return entries(resolve(root, base))
    .filter((entry) => matches(entry.name))
    .flatMap((entry) => {
      const path = join(base, entry.name)
      const folder = isFolder(root, path)
      if (rest.length > 0) return folder ? match(root, path, rest) : []
      return folder ? [] : [path]
    })
}

export interface ExpandOptions {
  /** What to take from a folder that is named as such, e.g. `*.yaml`; without it a folder is an error. */
  readonly inFolders?: readonly string[]
}

/**
 * The files that paths and patterns name, relative to the root as written, in code-unit order, each once. A path or
 * pattern that names no file is an error: silently computing without it would be worse.
 */
export function expandPaths(
  root: string,
  patterns: readonly string[],
  found: Diagnostic[],
  { inFolders }: ExpandOptions = {},
): string[] {
  const files = new Map<string, string>()
  for (const pattern of patterns) {
    const written = pattern.replaceAll('\\', '/')
    const segments = written.split('/').filter((segment) => segment !== '')
    const base = isAbsolute(pattern) ? '/' : ''
    let matched: string[]
    if (isFolder(root, pattern)) {
      if (!inFolders) {
        found.push(diagnose('SPM6006', `"${pattern}" is a folder, not a file`, { place: { file: pattern } }))
        continue
      }
      matched = inFolders.flatMap((inside) => match(root, base, [...segments, inside]))
      if (matched.length === 0) {
        const message = `there is no ${inFolders.join(' or ')} in the folder "${pattern}"`
        found.push(diagnose('SPM6001', message, { place: { file: pattern } }))
      }
    } else if (exists(root, pattern)) {
      matched = [pattern]
    } else if (/[*?]/.test(pattern)) {
      matched = match(root, base, segments)
      if (matched.length === 0) {
        found.push(diagnose('SPM6001', `no file matches "${pattern}"`, { place: { file: pattern } }))
      }
    } else {
      const error = Object.assign(new Error('not found'), { code: 'ENOENT', syscall: 'stat' })
      found.push(cannotRead(root, pattern, error))
      continue
    }
    for (const file of matched) {
      const full = resolve(root, file)
      if (!files.has(full) && checkReadable(root, file, found)) files.set(full, file)
    }
  }
  return [...files.values()].sort(compareText)
}

/** Headers are the same when they differ only in case, spaces, underscores and hyphens. */
export function foldHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_-]+/g, '')
}

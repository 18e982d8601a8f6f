/** What the catalogue says of a code, whatever the case at hand. Codes are permanent: never renamed, never reused. */
export interface CatalogueEntry {
  readonly severity: 'error' | 'warning' | 'note'
  readonly title: string
  /** Why it matters to somebody who pays people. */
  readonly why: string
  /** What to do, in general; the message at hand may say better. */
  readonly fix: string
}

import { safe } from '../safe.js'

/** Text that is HTML already. Only {@link html} and {@link verbatim} make it, so that nothing from a file slips through. */
export interface Html {
  readonly html: string
}

/** What a template takes: text is escaped, HTML goes in as it is, lists one after the other, undefined is nothing. */
export type HtmlValue = Html | string | undefined | readonly HtmlValue[]

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML and XML, in elements and quoted attributes; control characters become visible as on the terminal. */
export function escapeMarkup(text: string): string {
  return safe(text).replace(/[&<>"']/g, (char) => NAMED[char]!)
}

/** HTML with values filled in: html`<td>${name}</td>`. Attribute values must stand in double quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0]!
  for (const [index, value] of values.entries()) text += filled(value) + parts[index + 1]!
  return { html: text }
}

/** Our own text that is no input: style sheets, digits that a chart has worked out. */
export function verbatim(text: string): Html {
  return { html: text }
}

function filled(value: HtmlValue): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return escapeMarkup(value)
  return 'html' in value ? value.html : value.map(filled).join('')
}

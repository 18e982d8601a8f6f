import { safe } from './safe.js'

/** Lines that `safe` has made harmless, which also makes visible what XML cannot hold. */
export function xmlText(lines: string): string {
  return lines
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
}

/** Any text, on one line. */
export function xmlAttribute(text: string): string {
  return xmlText(safe(text))
}

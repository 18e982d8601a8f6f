import axe from 'axe-core'
import { JSDOM } from 'jsdom'

/** What keeps somebody from reading the page, by axe-core and by what it cannot see in a page that is not painted. */
export async function accessProblems(text: string): Promise<readonly string[]> {
  const { window } = new JSDOM(text, { runScripts: 'outside-only' })
  window.eval(axe.source)
  const check = (window as unknown as { axe: typeof axe }).axe
  // Contrast needs a painted page; the other two find nothing at all in a page that is not in a window. See `unsaid`.
  const rules = Object.fromEntries(
    ['color-contrast', 'landmark-one-main', 'page-has-heading-one'].map((rule) => [rule, { enabled: false }]),
  )
  const { violations, incomplete } = await check.run(window.document.documentElement, { rules })
  const told = [...violations, ...incomplete].map(({ id, nodes }) => `${id}: ${nodes[0]!.html}`)
  return [...told, ...outsideOf(text), ...unsaid(window.document)]
}

/** Nothing is loaded or run: no script, link, import, address or handler. */
function outsideOf(text: string): readonly string[] {
  const active = [/<(?:script|link|iframe|object|embed|img|form|base)\b/i, /\bon\w+\s*=\s*"/i, /\b(?:src|href)=/i]
  const loaded = [/@import/i, /url\(/i, /https?:/i]
  return [...active, ...loaded].flatMap((what) => what.exec(text)?.[0] ?? [])
}

/** One heading and one main part; charts have words, tables a caption and heads with their scope. */
function unsaid(document: Document): readonly string[] {
  const told: string[] = []
  for (const svg of document.querySelectorAll('svg'))
    if (svg.getAttribute('role') !== 'img' || (svg.getAttribute('aria-label') ?? '') === '')
      told.push('a chart without words')
  for (const table of document.querySelectorAll('table')) {
    if ((table.caption?.textContent ?? '') === '') told.push('a table without a caption')
    for (const head of table.querySelectorAll('th')) if (!head.hasAttribute('scope')) told.push('a head without scope')
  }
  for (const one of ['main', 'h1', 'title'])
    if (document.querySelectorAll(one).length !== 1) told.push(`not one ${one}`)
  const levels = [...document.querySelectorAll('h1,h2,h3')].map(({ tagName }) => Number.parseInt(tagName.slice(1), 10))
  for (const [index, level] of levels.entries())
    if (level > (levels[index - 1] ?? 0) + 1) told.push(`a heading of level ${level} after ${levels[index - 1] ?? 0}`)
  return told
}

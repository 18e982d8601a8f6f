import { html, verbatim, type Html, type HtmlValue } from './markup.js'
import { STYLE } from './style.js'

/**
 * Self-contained HTML pages: what reports, statements and plan descriptions are made of. How to use it:
 *
 *     renderPage({
 *       title: 'Statement 2026-03',
 *       about: 'Ana Lopez',
 *       body: [facts([['Payable', '1,200.00 USD']]), html`<h2>Lines</h2>`, htmlTable({ … }), lineChart({ … })],
 *     })
 *
 * - `markup.ts`: html`…` escapes every text that is put into it; there is no other way in.
 * - `table.ts`: tables with a caption, heads that say their scope, a total; they scroll on a phone.
 * - `bars.ts`: a percent as a bar, and a row of small columns, for cells of a table.
 * - `line-chart.ts`: curves over two axes, with marks; `scale.ts` makes the ticks.
 * - `style.ts`: the style sheet, with `facts` as the row of figures at the top.
 *
 * No script, no network: the page says so itself (`Content-Security-Policy`), so that nothing in it could run. The
 * same input gives the same bytes: there is no date in it. Headings go h1 (the title), h2, h3 without a gap.
 */
export interface Page {
  /** The heading, and the name of the window. */
  readonly title: string
  /** A line below the heading. */
  readonly about?: string
  readonly body: HtmlValue
  /** The last line. */
  readonly foot?: string
}

/** A whole document. */
export function renderPage({ title, about, body, foot }: Page): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style>
          ${verbatim(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${about === undefined ? '' : html`<p class="muted">${about}</p> `}
        </header>
        <main>${body}</main>
        ${foot === undefined ? '' : html`<footer><p>${foot}</p></footer> `}
      </body>
    </html> `
  return page.html
}

/** A row of figures: what each is, and its value. */
export function facts(all: readonly (readonly [what: string, value: string])[]): Html {
  return html`<dl class="facts">
    ${all.map(
      ([what, value]) =>
        html`<div>
          <dt>${what}</dt>
          <dd>${value}</dd>
        </div> `,
    )}
  </dl> `
}

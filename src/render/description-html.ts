import type { Description, Part, Section, Signature } from '../describe/description.js'
import type { Words } from '../describe/say.js'
import { courseChart } from './html/course-chart.js'
import { html, type Html } from './html/markup.js'
import { facts as factsRow, renderPage } from './html/page.js'
import { htmlTable } from './html/table.js'

/** A description as one page to read, print and sign. */
export function descriptionHtml({ title, about, facts, sections, signature }: Description): string {
  return renderPage({
    title,
    about,
    body: [factsRow(facts), sections.map((section) => sectionHtml(section, false)), signatureHtml(signature)],
  })
}

function sectionHtml({ title, parts, sections = [] }: Section, inner: boolean): Html {
  const head = inner ? html`<h3>${title}</h3> ` : html`<h2>${title}</h2> `
  return html`<section>${head}${parts.map(partHtml)}${sections.map((each) => sectionHtml(each, true))}</section> `
}

function partHtml(part: Part): Html {
  switch (part.kind) {
    case 'text':
      return html`<p>${wordsHtml(part.words)}</p> `
    case 'points':
      return html`<ul>
        ${part.points.map((words) => html`<li>${wordsHtml(words)}</li> `)}
      </ul> `
    case 'table':
      return htmlTable({
        caption: part.caption,
        ...(part.headed && { headed: true }),
        columns: part.columns.map(({ name, number }) => ({ name, kind: number ? 'number' : 'text' })),
        rows: part.rows.map((row) => row.map((words, index) => (index === 0 ? plain(words) : wordsHtml(words)))),
      })
    case 'curve':
      return courseChart(part)
  }
}

/** The head of a row is text alone. */
function plain(words: Words): string {
  return words.map((piece) => (typeof piece === 'string' ? piece : piece.code)).join('')
}

function wordsHtml(words: Words): Html {
  const pieces = words.map((piece) =>
    typeof piece === 'string'
      ? html`${piece.replaceAll(' %', '\u00a0%')}`
      : html`<code>${piece.code.replace(/\s+/g, ' ').trim()}</code>`,
  )
  return html`${pieces}`
}

function signatureHtml({ payee, plan, from, to, sha256 }: Signature): Html {
  const line = (who: string): Html =>
    html`<div>${who}</div>
      <div>Date</div>
      <div>Signature</div> `
  return html`<section>
    <h2>Signatures</h2>
    <p>
      Signed for the plan ${plan}, in force from ${from} to ${to}. The figure below is the check sum (SHA-256) of the
      whole text of the plan: it tells later whether a text is the one that was signed.
    </p>
    <p><code>${sha256}</code></p>
    <div class="sign">${line(payee === undefined ? 'Name' : payee)}${line('For the company: name')}</div>
  </section> `
}

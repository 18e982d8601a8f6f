import { describe, expect, it } from 'vitest'
import { describe as describePlan } from '../../src/describe/describe.js'
import { descriptionHtml } from '../../src/render/description-html.js'
import { descriptionMarkdown } from '../../src/render/description-markdown.js'
import { askedOf, describeProject, documentedPlans } from '../support/described.js'
import { accessProblems } from '../support/page.js'
import { plan } from '../support/plan.js'

const ODD = '<b>x</b> | `c` *y* "q" \u001b[31m \u202e'

describe('a description of a plan', () => {
  it('is a page that everybody can read, with its curve', async () => {
    const tiers = '[{ from: 0%, rate: 8% }, { from: 100%, rate: 12% }]'
    const rate = `kind: tiered, by: attainment, mode: marginal, tiers: ${tiers}`
    const page = descriptionHtml(
      await describeProject({ plans: plan({ components: [`id: c, window: period, rate: { ${rate} }`] }) }),
    )
    expect(page).toContain('<svg role="img"')
    expect(await accessProblems(page)).toEqual([])
  })

  it('holds names with HTML, Markdown and escapes as text alone', async () => {
    const quoted = JSON.stringify(ODD)
    const plans = plan({
      keys: [`name: ${quoted}`],
      measures: {
        won: `where: ${JSON.stringify(`deal.stage == "<i>|\`"`)}, amount: deal.amount, date: deal.close_date, credit: direct`,
      },
      components: [
        `id: c, name: ${quoted}, window: deal, rate: { kind: table, by: [product], match: first, rows: [{ product: ${quoted}, rate: 5% }] }`,
      ],
    })
    const description = await describeProject({ plans })
    const page = descriptionHtml({ ...description, signature: { ...description.signature, payee: ODD } })
    const text = descriptionMarkdown({ ...description, facts: [['For', ODD]] })
    expect(await accessProblems(page)).toEqual([])
    expect(page).not.toMatch(/<[bi]>/)
    for (const hidden of ['\u001b', '\u202e']) for (const each of [page, text]) expect(each).not.toContain(hidden)
    // In Markdown a bracket is text after a backslash, or in code.
    const bare = text.replaceAll(/`+[^`]*`+|\\./g, '')
    expect(bare).not.toMatch(/[<>*]/)
  })

  it('never begins a line of Markdown with what would mean something there', () => {
    const wrong = documentedPlans().flatMap((file) =>
      descriptionMarkdown(describePlan(askedOf(file)))
        .split('\n')
        // Continued sentences: what a list, a table, a heading or an indented block begins is meant.
        .filter((line) => /^ {0,3}(?:[+*<>=~]|-(?! [^-])|#(?!#* [^#])|`{3}|\d+[.)] )/.test(line)),
    )
    expect(wrong).toEqual([])
  })

  it('keeps sentences within 80 columns, but for what has no blank', () => {
    const long = documentedPlans().flatMap((file) =>
      descriptionMarkdown(describePlan(askedOf(file)))
        .split('\n')
        .filter((line) => line.length > 84 && !line.startsWith('|') && !line.startsWith('#')),
    )
    expect(long).toEqual([])
  })
})

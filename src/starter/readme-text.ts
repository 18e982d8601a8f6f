import { USUAL_DEALS, type ProjectChoices } from './choices.js'

/** What the comp team does with the project, month by month. */
export function readmeText({ month, template, sample, ground }: ProjectChoices, hasQuotas: boolean): string {
  const { id } = month
  const first = ground.calendar.at('month', ground.year.start)!.id
  const steps = [
    `Look into \`data/reps.csv\`: who is missing, who is not paid by these plans?${template.manager ? ' Who is the manager?' : ''}`,
    ...(hasQuotas ? ['Write the quotas into `data/quotas.csv`.'] : []),
    'Change the plan in `plans/` and its test to yours, until `spm validate` and `spm test` agree.',
    `Months are closed one after the other, from ${first} on. If somebody else has paid the first of them, say in \`spm.yaml\` from which one
   \`spm\` pays (\`first_period\`), and write what the earlier deals came to into \`data/opening.csv\`.`,
  ]
  return `# Commissions

Plans, settings and data from which \`spm\` calculates commissions.

| file | holds |
| --- | --- |
| \`plans/*.yaml\` | the plans; rates and rules are examples until you write yours |
| \`plans/*.test.yaml\` | examples of each plan with what they must pay: \`spm test\` |
| \`spm.yaml\` | how the export is read |
| \`${USUAL_DEALS}\` | the export of deals${sample === undefined ? '' : '; a sample until yours lies there'} |
| \`data/reps.csv\` | who is paid: the same ids as the owners of deals${template.manager ? ', and who leads them' : ''} |
${hasQuotas ? '| `data/quotas.csv` | quotas: all the same until you write the real ones |\n' : ''}| \`schemas/\` | what editors know of plans, tests and settings |
| \`runs/\`, \`ledger/\`, \`audit.jsonl\` | what spm calculated, what was closed, who did what |

## First

${steps.map((step, index) => `${index + 1}. ${step}\n`).join('')}
## Each month

1. Export all deals of the fiscal year (from ${ground.year.start} on), also those already paid, and put the file at \`${USUAL_DEALS}\`. What
   changed in closed months is trued up by itself.
2. \`spm validate --data\` says what is wrong with the data.
3. \`spm calc --period ${id}\` calculates the month; nothing is paid by that, and it can be repeated.
4. \`spm report exceptions --period ${id}\` lists what to look at, \`spm explain <payee> --period ${id}\` says why somebody is
   paid so, \`spm report attainment --period ${id}\` how far everybody is.
5. Another person looks at it: \`spm approve --period ${id}\`.
6. \`spm close --period ${id}\` posts it to the ledger and locks the month.
7. \`spm export payroll --period ${id}\` writes the file for payroll, once \`exports\` in \`spm.yaml\` says how.

Then the next month. \`spm status\` says what comes next, \`spm <command> --help\` shows each command with examples.

## When a plan changes

Change it in a branch. The workflow in \`.github/workflows/spm.yml\` checks plans and tests in the pull request. Editors
complete and explain the keys of plans by the schemas in \`schemas/\`; after an update of spm, \`spm schema --out schemas\` writes them
again. \`spm fmt\` puts plans into one format.
`
}

import { lastDay } from '../base/period.js'
import { inputYaml } from '../inspect/settings-yaml.js'
import { USUAL_DEALS, type ProjectChoices } from './choices.js'
import { readmeText } from './readme-text.js'
import { schemaLine, type NewFile } from './template.js'
import { workflowText } from './workflow-text.js'

/** The files of a new project, but the export itself. */
export function projectFiles(choices: ProjectChoices): readonly NewFile[] {
  const { template, ground, survey, sample } = choices
  const manager = managerId(survey.people)
  const quotas = template.quotas(ground, survey.people, manager)
  return [
    { path: 'spm.yaml', text: settingsText(choices) },
    ...template.files(ground),
    ...(sample === undefined ? [] : [{ path: USUAL_DEALS, text: sample }]),
    { path: 'data/reps.csv', text: repsText(survey.people, template.manager ? manager : undefined) },
    ...(quotas.length === 0
      ? []
      : [
          {
            path: 'data/quotas.csv',
            text: csv([
              ['payee_id', 'period', 'measure', 'amount'],
              ...quotas.map(({ payee, period, measure, amount }) => [payee, period, measure, amount]),
            ]),
          },
        ]),
    { path: '.github/workflows/spm.yml', text: workflowText(choices.version) },
    { path: 'README.md', text: readmeText(choices, quotas.length > 0) },
    { path: '.gitignore', text: IGNORED },
  ]
}

/** An id that none of the people has. */
function managerId(people: readonly string[]): string {
  return ['manager', 'sales-manager', 'the-sales-manager'].find((id) => !people.includes(id)) ?? 'manager-of-all'
}

function repsText(people: readonly string[], manager: string | undefined): string {
  const rows = people.map((id) => [id, id, 'Account Executive', ...(manager === undefined ? [] : [manager])])
  return csv([
    ['payee_id', 'name', 'title', ...(manager === undefined ? [] : ['manager_id'])],
    ...(manager === undefined ? [] : [[manager, 'Sales Manager (who?)', 'Sales Manager', '']]),
    ...rows,
  ])
}

/** Ids stay letter by letter what deals say. */
function csv(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

function settingsText({ ground, fiscalYearStarts, settings, survey, month }: ProjectChoices): string {
  // The usual place need not be named, so that plans are checked too where no data is at hand.
  const lines = inputYaml('deals', USUAL_DEALS, settings)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('    path: '))
  const reject =
    survey.badRows > 0
      ? ['    on_bad_row: reject # bad rows are listed and left out; without it they stop the run']
      : []
  const inputs = [...lines, ...reject]
  return `${schemaLine('settings')}
#
# Settings of the project. Every key is explained in the settings reference of spm (plans/SETTINGS.md).
currency: ${ground.currency} # of amounts that name none
${fiscalYearStarts === 1 ? '' : `calendar: { fiscal_year_starts: ${fiscalYearStarts} } # the fiscal year ${ground.year.id} is ${ground.year.start} to ${lastDay(ground.year)}\n`}
# Months are closed one after the other, from the first of the plan on. If spm pays only from a later one on, say which; what
# earlier deals came to stands in data/opening.csv then:
# first_period: ${month.id}
${inputs.length > 2 ? `\n${inputs.join('\n')}\n` : ''}`
}

const IGNORED = `# Exports and pay are about people: they are not for everybody who reads the plans.
data/
runs/
exports/
# The key of pseudonyms: spm report --redact. Keep it in your backup.
redact.key
# ledger/ and audit.jsonl are the record of what was closed. Keep them in your backup, and here if the repository is closed
# enough:
# ledger/
# audit.jsonl
# audit.head
`

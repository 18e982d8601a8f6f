/** A line of the top-level help: a command, or several that belong together, and what they do. */
export interface HelpLine {
  readonly names: readonly string[]
  readonly summary: string
}

/** What somebody has in mind, and the commands for it. */
export interface HelpTopic {
  readonly title: string
  readonly lines: readonly HelpLine[]
}

/** `names: summary`; commands that are used one after the other share a line, so that the help fits a small terminal. */
function line(names: string, summary: string): HelpLine {
  return { names: names.split(', '), summary }
}

/**
 * The commands of the top-level help by what they are for. A test holds it against the table of commands: every command
 * stands in one line. Groups (`report`, `audit`) stand once.
 */
export const topics: readonly HelpTopic[] = [
  {
    title: 'Start',
    lines: [line('init, inspect, doctor', 'Start a project, look into a file, find faults')],
  },
  {
    title: 'Plans',
    lines: [
      line('validate, test, errors', 'Check plans and data; examples; explain a code'),
      line('describe, diff, fmt', 'In plain words; what a change pays; the layout'),
      line('schema, completion', 'For editors and shells'),
    ],
  },
  {
    title: 'Periods',
    lines: [
      line('calc', 'Calculate a period: who is paid what'),
      line('approve, close, reopen', 'Approve a run, post it, take a close back'),
      line('status, runs, ledger', 'What is closed, computed, posted and carried'),
    ],
  },
  {
    title: 'Answers',
    lines: [
      line('explain', 'Why this pay, or why nothing for a deal'),
      line('report', 'Attainment, payouts and more'),
      line('statement', 'One page a payee, with every line'),
      line('export', 'Files for payroll, the ledger and the auditors'),
    ],
  },
  { title: 'Proof', lines: [line('audit, reproduce', 'Check the log and the runs; compute a run again')] },
]

/** What stands before the commands of a line. */
const TITLE_WIDTH = 9
const NAMES_WIDTH = 24

/** The topics with the commands that there are. */
export function topicsText(known: ReadonlySet<string>): string {
  return topics
    .flatMap(({ title, lines }) =>
      lines
        .flatMap(({ names, summary }) => {
          const there = names.filter((name) => known.has(name))
          return there.length === 0 ? [] : [{ names: there.join(', '), summary }]
        })
        .map(
          ({ names, summary }, index) =>
            `${(index === 0 ? title : '').padEnd(TITLE_WIDTH)}${names.padEnd(NAMES_WIDTH)}${summary}`,
        ),
    )
    .join('\n')
}

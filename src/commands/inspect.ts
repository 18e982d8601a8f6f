import type { Diagnostic } from '../diagnostics/diagnostic.js'
import type { SourceFile } from '../input/table-settings.js'
import { inspectFile, type Inspection } from '../inspect/inspect-file.js'
import { propose, PROPOSED_TABLES, type ProposedTable } from '../inspect/propose.js'
import { proposedSettings } from '../inspect/proposed-settings.js'
import { inputYaml, otherYaml } from '../inspect/settings-yaml.js'
import type { Env } from '../io/env.js'
import { checkReadable, readChunks } from '../io/read.js'
import { colourFor } from '../render/colour.js'
import { renderInspection } from '../render/inspection.js'
import { renderInspectionJson } from '../render/inspection-json.js'
import { renderNoProposal, renderProposal } from '../render/proposal.js'
import { textOption, type Command, type OptionValues } from './command.js'
import { exitCodeOf } from './exit-code.js'
import { showFileFindings } from './show-file-findings.js'
import { withProgress } from './with-progress.js'

const WIDEST = 100

async function run(env: Env, options: OptionValues, [file = '']: readonly string[]): Promise<number> {
  const found: Diagnostic[] = []
  const json = options['format'] === 'json'
  const inspection = checkReadable(env.cwd, file, found) ? await inspected(env, file, found) : undefined
  if (inspection === undefined) {
    await showFileFindings(env, found, json ? { as: 'result', format: 'json' } : { as: 'messages' })
    return exitCodeOf(found)
  }
  const wanted = textOption(options, 'as') as ProposedTable | undefined
  const proposal = propose(inspection, wanted)
  const settings = proposal && proposedSettings(inspection, proposal)
  const yaml = proposal && settings ? inputYaml(proposal.table, file, settings) : otherYaml(inspection, file)
  if (json) env.stdout.write(renderInspectionJson(inspection, proposal, settings, yaml))
  else {
    const how = {
      chalk: colourFor(env, 'stdout'),
      width: Math.min(env.stdout.columns, WIDEST),
      asked: wanted !== undefined,
    }
    env.stdout.write(renderInspection(inspection, how))
    env.stdout.write(
      proposal && settings ? renderProposal(proposal, settings, yaml, how) : renderNoProposal(inspection, yaml, how),
    )
  }
  return exitCodeOf(found)
}

/** Files are read twice: large ones say how far they are. */
function inspected(env: Env, file: string, found: Diagnostic[]): Promise<Inspection | undefined> {
  return withProgress(env, (tell) => {
    const source: SourceFile = {
      name: file,
      async *open() {
        let bytes = 0
        for await (const chunk of readChunks(env.cwd, file)) {
          bytes += chunk.length
          await tell(`reading ${file}: ${Math.floor(bytes / 1_000_000)} MB`)
          yield chunk
        }
      },
    }
    return inspectFile(source, found)
  })
}

export const command: Command = {
  about:
    'Reads the whole file: encoding, delimiter, rows, and of each column its type, format,\nrange, blanks and repeated texts. Proposes which table it is and how to map it, as lines\nfor spm.yaml. What is guessed is called a guess; nothing is written.',
  arguments: [{ name: '<file>', summary: 'a CSV file' }],
  options: [
    { flags: '--as <table>', summary: 'map it as this table', choices: [...PROPOSED_TABLES] },
    { flags: '--format <format>', summary: 'how to print it', choices: ['text', 'json'], default: 'text' },
  ],
  examples: ['spm inspect export.csv', 'spm inspect users.csv --as reps', 'spm inspect export.csv --format json'],
  run,
}

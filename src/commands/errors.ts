import { compareText } from '../base/order.js'
import { catalogue, type Code } from '../diagnostics/catalogue.js'
import { isCheck } from '../diagnostics/checks.js'
import { diagnose } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { Env } from '../io/env.js'
import { colourFor } from '../render/colour.js'
import { renderJson } from '../render/json.js'
import type { Command, OptionValues } from './command.js'
import { EXIT } from './exit-code.js'
import { showFindings } from './show-findings.js'

const codes = (Object.keys(catalogue) as Code[]).sort(compareText)

async function run(env: Env, options: OptionValues, [asked]: readonly string[]): Promise<number> {
  const json = options['format'] === 'json'
  if (asked === undefined) {
    const { bold } = colourFor(env, 'stdout')
    const lines = codes.map((code) => `${bold(code)} ${catalogue[code].severity.padEnd(7)} ${catalogue[code].title}\n`)
    const list = codes.map((code) => ({ code, ...catalogue[code] }))
    env.stdout.write(json ? renderJson({ version: 1, codes: list }) : lines.join(''))
    return EXIT.ok
  }
  const code = codeOf(asked)
  if (code === undefined) {
    const finding = diagnose('SPM1070', `there is no diagnostic "${asked}".${didYouMean(asked, codes)}`)
    await showFindings(env, [finding], json ? { as: 'result', format: 'json' } : { as: 'messages' })
    return EXIT.usage
  }
  // A large text that nothing else needs.
  const { gallery } = await import('../diagnostics/catalogue/gallery.js')
  const example = gallery[code]
  env.stdout.write(json ? renderJson({ version: 1, code, ...catalogue[code], example }) : explained(env, code, example))
  return EXIT.ok
}

/** `SPM3801`, `spm3801` and `3801` are the same. */
function codeOf(asked: string): Code | undefined {
  const wanted = asked.toUpperCase()
  return codes.find((code) => code === wanted || code === `SPM${wanted}`)
}

function explained(env: Env, code: Code, example: string | undefined): string {
  const { bold, dim } = colourFor(env, 'stdout')
  const { severity, title, why, fix } = catalogue[code]
  const lines = [bold(`${code} ${title}`) + ` (${severity})`, '', `why: ${why}`, `fix: ${fix}`]
  if (isCheck(code)) lines.push(`It can be raised, lowered or turned off under \`checks\` in spm.yaml.`)
  if (example !== undefined) lines.push('', 'Such as:', ...example.split('\n').map((line) => dim(`  ${line}`)))
  return lines.map((line) => `${line}\n`).join('')
}

export const command: Command = {
  about: 'Without a code, all codes with their titles. Codes are permanent: never renamed or\nused again.',
  arguments: [{ name: '[code]', summary: 'a code of a finding, such as SPM3801', suggests: codes }],
  options: [{ flags: '--format <format>', summary: 'how to print it', choices: ['text', 'json'], default: 'text' }],
  examples: ['spm errors SPM3801', 'spm errors', 'spm errors --format json'],
  run,
}

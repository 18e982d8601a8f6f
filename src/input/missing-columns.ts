import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean, nearest } from '../diagnostics/suggest.js'
import type { BindRequest } from './bind-columns.js'
import { fittingPreset } from './bind-preset.js'
import type { UsedPreset } from './preset.js'

/** What to do about columns that a table needs and nothing gives. */
export function missingColumns(
  request: BindRequest,
  missing: readonly string[],
  taken: ReadonlySet<number>,
  place: { file: string; record: number },
): Diagnostic {
  const { table, header } = request
  const list = missing.map((name) => `"${name}"`).join(', ')
  if (!header) {
    const fix = `Give positions under inputs: {${table}: {columns: {${missing[0]}: 1}}} in spm.yaml.`
    return diagnose('SPM2007', `The file has no header line, and no position is given for ${list}.`, { place, fix })
  }
  const sole = header.length === 1 ? header[0]! : ''
  const other = [';', '\t', '|'].find((sign) => sole.includes(sign))
  if (other !== undefined) {
    const name = other === ';' ? 'semicolon' : other === '\t' ? 'tab' : 'pipe'
    const fix = `Declare delimiter: ${name} for this input in spm.yaml.`
    return diagnose('SPM2007', `The file has one column only; its header seems to be parted by ${name}s.`, {
      place,
      fix,
    })
  }
  const free = header.filter((name, index) => name !== '' && !taken.has(index))
  if (request.settings.preset) return unfitPreset(request, request.settings.preset, missing, header, free, place)
  const hint = missing.length === 1 ? didYouMean(missing[0]!, free) : ''
  const fix = `Map it under inputs: {${table}: {columns: {${missing[0]}: "<header>"}}} in spm.yaml. Free headers: ${free.slice(0, 30).join(', ') || 'none'}.`
  return diagnose('SPM2007', `The file has no column for ${list} of ${table}.${hint}`, { place, fix })
}

/** The same where a preset names the headers: it is another kind of export, or one that somebody changed. */
function unfitPreset(
  { settings, table, specs, file }: BindRequest,
  preset: UsedPreset,
  missing: readonly string[],
  header: readonly string[],
  free: readonly string[],
  place: { file: string; record: number },
): Diagnostic {
  const lacks = missing.map((name) => {
    const headers = preset.columns.find((column) => column.name === name)?.headers ?? [name]
    const near = headers.map((each) => nearest(each, free)).find((each) => each !== undefined)
    const hint = near === undefined ? '' : ` (near: "${near}")`
    return `no ${headers.map((each) => `"${each}"`).join(' or ')} for ${name}${hint}`
  })
  const other = fittingPreset(table, specs, header)
  const message = `preset ${preset.name} does not fit: ${file} has ${lacks.join(', ')}.`
  const fix =
    other === undefined
      ? `Map it beside the preset: inputs: {${table}: {columns: {${missing[0]!}: "<header>"}}}. Free headers: ${free.slice(0, 30).join(', ') || 'none'}.`
      : `The file looks like preset: ${other}.`
  const setting = settings.placeOf?.(['preset'])
  return diagnose('SPM1080', message, { place, fix, related: setting && [{ message: 'the preset', place: setting }] })
}

import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.js'
import { NO_PREVIOUS, type LogLine } from './entry.js'
import { headState, type AuditHead } from './head.js'

/** The log's files, as names for messages. */
export interface LogNames {
  readonly log: string
  readonly head: string
}

function checkLines(lines: readonly LogLine[], file: string, found: Diagnostic[]): void {
  let expected = 1
  for (const [index, line] of lines.entries()) {
    const number = index + 1
    const place = { file, line: number }
    const { entry } = line
    if (!entry) {
      const next = lines.slice(index + 1).find((each) => each.entry)?.entry
      const acknowledged = next?.action === 'recovered' && next.details['torn']?.split(' ').includes(line.hash)
      if (acknowledged) {
        found.push(
          diagnose('SPM6026', `line ${number} was left by an interrupted write; a later entry says so`, { place }),
        )
      } else if (!line.ended) {
        found.push(diagnose('SPM6025', `line ${number}, the last one, is cut off`, { place }))
      } else {
        found.push(diagnose('SPM6022', `line ${number} is not an entry`, { place }))
      }
      expected += 1
      continue
    }
    const before = lines[index - 1]?.hash ?? NO_PREVIOUS
    if (entry.seq !== expected) {
      const message = `line ${number} should be entry ${expected} but is entry ${entry.seq}`
      found.push(diagnose('SPM6024', message, { place }))
    } else if (entry.prev !== before) {
      const what = index === 0 ? 'it is not the first entry of a log' : `line ${index} was changed`
      found.push(diagnose('SPM6023', `line ${number} does not follow from what stands before it: ${what}`, { place }))
    }
    if (!line.ended) found.push(diagnose('SPM6025', `line ${number}, the last one, has no line end`, { place }))
    expected = entry.seq + 1
  }
}

function checkHead(
  lines: readonly LogLine[],
  head: AuditHead | undefined,
  { head: file }: LogNames,
  found: Diagnostic[],
) {
  const place = { file }
  const state = headState(lines, head)
  if (state === 'missing') {
    found.push(diagnose('SPM6027', `"${file}" is missing or cannot be read`, { place }))
  } else if (state === 'behind') {
    found.push(diagnose('SPM6028', `"${file}" knows ${head!.seq} of ${lines.length} lines`, { place }))
  } else if (state === 'disagrees') {
    const message =
      head!.seq > lines.length
        ? `"${file}" remembers ${head!.seq} lines but the log has ${lines.length}: its end was cut off`
        : lines[head!.seq - 1]!.hash === head!.hash
          ? `"${file}" remembers ${head!.seq} lines but the log has ${lines.length}: lines were added without spm`
          : `line ${head!.seq} of the log is not the one that "${file}" remembers: it was changed`
    found.push(diagnose('SPM6029', message, { place }))
  }
}

/**
 * Finds every edit, cut, swap and torn line that log and head file can show. What they cannot show is a log that was
 * rewritten as a whole with its head; for that a head hash is kept elsewhere and given as `kept`.
 */
export function checkLog(
  lines: readonly LogLine[],
  head: AuditHead | undefined,
  names: LogNames,
  kept: string | undefined,
  found: Diagnostic[],
): void {
  checkLines(lines, names.log, found)
  checkHead(lines, head, names, found)
  if (kept !== undefined && !lines.some((line) => line.hash === kept)) {
    found.push(diagnose('SPM6030', `no line of the log has the hash ${kept}`, { place: { file: names.log } }))
  }
}

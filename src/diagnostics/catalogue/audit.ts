import type { CatalogueEntry } from '../entry.js'

/** 6001 to 6019: files and runs; 6021 to 6049: the audit log. */
export const auditCodes = {
  SPM6001: {
    severity: 'error',
    title: 'File not found',
    why: 'Without the file there is nothing to compute from.',
    fix: 'Check the path; it is taken from the folder in which spm runs, or from the folder of spm.yaml.',
  },
  SPM6002: {
    severity: 'error',
    title: 'File cannot be read as text',
    why: 'Names and amounts read with the wrong encoding would be wrong without anybody noticing.',
    fix: 'Save the file as UTF-8.',
  },
  SPM6003: {
    severity: 'error',
    title: 'File too large',
    why: 'Plan and settings files are small; a large one is almost surely the wrong file.',
    fix: 'Check that the path names the right file.',
  },
  SPM6004: {
    severity: 'error',
    title: 'Existing run was changed',
    why: 'A run folder is never rewritten: people may have been paid from it. This one no longer holds what was computed.',
    fix: 'Find out who changed it, move the folder away, and run again.',
  },
  SPM6005: {
    severity: 'error',
    title: 'Locked by another spm',
    why: 'Two runs that write at the same time could mix up the audit log.',
    fix: 'Wait until the other spm is done.',
  },
  SPM6006: {
    severity: 'error',
    title: 'File cannot be opened',
    why: 'Without the file there is nothing to compute from.',
    fix: 'Check that it is a file and that you may read it.',
  },
  SPM6021: {
    severity: 'error',
    title: 'No audit log',
    why: 'Without the log nobody can show what was computed, when and by whom.',
    fix: 'Run this in the project folder, or name the log with --log. The first "spm calc" creates it.',
  },
  SPM6022: {
    severity: 'error',
    title: 'Audit log line is damaged',
    why: 'A line that is not an entry was edited, or its writing was interrupted and never acknowledged.',
    fix: 'Compare with a backup of audit.jsonl.',
  },
  SPM6023: {
    severity: 'error',
    title: 'Audit log line was changed',
    why: 'Each entry holds the hash of the line before it. Here it does not fit: somebody edited a line after it was written.',
    fix: 'Compare with a backup of audit.jsonl and find out who changed it.',
  },
  SPM6024: {
    severity: 'error',
    title: 'Audit log entries are missing or out of order',
    why: 'Entries are numbered without gaps. A gap or a jump means that entries were cut out or moved.',
    fix: 'Compare with a backup of audit.jsonl and find out who changed it.',
  },
  SPM6025: {
    severity: 'error',
    title: 'Audit log ends in the middle of a line',
    why: 'The last entry was cut, or spm was interrupted while it wrote it.',
    fix: 'If spm or the machine crashed: the next command that writes to the log ends the line and records that. Else compare with a backup.',
  },
  SPM6026: {
    severity: 'note',
    title: 'Audit log had an interrupted write',
    why: 'The entry after the damaged line acknowledges it by its hash, so nothing is hidden.',
    fix: 'Nothing to do.',
  },
  SPM6027: {
    severity: 'warning',
    title: 'Audit head file is missing or unreadable',
    why: 'audit.head holds the number and hash of the last entry. Without it, entries cut off the end cannot be noticed.',
    fix: 'Restore audit.head from a backup. The next command that writes to the log makes a new one and records that it was missing.',
  },
  SPM6028: {
    severity: 'note',
    title: 'Audit head file is one entry behind',
    why: 'spm was interrupted between writing the entry and the head file.',
    fix: 'Nothing to do: the next command that writes to the log puts it right.',
  },
  SPM6029: {
    severity: 'error',
    title: 'Audit log and head file disagree',
    why: 'The head file remembers the last entry. The log does not have it: its end was cut off or rewritten.',
    fix: 'Restore audit.jsonl from a backup. If you know the reason and accept it, remove audit.head: the next entry records that.',
  },
  SPM6030: {
    severity: 'error',
    title: 'Kept head hash is not in the log',
    why: 'A head hash kept elsewhere must be the hash of some line. If it is none, the log was rewritten since.',
    fix: 'Check that the hash was copied in full; then compare with a backup of audit.jsonl.',
  },
  SPM6031: {
    severity: 'error',
    title: 'Run is not in the audit log',
    why: 'The log was cut, the folder was put there by hand, or "spm calc" was interrupted before it logged the run.',
    fix: 'Run the same "spm calc" again: the run is kept if it is the same, and logged.',
  },
  SPM6032: {
    severity: 'note',
    title: 'Logged run has no folder',
    why: 'Drafts may be deleted; the log keeps what was computed.',
    fix: 'Nothing to do if you deleted it.',
  },
  SPM6033: {
    severity: 'error',
    title: 'Run manifest was changed',
    why: 'run.json is not the one that the audit log names, so the run cannot be trusted.',
    fix: 'Restore the folder from a backup, or move it away and run "spm calc" again.',
  },
  SPM6034: {
    severity: 'error',
    title: 'Run file was changed',
    why: 'The file is not the one that the run wrote: amounts may have been edited by hand.',
    fix: 'Restore the folder from a backup, or move it away and run "spm calc" again.',
  },
  SPM6035: {
    severity: 'warning',
    title: 'Unknown file in a run folder',
    why: 'Nobody computed it; it could be mistaken for a result.',
    fix: 'Move it elsewhere.',
  },
} as const satisfies Record<string, CatalogueEntry>

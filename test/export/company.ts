import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClosingProject } from '../support/closing.js'

const COMPANY = join(import.meta.dirname, 'company')
export const MONTHS = ['2026-01', '2026-02', '2026-03'] as const

/** Three closed months of a company in which everything happens that a ledger must hold; why.md reckons them. */
export async function closedCompany(): Promise<ClosingProject> {
  const root = mkdtempSync(join(tmpdir(), 'spm-export-'))
  for (const part of ['spm.yaml', 'codes.yaml', 'plans'])
    cpSync(join(COMPANY, part), join(root, part), { recursive: true })
  mkdirSync(join(root, 'data'))
  const project = new ClosingProject({}, root)
  for (const month of MONTHS) {
    cpSync(join(COMPANY, month), join(root, 'data'), { recursive: true })
    await project.close(month)
  }
  return project
}

/** The files of a folder, ids of runs masked: they change with every new field of a manifest. */
export function filesOf({ root }: ClosingProject, folder: string, run: string): ReadonlyMap<string, string> {
  const masked = (text: string): string => text.replaceAll(run, '<run>').replaceAll(run.slice(0, 8), '<run>')
  const names = readdirSync(join(root, folder)).sort()
  return new Map(names.map((name) => [name, masked(readFileSync(join(root, folder, name), 'latin1'))]))
}

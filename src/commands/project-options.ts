import { listOption, textOption, type OptionSpec, type OptionValues } from './command.js'
import type { ProjectOptions } from '../project/find-sources.js'

/** The options of every command that reads a project. Each path may be given several times and may hold `*` and `**`. */
export const projectOptions: readonly OptionSpec[] = [
  { flags: '--config <file>', summary: 'the settings file (default: spm.yaml, if there is one)' },
  { flags: '--plans <path>', summary: 'plan files or folders (default: plans/)', list: true },
  { flags: '--deals <path>', summary: 'deals export (default: data/deals.csv)', list: true },
  { flags: '--reps <path>', summary: 'people (default: data/reps.csv)', list: true },
  {
    flags: '--quotas <path>',
    summary: 'quotas (default: data/quotas.csv, if there is one; so are the rest)',
    list: true,
  },
  { flags: '--splits <path>', summary: 'who shares a deal', list: true },
  { flags: '--fx <path>', summary: 'rates of exchange', list: true },
  { flags: '--periods <path>', summary: 'a calendar of your own', list: true },
  { flags: '--opening <path>', summary: 'credited and paid before the first period', list: true },
  { flags: '--objectives <path>', summary: 'objectives and their scores (MBO)', list: true },
  { flags: '--adjustments <path>', summary: 'approved amounts beside the plans', list: true },
  { flags: '--events <path>', summary: 'invoices, payments, cancellations, refunds', list: true },
  { flags: '--holds <path>', summary: 'pay that waits, and why', list: true },
  { flags: '--set <key=value>', summary: 'a setting, as in spm.yaml: --set fx.credit=period_end', list: true },
]

export function projectOptionsOf(options: OptionValues): ProjectOptions {
  const input = (name: string): readonly string[] | undefined => {
    const files = listOption(options, name)
    return files.length > 0 ? files : undefined
  }
  return {
    config: textOption(options, 'config'),
    plans: listOption(options, 'plans'),
    inputs: {
      deals: input('deals'),
      reps: input('reps'),
      quotas: input('quotas'),
      splits: input('splits'),
      fx: input('fx'),
      periods: input('periods'),
      opening: input('opening'),
      objectives: input('objectives'),
      adjustments: input('adjustments'),
      events: input('events'),
      holds: input('holds'),
    },
    overrides: listOption(options, 'set'),
  }
}

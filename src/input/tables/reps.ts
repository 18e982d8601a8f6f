import type { PlainDate } from '../../base/date.js'
import type { PayeeId } from '../../model/ids.js'
import type { RepRow } from '../../model/records.js'
import { effectiveDays } from '../effective-days.js'
import type { TableSpec } from '../table-spec.js'

export const repsTable: TableSpec<RepRow> = {
  name: 'reps',
  row: 'rep',
  key: ['payee_id'],
  unique: false,
  columns: [
    {
      name: 'payee_id',
      kind: 'text',
      required: true,
      filled: true,
      inRecord: true,
      doc: 'Names the payee everywhere.',
    },
    { name: 'name', kind: 'text', required: true, filled: true, inRecord: true, doc: 'As statements print it.' },
    {
      name: 'effective_from',
      kind: 'date',
      inRecord: true,
      doc: 'First day this row is in force; blank: from the beginning. Several rows of a payee are his history.',
    },
    { name: 'effective_to', kind: 'date', inRecord: true, doc: 'Last day in force (F38); blank: open.' },
    { name: 'hire_date', kind: 'date', inRecord: true, doc: 'First day with the company.' },
    {
      name: 'end_date',
      kind: 'date',
      inRecord: true,
      aliases: ['termination_date'],
      doc: 'Last day with the company.',
    },
    { name: 'plan', kind: 'text', inRecord: true, aliases: ['plan_id'], doc: 'Plan id; wins over `assign` (F39).' },
    { name: 'currency', kind: 'currency', inRecord: true, aliases: ['pay_currency'], doc: 'Pay currency, ISO 4217.' },
    { name: 'manager_id', kind: 'text', inRecord: true, doc: "The manager's payee_id." },
    { name: 'team', kind: 'text', inRecord: true, doc: 'Team, for reports and rules.' },
    { name: 'region', kind: 'text', inRecord: true, doc: 'Region, for reports and rules.' },
    { name: 'territory', kind: 'text', aliases: ['territory_id'], doc: 'The territory held (F37).' },
    {
      name: 'email',
      kind: 'text',
      inRecord: true,
      doc: 'For statements; also says who is meant in the adjustments file.',
    },
    { name: 'title', kind: 'text', aliases: ['job_title'], doc: 'Job title.' },
    {
      name: 'role',
      kind: 'text',
      inRecord: true,
      inEveryFile: true,
      doc: 'Role on a deal or territory, or for quotas.',
    },
    {
      name: 'restates',
      kind: 'period',
      inRecord: true,
      doc: 'The first closed period that a change of this row reaches into (F7); blank: it reaches into none.',
    },
    { name: 'base_salary', kind: 'number', doc: 'Per year, in pay currency (F22).' },
    { name: 'target_incentive', kind: 'number', doc: 'Per year, in pay currency (F22).' },
  ],
  builder: (context) => (row) => {
    const { values, cells, file, record } = row
    const { from, to } = effectiveDays(row, 2, 3, context)
    const [hired, left] = [values[4] as PlainDate | undefined, values[5] as PlainDate | undefined]
    if (hired && left && left < hired) row.bad(5, 'SPM2025', `end_date ${left} is before hire_date ${hired}.`)
    const currency = values[7] as string
    return {
      payee: values[0] as PayeeId,
      name: values[1] as string,
      from,
      to,
      hired,
      left,
      plan: values[6] as string,
      currency: currency === '' ? undefined : currency,
      managerId: values[8] as string,
      team: values[9] as string,
      region: values[10] as string,
      email: values[12] as string,
      role: values[14] as string,
      restates: values[15] as string,
      cells,
      file,
      record,
    }
  },
}

import { adjustmentsTable } from './tables/adjustments.js'
import { dealsTable } from './tables/deals.js'
import { eventsTable } from './tables/events.js'
import { fxTable } from './tables/fx.js'
import { holdsTable } from './tables/holds.js'
import { objectivesTable } from './tables/objectives.js'
import { openingTable } from './tables/opening.js'
import { periodsTable } from './tables/periods.js'
import { quotasTable } from './tables/quotas.js'
import { repsTable } from './tables/reps.js'
import { splitsTable } from './tables/splits.js'

/** Every table that can be read. A new one is one file in `tables/`, its name in `TableName` and a line here. */
export const tables = {
  deals: dealsTable,
  reps: repsTable,
  quotas: quotasTable,
  splits: splitsTable,
  fx: fxTable,
  periods: periodsTable,
  opening: openingTable,
  objectives: objectivesTable,
  adjustments: adjustmentsTable,
  events: eventsTable,
  holds: holdsTable,
} as const

import type { CatalogueEntry } from './entry.js'
import { adjustmentCodes } from './catalogue/adjustments.js'
import { auditCodes } from './catalogue/audit.js'
import { calcCodes } from './catalogue/calc.js'
import { checkCodes } from './catalogue/checks.js'
import { creditingCodes } from './catalogue/crediting.js'
import { describeCodes } from './catalogue/describe.js'
import { eventCodes } from './catalogue/events.js'
import { explainCodes } from './catalogue/explain.js'
import { exportCodes } from './catalogue/exports.js'
import { expressionCodes } from './catalogue/expression.js'
import { formatCodes } from './catalogue/format.js'
import { inputCodes } from './catalogue/input.js'
import { kindCodes } from './catalogue/kinds.js'
import { ledgerCodes } from './catalogue/ledger.js'
import { modifierCodes } from './catalogue/modifiers.js'
import { planCodes } from './catalogue/plan.js'
import { planTestCodes } from './catalogue/plan-tests.js'
import { presetCodes } from './catalogue/presets.js'
import { quotaCodes } from './catalogue/quotas.js'
import { rateCodes } from './catalogue/rates.js'
import { reportCodes } from './catalogue/reports.js'
import { reuseCodes } from './catalogue/reuse.js'
import { settingsCodes } from './catalogue/settings.js'
import { settlementCodes } from './catalogue/settlement.js'
import { statementCodes } from './catalogue/statements.js'
import { starterCodes } from './catalogue/starter.js'
import { yamlCodes } from './catalogue/yaml.js'

/**
 * Every diagnostic code with its title, reason and advice. The thousands tell the area:
 * 1 settings and command line, 2 input files, 3 plans, 4 expressions, 5 calculation, 6 runs, ledger and audit log.
 */
export const catalogue = {
  ...settingsCodes,
  ...explainCodes,
  ...exportCodes,
  ...describeCodes,
  ...formatCodes,
  ...inputCodes,
  ...planCodes,
  ...presetCodes,
  ...rateCodes,
  ...modifierCodes,
  ...reportCodes,
  ...statementCodes,
  ...reuseCodes,
  ...planTestCodes,
  ...kindCodes,
  ...creditingCodes,
  ...quotaCodes,
  ...adjustmentCodes,
  ...eventCodes,
  ...checkCodes,
  ...settlementCodes,
  ...starterCodes,
  ...yamlCodes,
  ...expressionCodes,
  ...calcCodes,
  ...auditCodes,
  ...ledgerCodes,
} satisfies Record<string, CatalogueEntry>

export type Code = keyof typeof catalogue

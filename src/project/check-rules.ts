import { catalogue, type Code } from '../diagnostics/catalogue.js'
import { isCheck, type CheckRule, type CheckRules } from '../diagnostics/checks.js'
import { diagnose, isAtLeast, type Diagnostic } from '../diagnostics/diagnostic.js'
import { didYouMean } from '../diagnostics/suggest.js'
import type { YamlDocument } from '../yaml/document.js'
import type { SettingsShape } from './settings-shape.js'

/** What `checks:` says, refused where it would lower an error or gives no reason for looking away. */
export function checkRules(
  shape: NonNullable<SettingsShape['checks']>,
  doc: YamlDocument,
  found: Diagnostic[],
): CheckRules {
  const rules = new Map<Code, CheckRule>()
  for (const [name, { severity, reason }] of Object.entries(shape)) {
    const place = doc.placeOf(['checks', name], 'key')
    if (!isCode(name)) {
      const message = `there is no diagnostic ${name}.${didYouMean(name, Object.keys(catalogue).filter(isCheckName))}`
      found.push(diagnose('SPM1070', message, { place }))
      continue
    }
    const { severity: usual, title } = catalogue[name]
    if (!isCheck(name)) {
      const what = usual === 'error' ? 'is an error' : 'speaks of runs, the ledger or the audit log'
      found.push(diagnose('SPM1071', `${name} (${title}) ${what}, which settings cannot change`, { place }))
      continue
    }
    const lowered = severity === 'off' || (severity !== usual && isAtLeast(usual, severity))
    if (lowered && reason === undefined) {
      const at = doc.placeOf(['checks', name, 'severity'])
      found.push(diagnose('SPM1072', `${name} is a ${usual}; "${severity}" needs a reason`, { place: at }))
    }
    rules.set(name, { severity, reason })
  }
  return rules
}

function isCode(name: string): name is Code {
  return Object.hasOwn(catalogue, name)
}

function isCheckName(name: string): boolean {
  return isCode(name) && isCheck(name)
}

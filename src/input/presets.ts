import type { Preset } from './preset.js'
import { hubspot } from './presets/hubspot.js'
import { pipedrive } from './presets/pipedrive.js'
import { salesforceApi } from './presets/salesforce-api.js'
import { salesforceReport } from './presets/salesforce-report.js'

/** Every preset by the name that settings write. A new one is one file in `presets/` and a line here. */
export const presets = {
  'salesforce-report': salesforceReport,
  'salesforce-api': salesforceApi,
  hubspot,
  pipedrive,
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets

export const PRESET_NAMES = Object.keys(presets) as [PresetName, ...PresetName[]]

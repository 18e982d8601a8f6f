import type { Template } from './template.js'
import { accelerators } from './templates/accelerators.js'
import { dealSize } from './templates/deal-size.js'
import { flat } from './templates/flat.js'
import { managerOverride } from './templates/override.js'

/** The plans to start from, by the name that `--plan` takes. A new one is one file in `templates/` and a line here. */
export const templates = {
  flat,
  accelerators,
  'deal-size': dealSize,
  'manager-override': managerOverride,
} as const satisfies Record<string, Template>

export type TemplateName = keyof typeof templates
export const TEMPLATE_NAMES = Object.keys(templates) as readonly TemplateName[]

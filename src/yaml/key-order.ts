import type { z } from 'zod'
import { keysOf, schemasAt } from './expectation.js'
import type { YamlPath } from './document.js'
import type { YamlValue } from './node.js'

/**
 * The order of keys in a group at a path: that in which its shape names them, which is the order of the reference.
 * Undefined where keys are names that people give, or where it is open which shape was meant.
 */
export function keyOrder(shape: z.ZodType, path: YamlPath, value: YamlValue): readonly string[] | undefined {
  const groups = schemasAt(shape, path, value).filter(
    ({ _zod: { def } }) => def.type === 'object' || def.type === 'record',
  )
  const [only, ...others] = groups
  if (only === undefined || others.length > 0 || only._zod.def.type !== 'object') return undefined
  const { catchall } = only._zod.def
  const isClosed = catchall === undefined || (catchall as z.core.$ZodTypes)._zod.def.type === 'never'
  return isClosed ? keysOf([only]) : undefined
}

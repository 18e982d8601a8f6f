import type { z } from 'zod'
import { flat } from './flat.js'
import { formula } from './formula.js'
import { matrix } from './matrix.js'
import type { RateStructure } from './rate.js'
import { table } from './table.js'
import { tiered } from './tiered.js'

/** Every rate structure of the plan language. To add one: write its file, add its line here. */
export const rates = [flat, tiered, table, matrix, formula] as const

export function rateStructure(kind: string): RateStructure<unknown> | undefined {
  return (rates as readonly { kind: string }[]).find((each) => each.kind === kind) as RateStructure<unknown> | undefined
}

/** Their YAML shapes, told apart by `kind`. */
export const rateShapes = rates.map(({ shape }) => shape) as unknown as [z.ZodObject, ...z.ZodObject[]]

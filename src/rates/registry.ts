import * as z from 'zod'
import { curve } from './curve.js'
import { flat } from './flat.js'
import { formula } from './formula.js'
import { matrix } from './matrix.js'
import { milestone } from './milestone.js'
import type { RateStructure } from './rate.js'
import { table } from './table.js'
import { tiered } from './tiered.js'

/** Every rate structure of the plan language. To add one: write its file, add its line here. */
export const rates = [flat, tiered, curve, milestone, table, matrix, formula] as const

const all = rates as readonly unknown[] as readonly RateStructure<unknown>[]

export function rateStructure(kind: string): RateStructure<unknown> | undefined {
  return all.find((each) => each.kind === kind)
}

/** YAML shapes of those that can be the rate of deals, or the amount of a window; told apart by `kind`. */
export function rateShapesOf(use: 'deals' | 'once'): [z.ZodObject, ...z.ZodObject[]] {
  const able = all.filter(({ compile, compileOnce }) => (use === 'deals' ? compile : compileOnce) !== undefined)
  const shapes = able.map(({ kind, summary, shape }) =>
    (shape as unknown as z.ZodObject).safeExtend({ kind: z.literal(kind).describe(`${kind}: ${summary}.`) }),
  )
  return shapes as unknown as [z.ZodObject, ...z.ZodObject[]]
}

type ShapeOfRate<T> = T extends RateStructure<infer S> ? S : never
/** A rate as a plan writes it, told apart by `kind`. */
export type RateShape = ShapeOfRate<(typeof rates)[number]>

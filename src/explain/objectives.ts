import type { Line } from '../engine/line.js'
import { objectivesOf } from '../engine/objectives.js'
import type { Step } from './step.js'
import type { Subject } from './subject.js'
import { percentWords } from './words.js'

/** The objectives that a line pays, with weight and score; one that nobody has judged is not paid. */
export function objectiveSteps({ component, participation }: Line, { book }: Subject): readonly Step[] {
  if (component?.kind !== 'mbo') return []
  return objectivesOf(participation, component, book).map(({ id, weight, score, file, record }) => ({
    what: `objective ${id}`,
    how: `weight ${percentWords(weight)}, ${score === undefined ? 'no score yet: not paid' : `score ${percentWords(score)}`}`,
    inputs: [{ file, record }],
  }))
}

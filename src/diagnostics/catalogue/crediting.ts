import type { CatalogueEntry } from '../entry.js'

/** Who is on which plan, and who is credited with what. */
export const creditingCodes = {
  SPM3320: {
    severity: 'error',
    title: 'An additional plan without `assign`',
    why: 'The plan column names a payee’s own plan, so nobody could be on this one besides it (F39).',
    fix: 'Say whom it is for: `assign: true` is everybody.',
  },
  SPM3321: {
    severity: 'error',
    title: 'A rule that credits nothing, or more than the deal',
    why: 'Each payee whom a rule reaches is credited with a share of the deal: above 0, at most all of it.',
    fix: 'Write `share: 50%`, or leave it out for the whole deal.',
  },
  SPM3322: {
    severity: 'error',
    title: 'A look-up in a table that is not there',
    why: 'lookup() looks into the tables that spm.yaml names; a misspelt one would have no answer for any deal.',
    fix: 'Add it to spm.yaml: `tables: { products: { path: data/products.csv, key: product } }`.',
  },
  SPM3323: {
    severity: 'error',
    title: 'A look-up of a column that its table does not have',
    why: 'It would have no answer for any deal.',
    fix: 'Compare the name with the header of the file and with `columns` and `types` of the table in spm.yaml.',
  },
  SPM3324: {
    severity: 'error',
    title: 'A look-up that has no answer for any deal',
    why: 'Its key is written in the plan, and the table has nothing there.',
    fix: 'Correct the key, complete the file, or give a fourth value to stand for it.',
  },
  SPM3325: {
    severity: 'error',
    title: 'The bounds of a band() do not fit',
    why: 'Each value holds from its bound up to the next one: bounds ascend, are plain numbers, and there is one for each value.',
    fix: 'Write band(deal.seats, [0, 50, 100], [10, 8, 6]): 10 from 0, 8 from 50, 6 from 100.',
  },
  SPM5605: {
    severity: 'error',
    title: 'A table has no answer for a deal',
    why: 'What lookup() asks for is not in the file; to take it as 0 would pay nothing in silence.',
    fix: 'Complete the file, or give a fourth value: lookup("products", deal.product, "list_price", 0).',
  },
  SPM5606: {
    severity: 'error',
    title: 'A number is below the first bound of a band()',
    why: 'No value holds there; to take it as 0 would pay nothing in silence.',
    fix: 'Begin with a lower bound, or leave such deals out by `where`.',
  },
  SPM5705: {
    severity: 'error',
    title: 'A credit rule needs a cell of the reps file that is blank',
    why: 'Whether the payee is credited with the deal would be a guess.',
    fix: 'Fill the cell, or test for it: `has(rep.x) && …`.',
  },
} as const satisfies Record<string, CatalogueEntry>

import type { CatalogueEntry } from '../entry.js'

/** Codes of rate structures: SPM32xx while validating, SPM56xx for a deal that a rate has no answer for. */
export const rateCodes = {
  SPM3201: {
    severity: 'error',
    title: 'A tier cannot have a mode of its own here',
    why: 'Only marginal and retroactive tiers can be mixed; the other modes are rules for all tiers together.',
    fix: 'Remove the `mode` of the tier, or use `mode: marginal` or `mode: retroactive` for the rate.',
  },
  SPM3202: {
    severity: 'error',
    title: 'A tier has an end that has no effect',
    why: 'A tier ends where the next one starts and the last one is open; only interpolated tiers end with `to`.',
    fix: 'Remove `to`; in interpolated tiers give it to the last tier.',
  },
  SPM3203: {
    severity: 'error',
    title: '`times` and `base_rate` need each other',
    why: 'A multiple of an unknown rate is unknown; a base rate that nothing multiplies is probably meant to pay.',
    fix: 'Put `base_rate: 8%` beside `tiers`, and `times: 1.5` on the tiers that multiply it.',
  },
  SPM3204: {
    severity: 'error',
    title: '`per` on interpolated amounts',
    why: 'An interpolated tier pays its amount once, spread over the way through the tier; per deal it would pay again and again.',
    fix: 'Remove `per`.',
  },
  SPM3205: {
    severity: 'error',
    title: 'Interpolated tiers have no end',
    why: 'Inside a tier pay rises evenly up to its end; without an end nobody knows how steeply.',
    fix: 'Give the last tier `to`: `{ from: 100%, to: 150%, amount: 5000 }`. Beyond it nothing is added.',
  },
  SPM3206: {
    severity: 'error',
    title: '`excess_at_top` does not divide at quota',
    why: 'The first tier is the base rate up to quota; everything above quota has the rate of the highest tier reached.',
    fix: 'Use `by: attainment`, and start the second tier at 100%.',
  },
} as const satisfies Record<string, CatalogueEntry>

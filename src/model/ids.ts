/** Ids are text, byte for byte (after trim and NFC); branded so that they cannot be mixed up. */
export type PayeeId = string & { readonly __brand: 'PayeeId' }
export type DealId = string & { readonly __brand: 'DealId' }
export type PlanId = string & { readonly __brand: 'PlanId' }
export type MeasureId = string & { readonly __brand: 'MeasureId' }
export type ComponentId = string & { readonly __brand: 'ComponentId' }
export type PeriodId = string & { readonly __brand: 'PeriodId' }

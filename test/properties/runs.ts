/** How long the properties look: SPM_PROPERTY_RUNS projects, a part of them where each costs more; SPM_PROPERTY_SEED repeats a run. */
const RUNS = Number.parseInt(process.env['SPM_PROPERTY_RUNS'] ?? '500', 10)
const SEED = process.env['SPM_PROPERTY_SEED']

/** Milliseconds that a test may take, also on a busy machine. */
export const PATIENCE = 60_000 + RUNS * 200

export function lookFor(part = 1): { readonly numRuns: number; readonly seed?: number } {
  const numRuns = Math.max(1, Math.round(RUNS * part))
  return { numRuns, ...(SEED !== undefined && { seed: Number.parseInt(SEED, 10) }) }
}

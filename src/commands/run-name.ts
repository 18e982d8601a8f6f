/** A run as people name it. */
export interface RunName {
  readonly period: string
  /** Undefined: the latest one. */
  readonly id?: string
}

/** `<period>/<id>`, also with the runs folder before it as in a path, or `<period>` alone. */
export function runName(argument: string): RunName {
  const parts = argument.split(/[/\\]/).filter((part) => part !== '')
  const [last = '', before] = [parts.at(-1), parts.at(-2)]
  return before === undefined ? { period: last } : { period: before, id: last }
}

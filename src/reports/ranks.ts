/** Places of rows that stand in order: those that tie share one, and the next places are skipped (1, 1, 3). */
export function ranksOf<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): readonly number[] {
  const ranks: number[] = []
  for (const [index, row] of rows.entries()) {
    const ties = index > 0 && compare(rows[index - 1]!, row) === 0
    ranks.push(ties ? ranks[index - 1]! : index + 1)
  }
  return ranks
}

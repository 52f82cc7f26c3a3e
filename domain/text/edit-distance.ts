/** 编辑距离: how many characters were mistyped, left out, put in, or swapped with a neighbour. */

/** The distance of two texts; any distance beyond `limit` is told as `limit + 1`. */
export function editDistance(one: string, other: string, limit: number): number {
  const a = [...one]
  const b = [...other]
  const beyond = limit + 1
  if (Math.abs(a.length - b.length) > limit) return beyond
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(beforeLast, j - 2) + 1 : Infinity
      row.push(Math.min(replaced, at(last, j) + 1, at(row, j - 1) + 1, swapped))
    }
    if (Math.min(...row) > limit) return beyond
    beforeLast = last
    last = row
  }
  return Math.min(at(last, b.length), beyond)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity
}

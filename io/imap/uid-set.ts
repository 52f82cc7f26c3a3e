/** UIDs as a command takes them: ascending, runs folded (`3:5,9`). QQ answers BAD to a descending range. */
export function uidSet(uids: readonly number[]): string {
  const sorted = [...new Set(uids)].sort((a, b) => a - b)
  const runs: { from: number; to: number }[] = []
  for (const uid of sorted) {
    const last = runs.at(-1)
    if (last !== undefined && last.to + 1 === uid) last.to = uid
    else runs.push({ from: uid, to: uid })
  }
  return runs.map((run) => (run.from === run.to ? `${run.from}` : `${run.from}:${run.to}`)).join(',')
}

export function inBatches<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
}

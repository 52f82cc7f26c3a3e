/** 差异: two texts with the characters marked in which they differ, by their longest common subsequence. */

export interface Piece {
  readonly text: string
  readonly differs: boolean
}
/** Longer texts are marked as a whole. */
const longestCompared = 200

export function markDifferences(left: string, right: string): { readonly left: Piece[]; readonly right: Piece[] } {
  const a = [...left]
  const b = [...right]
  if (left === right) return { left: whole(left, false), right: whole(right, false) }
  if (a.length > longestCompared || b.length > longestCompared)
    return { left: whole(left, true), right: whole(right, true) }
  const common = commonLengths(a, b)
  const inA = a.map(() => true)
  const inB = b.map(() => true)
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      inA[i++] = false
      inB[j++] = false
    } else if ((common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0)) i++
    else j++
  }
  return { left: pieces(a, inA), right: pieces(b, inB) }
}

const whole = (text: string, differs: boolean): Piece[] => (text === '' ? [] : [{ text, differs }])

/** common[i][j]: how many characters a from i and b from j have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const here = common[i]
      if (here === undefined) continue
      here[j] = a[i] === b[j] ? (common[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(common[i + 1]?.[j] ?? 0, here[j + 1] ?? 0)
    }
  }
  return common
}

/** Neighbours of the same kind are one piece. */
function pieces(characters: readonly string[], differs: readonly boolean[]): Piece[] {
  const made: { text: string; differs: boolean }[] = []
  characters.forEach((character, at) => {
    const last = made.at(-1)
    const here = differs[at] ?? false
    if (last !== undefined && last.differs === here) last.text += character
    else made.push({ text: character, differs: here })
  })
  return made
}

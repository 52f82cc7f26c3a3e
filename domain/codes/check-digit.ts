/** 校验码: the weighted sum behind the check characters of ID numbers and credit codes. */

/**
 * Σ value × weight over the first `weights.length` characters.
 * @param alphabet a character's value is its place in it.
 * @returns undefined when a character is not in the alphabet or the text is too short.
 */
export function weightedSum(text: string, weights: readonly number[], alphabet: string): number | undefined {
  let sum = 0
  for (const [index, weight] of weights.entries()) {
    const character = text[index]
    const value = character === undefined ? -1 : alphabet.indexOf(character)
    if (value < 0) return undefined
    sum += value * weight
  }
  return sum
}

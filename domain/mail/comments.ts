/** Comments in mail headers (RFC 5322): in brackets, nested, anywhere outside quoted text. They are for people only. */

/** Quotes and escapes are kept as they are; inside a quoted text there are no comments. */
export function withoutComments(text: string): string {
  let kept = ''
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\') {
      if (depth === 0) kept += text.slice(at, at + 2)
      at++
    } else if (quoted || (character === '"' && depth === 0)) {
      if (character === '"') quoted = !quoted
      kept += character
    } else if (character === '(') depth++
    else if (character === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) kept += character
  }
  return kept
}

/** GBK bytes of a text, for mails as old Chinese programs write them: Node only decodes. */
const codes = new Map<string, number>()
const decoder = new TextDecoder('gb18030')
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const char = decoder.decode(Uint8Array.of(lead, trail))
    if (char.length === 1 && char !== '\ufffd' && !codes.has(char)) codes.set(char, lead * 256 + trail)
  }
}

/** @throws RangeError for a character outside GBK. */
export function gbk(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (char) => {
      if (char < '\x80') return Buffer.from(char, 'latin1')
      const code = codes.get(char)
      if (code === undefined) throw new RangeError(`${char} is not in GBK`)
      return Buffer.of(code >> 8, code & 0xff)
    }),
  )
}

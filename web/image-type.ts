/** The type of a picture by its first bytes; null for everything else, which is never shown in place. */

const signs: readonly { readonly type: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { type: 'image/bmp', at: 0, bytes: [0x42, 0x4d] },
]

export function imageType(bytes: Uint8Array): string | null {
  return signs.find((sign) => sign.bytes.every((byte, index) => bytes[sign.at + index] === byte))?.type ?? null
}

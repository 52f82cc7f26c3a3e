/** winmail.dat as Outlook writes it, with nothing in it but files. */
export function makeTnef(files: readonly { readonly name: Buffer; readonly bytes: Buffer }[]): Buffer {
  const attribute = (level: number, id: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(9)
    head.writeUInt8(level, 0)
    head.writeUInt32LE(id, 1)
    head.writeUInt32LE(data.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0))
    return Buffer.concat([head, data, sum])
  }
  return Buffer.concat([
    Buffer.from('789f3e220100', 'hex'),
    attribute(1, 0x00089006, Buffer.from('00000100', 'hex')), // attTnefVersion
    ...files.flatMap((file) => [
      attribute(2, 0x00069002, Buffer.alloc(14)), // attAttachRenddata
      attribute(2, 0x00018010, Buffer.concat([file.name, Buffer.of(0)])), // attAttachTitle
      attribute(2, 0x0006800f, file.bytes), // attAttachData
    ]),
  ])
}

/** 历史加密: every payload that goes to the engine is AES-256-GCM; ids stay, contents do not. Reads what it did not seal. */
import type { Payload, PayloadCodec } from '@temporalio/common'
import proto from '@temporalio/proto'

const encoding = 'binary/hoistway-v1'
const encodingBytes = Buffer.from(encoding)

export interface ByteVault {
  sealBytes(bytes: Uint8Array): Buffer
  openBytes(sealed: Uint8Array): Buffer
}

const { Payload: PayloadMessage } = proto.temporal.api.common.v1

export function createCodec(vault: ByteVault): PayloadCodec {
  return {
    encode: (payloads) =>
      Promise.resolve(
        payloads.map((payload): Payload => ({
          metadata: { encoding: encodingBytes },
          data: vault.sealBytes(PayloadMessage.encode(payload).finish()),
        })),
      ),
    decode: (payloads) =>
      Promise.resolve(
        payloads.map((payload) => {
          const sealed = payload.metadata?.['encoding']
          if (sealed == null || Buffer.from(sealed).toString() !== encoding || payload.data == null) return payload
          return PayloadMessage.decode(vault.openBytes(payload.data))
        }),
      ),
  }
}

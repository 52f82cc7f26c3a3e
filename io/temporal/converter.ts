/** The data converter that client and worker share: sealed payloads, sealed failures. */
import { fileURLToPath } from 'node:url'
import type { DataConverter } from '@temporalio/common'
import { createCodec, type ByteVault } from './codec.ts'

export const failureConverterPath = fileURLToPath(new URL('failure-converter.cjs', import.meta.url))

export function createDataConverter(vault: ByteVault): DataConverter {
  return { payloadCodecs: [createCodec(vault)], failureConverterPath }
}

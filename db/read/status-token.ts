/**
 * 进度链接: names a mail to whoever holds the link, who needs no account. The number alone opens nothing: the second half
 * is an HMAC of the vault's, and cannot be guessed. Nothing of a person stands in it.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '../crypto.ts'

/** 128 bits, in hexadecimal digits. */
const proofLength = 32

function writeStatusToken(vault: Vault, mailId: number): string {
  return `${mailId.toString(36)}-${proofOf(vault, mailId)}`
}

export const statusUrl = (vault: Vault, baseUrl: string, mailId: number): string =>
  `${baseUrl}/status/${writeStatusToken(vault, mailId)}`

/** The mail that the token names, or null: nobody made it here. */
export function readStatusToken(vault: Vault, token: string): number | null {
  const [, number = '', proof = ''] = /^([0-9a-z]{1,10})-([0-9a-f]{32})$/.exec(token) ?? []
  const mailId = parseInt(number, 36)
  if (!Number.isSafeInteger(mailId)) return null
  return timingSafeEqual(Buffer.from(proof), Buffer.from(proofOf(vault, mailId))) ? mailId : null
}

function proofOf(vault: Vault, mailId: number): string {
  return vault.lookup('token', `status of mail ${mailId}`).slice(0, proofLength)
}

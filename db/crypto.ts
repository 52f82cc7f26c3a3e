/**
 * 个人信息加密: AES-256-GCM with the key's id in front, and an HMAC for looking up. GB/T 39786-2021 8.4 d, e.
 * Stored form: `k1.` + base64url(iv 12 | tag 16 | cipher text).
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Vault {
  /** Cipher text of a UTF-8 text. */
  seal(text: string): string
  /** @throws Error when the text was not sealed with this key or was changed. */
  open(sealed: string): string
  /** Lookup key (hex) of a text; equal texts of one purpose give equal keys. */
  lookup(purpose: 'idNumber' | 'phone' | 'token', text: string): string
  sealBytes(bytes: Uint8Array): Buffer
  openBytes(sealed: Uint8Array): Buffer
}

/** What nobody can guess, for a link, a session or a form: 32 random bytes in 43 characters of base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
/** Whether a text has the form of one. */
export const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text)

const keyId = 'k1'

/** @param dataKey 32 bytes. */
export function createVault(dataKey: Uint8Array): Vault {
  if (dataKey.length !== 32) throw new Error('The data key must be 32 bytes.')
  const derive = (label: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `hoistway ${label}`, 32))
  const fieldKey = derive('fields')
  const lookupKey = derive('lookup')

  const sealBytes = (bytes: Uint8Array): Buffer => {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', fieldKey, iv)
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  }
  const openBytes = (sealed: Uint8Array): Buffer => {
    const buffer = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
    const decipher = createDecipheriv('aes-256-gcm', fieldKey, buffer.subarray(0, 12))
    decipher.setAuthTag(buffer.subarray(12, 28))
    return Buffer.concat([decipher.update(buffer.subarray(28)), decipher.final()])
  }
  return {
    sealBytes,
    openBytes,
    seal: (text) => `${keyId}.${sealBytes(Buffer.from(text, 'utf8')).toString('base64url')}`,
    open: (sealed) => {
      if (!sealed.startsWith(`${keyId}.`)) throw new Error('Sealed with an unknown key.')
      return openBytes(Buffer.from(sealed.slice(keyId.length + 1), 'base64url')).toString('utf8')
    },
    lookup: (purpose, text) => createHmac('sha256', lookupKey).update(`${purpose}\u001f${text}`).digest('hex'),
  }
}

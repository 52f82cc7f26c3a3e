/** Mailboxes in our own files, opened when first used; each has its IMAP server behind one common door. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openMailbox, type KeptMailbox } from './kept-mailbox.ts'
import { isMailboxName, mailLimits, type FolderName, type PostOffice, type SpooledMail } from './mail-types.ts'

export interface OwnPostOffice extends PostOffice {
  /** @returns null where there may be no such mailbox. */
  mailbox(address: string): KeptMailbox | null
}

interface Waiting {
  readonly mail: SpooledMail
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

export function openPostOffice(root: string): OwnPostOffice {
  mkdirSync(root, { recursive: true })
  const known = new Map(readAddresses(root))
  const opened = new Map<string, KeptMailbox>()
  const waiting = new Map<string, { address: string; folder: FolderName; mails: Waiting[] }>()

  const accepts = (address: string) =>
    isMailboxName(address) && (known.has(address) || known.size < mailLimits.mailboxes)

  const mailbox = (address: string): KeptMailbox | null => {
    const before = opened.get(address)
    if (before !== undefined) return before
    if (!accepts(address)) return null
    const place = known.get(address) ?? makePlace(root, address)
    known.set(address, place)
    const made = openMailbox(place)
    opened.set(address, made)
    return made
  }

  /** What came in the same turn shares one wait for the disk. */
  const takeWaiting = (key: string): void => {
    const batch = waiting.get(key)
    waiting.delete(key)
    if (batch === undefined) return
    try {
      const box = mailbox(batch.address)
      if (box === null) throw new Error('There are too many mailboxes.')
      box.take(batch.folder, batch.mails.map(({ mail }) => mail.path), new Date()) // prettier-ignore
      for (const one of batch.mails) one.done()
    } catch (error) {
      for (const one of batch.mails) one.failed(error)
    }
  }

  return {
    accepts,
    mailbox,
    deliver: (mail, address, folder) =>
      new Promise((done, failed) => {
        const key = `${folder} ${address}`
        const batch = waiting.get(key) ?? { address, folder, mails: [] }
        batch.mails.push({ mail, done, failed })
        if (waiting.has(key)) return
        waiting.set(key, batch)
        setImmediate(takeWaiting, key)
      }),
    close: () => {
      for (const box of opened.values()) box.close()
      return Promise.resolve()
    },
  }
}

/** Addresses stay out of folder names: they may hold anything. */
function makePlace(root: string, address: string): string {
  const place = join(root, createHash('sha256').update(address).digest('hex').slice(0, 32))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'address.txt'), address)
  return place
}

function readAddresses(root: string): [string, string][] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{32}$/.test(entry.name))
    .flatMap((entry) => {
      const place = join(root, entry.name)
      try {
        return [[readFileSync(join(place, 'address.txt'), 'utf8'), place] as [string, string]]
      } catch {
        return []
      }
    })
}

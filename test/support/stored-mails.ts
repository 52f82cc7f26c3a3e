/** Mails as they lie stored before intake looks at them, many at once: for floods that no test could send. */
import type { Db } from '../../db/db.ts'
import type { FileStore } from '../../io/files/store.ts'
import { rawMail } from './raw-mail.ts'

/** Different raw mails; a larger flood repeats their bytes, each under a fingerprint of its own. */
const differentMails = 1_000
/** Rows in one statement. */
const atOnce = 1_000

/** Automatic replies that lie before everything else, one a second up to `before`. */
export async function storeMachineMails(db: Db, files: FileStore, count: number, before: string): Promise<void> {
  const mailbox = await db.selectFrom('mailbox').select(['id', 'authority_id']).executeTakeFirstOrThrow()
  const kept: { sha256: string; size: number }[] = []
  for (let n = 0; n < Math.min(count, differentMails); n += 1) kept.push(await files.put(machineMail(n)))
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => from + at).map((n) => {
      const { sha256 = '', size = 0 } = kept[n % kept.length] ?? {}
      return {
        mailbox_id: mailbox.id,
        authority_id: mailbox.authority_id,
        fingerprint: `machine-${n}`,
        received_at: new Date(Date.parse(before) - (count - n) * 1000).toISOString(),
        arrival: n,
        time_source: 'internalDate' as const,
        raw_sha: sha256,
        size,
        state: 'stored' as const,
      }
    })
    await db.insertInto('mail').values(rows).execute()
  }
}

function machineMail(n: number): Buffer {
  return rawMail(
    [
      `From: robot${n}@machine.test`,
      'To: unban@association.test',
      `Subject: 自动回复：${n}`,
      `Message-ID: <machine-${n}@machine.test>`,
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
    ],
    `我正在休假，回来后回复您。\r\n${'-'.repeat(60)}\r\n`.repeat(20),
  )
}

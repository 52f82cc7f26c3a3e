/** 来信受理: reads stored mails in a process apart, judges them, and settles each in one transaction of its own. */
import { Context } from '@temporalio/activity'
import { readMailDomains } from '../db/read/facts.ts'
import { readStoredMails, type StoredMail } from '../db/read/stored-mails.ts'
import { mailAttempted } from '../db/write/mailbox.ts'
import { settleHold } from '../db/write/intake/settle-hold.ts'
import { settleMail } from '../db/write/intake/settle-mail.ts'
import type { ReadMail } from '../domain/mail/types.ts'
import { mailProfiles } from '../io/imap/profiles.ts'
import { unreadableMail } from '../io/mail/read-mail.ts'
import type { Deps } from './deps.ts'
import { judge } from './judge.ts'
import type { CaseActivities } from './types.ts'

/** Mails in one run of the activity. */
const mailsAtOnce = 50
/** A mail whose settling fails so often is left to staff; the others go on. */
const attemptsMax = 3

type Needs = Pick<Deps, 'db' | 'vault' | 'files' | 'sandbox' | 'log' | 'baseUrl' | 'authserv' | 'mailProfile'>

export function createIntakeActivities(deps: Needs): Pick<CaseActivities, 'takeStoredMails' | 'settleHold'> {
  const { db, vault, files, sandbox, log, baseUrl } = deps

  async function read(mail: StoredMail): Promise<ReadMail> {
    const raw = await files.get(mail.raw_sha)
    if (mail.headers_only) return unreadableMail(raw)
    const answer = await sandbox.readMail(raw)
    if (answer.kind === 'read') return answer.value
    log.warn({ mailId: mail.id, why: answer.kind }, 'mail not readable')
    return unreadableMail(raw)
  }

  async function settle(mail: StoredMail, knownDomains: readonly string[]): Promise<void> {
    const judged = judge(await read(mail), {
      own: [mail.address],
      authserv: deps.authserv,
      receivedAt: mail.received_at,
      headersOnly: mail.headers_only,
      internalDateMissing: mail.time_source !== 'internalDate',
      knownDomains,
    })
    const { formlessAnswers } = mailProfiles[deps.mailProfile]
    const settled = await settleMail(db, vault, judged, { mailId: mail.id, baseUrl, formlessAnswers })
    log.info({ mailId: mail.id, ...settled }, 'mail settled')
  }

  return {
    async takeStoredMails(mailboxId) {
      const mails = await readStoredMails(db, mailboxId, mailsAtOnce)
      const knownDomains = mails.length === 0 ? [] : await readMailDomains(db)
      for (const mail of mails) {
        Context.current().heartbeat()
        try {
          await settle(mail, knownDomains)
        } catch (error) {
          // One bad mail must not keep the others waiting; a record that is away keeps them all, and the engine repeats.
          const left = await mailAttempted(db, mail.id, attemptsMax)
          log.error({ err: error, mailId: mail.id, left }, 'mail not settled')
        }
      }
      return mails.length > 0
    },

    async settleHold(input) {
      return { heldUntil: await settleHold(db, vault, { ...input, baseUrl }) }
    },
  }
}

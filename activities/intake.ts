/**
 * 来信受理: reads stored mails in processes apart, judges them, and settles them under the queue's lock. One that comes alone
 * is settled at once; a backlog goes in batches: what a person wrote first, and the next batch is read while one is settled.
 */
import { Context } from '@temporalio/activity'
import { readMailDomains } from '../db/read/facts.ts'
import { readStoredMails, type StoredMail } from '../db/read/stored-mails.ts'
import { isRecordFault } from '../db/record-fault.ts'
import { mailAttempted } from '../db/write/mailbox.ts'
import { settleHold } from '../db/write/intake/settle-hold.ts'
import { settleMails } from '../db/write/intake/settle-mails.ts'
import type { ToSettle } from '../db/write/intake/settling.ts'
import type { ReadMail } from '../domain/mail/types.ts'
import { mailProfiles } from '../io/imap/profiles.ts'
import { unreadableMail } from '../io/mail/read-mail.ts'
import { SandboxAway } from '../io/sandbox.ts'
import type { Deps } from './deps.ts'
import { isMachineByHead, judge } from './judge.ts'
import { doMailActs } from './mail-acts.ts'
import { scanMail, ScannerAway, waitForScanner } from './scan-mail.ts'
import type { CaseActivities } from './types.ts'

/** Mails looked at together, in the order of their places; so many, or so many bytes, are in memory at once. */
const windowMails = 600
const windowBytes = 32 * 1024 * 1024
/** Mails settled in one transaction: whoever takes the next request meanwhile waits for them. */
const batchMails = { human: 48, machine: 100 } as const
/** A mail whose settling fails so often is left to staff; the others go on. */
const attemptsMax = 3
/** One run goes on for so long; then the engine sees that it goes on. */
const runMs = 5_000
const pulseMs = 2_000

type Needs = Pick<
  Deps,
  'db' | 'vault' | 'files' | 'sandbox' | 'scanner' | 'log' | 'baseUrl' | 'authserv' | 'mailProfile'
>

/** A stored mail with its bytes; null where they cannot be had, which is a fault of that mail alone. */
interface Opened {
  readonly mail: StoredMail
  readonly raw: Buffer | null
}

export function createIntakeActivities(deps: Needs): Pick<CaseActivities, 'takeStoredMails' | 'settleHold'> {
  const { db, vault, files, sandbox, scanner, log, baseUrl } = deps
  const limits = mailProfiles[deps.mailProfile]

  async function open(mail: StoredMail): Promise<Opened> {
    try {
      return { mail, raw: await files.get(mail.raw_sha) }
    } catch (error) {
      log.error({ err: error, mailId: mail.id }, 'mail not opened')
      return { mail, raw: null }
    }
  }

  async function read(mail: StoredMail, raw: Buffer): Promise<ReadMail> {
    if (mail.headers_only) return unreadableMail(raw)
    const answer = await sandbox.readMail(raw)
    if (answer.kind === 'read') return answer.value
    log.warn({ mailId: mail.id, why: answer.kind }, 'mail not readable')
    return unreadableMail(raw)
  }

  /** The sandbox reads as many at once as it has children. A fault of one mail leaves it out. */
  async function judgeAll(batch: readonly Opened[], knownDomains: readonly string[]): Promise<ToSettle[]> {
    const judged = await Promise.all(
      batch.map(async ({ mail, raw }): Promise<ToSettle[]> => {
        try {
          if (raw === null) throw new Error('The bytes of the mail are not there.')
          const facts = {
            own: [mail.address],
            authserv: deps.authserv,
            receivedAt: mail.received_at,
            headersOnly: mail.headers_only,
            internalDateMissing: mail.time_source === 'firstSeen',
            timeUnproven: mail.time_source === 'appended',
            knownDomains,
          }
          const scan = await scanMail(scanner, raw, log)
          const found = scan === 'nothing' ? await read(mail, raw) : { ...unreadableMail(raw), unreadable: false }
          return [{ mailId: mail.id, judged: judge(found, { ...facts, scan }) }]
        } catch (error) {
          await failed(mail.id, error)
          return []
        }
      }),
    )
    return judged.flat()
  }

  async function settleBatch(batch: readonly ToSettle[]): Promise<void> {
    if (batch.length === 0) return
    try {
      const settled = await settleMails(db, vault, batch, { baseUrl, limits })
      settled.forEach((one, index) => log.info({ mailId: batch[index]?.mailId, ...one }, 'mail settled'))
    } catch (error) {
      const [only] = batch
      if (batch.length > 1) for (const one of batch) await settleBatch([one])
      else if (only !== undefined) await failed(only.mailId, error)
    }
  }

  /** One bad mail must not keep the others waiting; a record that is away keeps them all, and the engine repeats. */
  async function failed(mailId: number, error: unknown): Promise<void> {
    if (isRecordFault(error) || error instanceof ScannerAway || error instanceof SandboxAway) throw error
    const left = await mailAttempted(db, mailId, attemptsMax)
    log.error({ err: error, mailId, left }, 'mail not settled')
  }

  /** Goes on until the window is settled or the run is over; what is read by then is settled. */
  async function takeWindow(stored: readonly StoredMail[], isOver: () => boolean): Promise<void> {
    const knownDomains = await readMailDomains(db)
    const opened = await Promise.all(stored.map(open))
    const own = stored.slice(0, 1).map(({ address }) => address)
    const isMachine = ({ raw }: Opened) => raw !== null && isMachineByHead(raw, own)
    const batches = [
      ...chunks(opened.filter((one) => !isMachine(one)), batchMails.human),
      ...chunks(opened.filter(isMachine), batchMails.machine),
    ] // prettier-ignore
    let reading = judgeAll(batches[0] ?? [], knownDomains)
    for (let at = 0; at < batches.length; at += 1) {
      const judged = await reading
      const over = isOver()
      reading = judgeAll(over ? [] : (batches[at + 1] ?? []), knownDomains)
      // Awaited in the next round; a fault meanwhile is not nobody's.
      reading.catch(() => undefined)
      await settleBatch(judged)
      if (over) return
    }
  }

  return {
    async takeStoredMails(mailboxId) {
      const context = Context.current()
      const pulse = setInterval(() => context.heartbeat(), pulseMs)
      const end = Date.now() + runMs
      const isOver = () => Date.now() >= end || context.cancellationSignal.aborted
      try {
        await doMailActs(deps, mailboxId)
        while (!isOver()) {
          const stored = await readStoredMails(db, mailboxId, windowMails)
          if (stored.length === 0) return false
          await takeWindow(firstOf(stored), isOver)
        }
        return true
      } catch (error) {
        if (error instanceof ScannerAway) return await waitForScanner(db, mailboxId, error, log)
        throw error
      } finally {
        clearInterval(pulse)
      }
    },

    async settleHold(input) {
      return { heldUntil: await settleHold(db, vault, { ...input, baseUrl }) }
    },
  }
}

/** The first of them, as many as may be in memory at once; one at least. */
function firstOf(stored: readonly StoredMail[]): readonly StoredMail[] {
  let bytes = 0
  const over = stored.findIndex(({ size }) => (bytes += size) > windowBytes)
  return over === -1 ? stored : stored.slice(0, Math.max(1, over))
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}

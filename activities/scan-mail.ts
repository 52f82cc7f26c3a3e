/**
 * 查毒 before reading: where a scanner is configured no mail is read without its word. While it is away every mail waits as
 * stored, with its place; the chief is told once a day, and the engine asks again.
 */
import { ApplicationFailure } from '@temporalio/activity'
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import { noteScanPending } from '../db/write/scan-pending.ts'
import type { ScanVerdict } from '../domain/mail/types.ts'
import type { Scanner } from '../io/clamd/scan.ts'

/** Thrown for the first mail that the scanner gave no answer about; no mail is at fault. */
export class ScannerAway extends Error {
  override name = 'ScannerAway'
}

const againIn = '5s'

/** @throws ScannerAway */
export async function scanMail(scanner: Scanner | null, raw: Uint8Array, log: Logger): Promise<ScanVerdict> {
  if (scanner === null) return 'nothing'
  const answer = await scanner.scan(raw)
  if (answer.kind === 'away') throw new ScannerAway(answer.why)
  if (answer.kind === 'refused') log.warn({ why: answer.why }, 'mail not scanned')
  return answer.kind === 'clean' ? 'nothing' : answer.kind
}

/** Notes what waits, and has the engine call again. @throws ApplicationFailure */
export async function waitForScanner(db: Db, mailboxId: number, away: ScannerAway, log: Logger): Promise<never> {
  log.warn({ mailboxId, why: away.message }, 'virus scanner away: mails wait')
  await noteScanPending(db, mailboxId)
  throw ApplicationFailure.create({ message: 'The virus scanner is away.', type: 'scannerAway', nextRetryDelay: againIn }) // prettier-ignore
}

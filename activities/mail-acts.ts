/** 来信办理: does the acts that pages asked for, in their order, before new mails are taken. */
import { readMailDomains } from '../db/read/facts.ts'
import { readMailToJudge, readOpenActs, type OpenAct } from '../db/read/mail-acts.ts'
import { isRecordFault } from '../db/record-fault.ts'
import type { Judged } from '../db/write/intake/judged.ts'
import { actAttempted, needsReading, settleAct } from '../db/write/intake/mail-acts.ts'
import { unreadableMail } from '../io/mail/read-mail.ts'
import { SandboxAway } from '../io/sandbox.ts'
import type { Deps } from './deps.ts'
import { judge } from './judge.ts'
import { scanMail, ScannerAway } from './scan-mail.ts'

/** An act that fails so often is given up; its page says so. */
const attemptsMax = 3

type Needs = Pick<Deps, 'db' | 'vault' | 'files' | 'sandbox' | 'scanner' | 'log' | 'baseUrl' | 'authserv'>

export async function doMailActs(deps: Needs, mailboxId: number): Promise<void> {
  const { db, vault, log, baseUrl } = deps
  for (const act of await readOpenActs(db, mailboxId)) {
    try {
      const judged = needsReading(act.kind) ? await judgeAnew(deps, act) : null
      const outcome = await settleAct(db, vault, act, { baseUrl, judged })
      log.info({ act: act.n, kind: act.kind, outcome }, 'mail act')
    } catch (error) {
      // Nothing of the act's: it waits.
      if (isRecordFault(error) || error instanceof ScannerAway || error instanceof SandboxAway) throw error
      await actAttempted(db, act.id, attemptsMax)
      log.error({ err: error, act: act.n, kind: act.kind }, 'mail act not done')
    }
  }
}

/** The mail as the program reads it now: a later version may read what an earlier one could not. */
async function judgeAnew({ db, files, sandbox, scanner, authserv, log }: Needs, act: OpenAct): Promise<Judged | null> {
  const mail = act.mail_id === null ? undefined : await readMailToJudge(db, act.mail_id)
  if (mail === undefined) return null
  const raw = await files.get(mail.raw_sha)
  // A file that must not be opened is not, whoever asks.
  if ((await scanMail(scanner, raw, log)) !== 'nothing') return null
  const answer = mail.headers_only ? null : await sandbox.readMail(raw)
  return judge(answer?.kind === 'read' ? answer.value : unreadableMail(raw), {
    own: [mail.address],
    authserv,
    receivedAt: mail.received_at,
    headersOnly: mail.headers_only,
    internalDateMissing: mail.time_source === 'firstSeen',
    timeUnproven: mail.time_source === 'appended',
    knownDomains: await readMailDomains(db),
  })
}

/**
 * Reads mails by UID. Only INTERNALDATE, RFC822.SIZE and BODY.PEEK[] are asked for: ENVELOPE and BODYSTRUCTURE are
 * rewritten by some providers, and PEEK leaves \Seen to the people who also read the mailbox.
 */
import type { FetchMessageObject, FetchQueryObject } from 'imapflow'
import type { Line } from './line.ts'
import { batchBytes, batchMails, envelopeMails, headBytes, wholeMailBytes } from './limits.ts'
import { inBatches, uidSet } from './uid-set.ts'

export interface MailEnvelope {
  readonly uid: number
  /** The server's receipt time, to the second; null when it gives none that can be read. */
  readonly internalDate: Date | null
  readonly size: number
}

export interface FetchedMail extends MailEnvelope {
  /** The whole mail, or its head where `size` is above the limit. */
  readonly raw: Buffer
}

/** Mails that are gone are simply not in the answer. */
export async function fetchEnvelopes(line: Line, uids: readonly number[]): Promise<MailEnvelope[]> {
  const found: MailEnvelope[] = []
  for (const some of inBatches(uids, envelopeMails)) {
    const answers = await fetch(line, some, { internalDate: true, size: true }, line.times.command)
    for (const { uid, internalDate, size } of answers) {
      found.push({ uid, internalDate: internalDate instanceof Date ? internalDate : null, size: size ?? 0 })
    }
  }
  return found.sort((a, b) => a.uid - b.uid)
}

/** The bytes of one mail, its head when it is larger than `maxBytes`, or null when it is gone. */
export async function fetchRaw(line: Line, uid: number, maxBytes = wholeMailBytes): Promise<Buffer | null> {
  const [envelope] = await fetchEnvelopes(line, [uid])
  if (envelope === undefined) return null
  return (await fetchBodies(line, [uid], envelope.size > maxBytes)).get(uid) ?? null
}

/**
 * The mails of many UIDs, ascending, one FETCH for a batch as far as their sizes allow. Each batch is complete before it
 * is handed out, so the caller may use the session in between.
 */
export async function* fetchBatches(
  line: Line,
  uids: readonly number[],
): AsyncGenerator<FetchedMail[], void, undefined> {
  const ascending = [...uids].sort((a, b) => a - b)
  for (const some of inBatches(ascending, envelopeMails)) {
    for (const batch of bySize(await fetchEnvelopes(line, some))) {
      const bodies = await fetchBodies(line, batch.map((mail) => mail.uid), (batch[0]?.size ?? 0) > wholeMailBytes) // prettier-ignore
      yield batch.flatMap((envelope) => {
        const raw = bodies.get(envelope.uid)
        return raw === undefined ? [] : [{ ...envelope, raw }]
      })
    }
  }
}

/** Batches within the budget of mails and bytes; a mail above the limit stands alone, for only its head is read. */
export function bySize(envelopes: readonly MailEnvelope[]): MailEnvelope[][] {
  const batches: MailEnvelope[][] = []
  let bytes = Infinity
  for (const envelope of envelopes) {
    const last = batches.at(-1)
    if (last === undefined || last.length === batchMails || bytes + envelope.size > batchBytes) {
      batches.push([envelope])
      bytes = envelope.size
    } else {
      last.push(envelope)
      bytes += envelope.size
    }
  }
  return batches
}

async function fetchBodies(line: Line, uids: readonly number[], headOnly: boolean): Promise<Map<number, Buffer>> {
  const source = headOnly ? { start: 0, maxLength: headBytes } : true
  const answers = await fetch(line, uids, { source }, line.times.download)
  const bodies = new Map<number, Buffer>()
  for (const { uid, source: bytes } of answers) {
    // A server that ignores the range sends more than was asked for.
    if (bytes !== undefined) bodies.set(uid, headOnly ? bytes.subarray(0, headBytes) : bytes)
  }
  return bodies
}

/** Leaves out what was not asked for: servers put news of other mails' flags between the answers. */
async function fetch(
  line: Line,
  uids: readonly number[],
  query: FetchQueryObject,
  deadlineMs: number,
): Promise<FetchMessageObject[]> {
  if (uids.length === 0) return []
  const wanted = new Set(uids)
  const answers = await line.run(deadlineMs, (client) =>
    client.fetchAll(uidSet(uids), { uid: true, ...query }, { uid: true }),
  )
  return answers.filter((answer) => wanted.has(answer.uid) && isAnswer(answer, query))
}

function isAnswer(answer: FetchMessageObject, query: FetchQueryObject): boolean {
  return query.source === undefined ? answer.size !== undefined || answer.internalDate !== undefined : answer.source !== undefined // prettier-ignore
}

/** 案上的来信: mails without a form that have to do with a request (replies, withdrawals, questions), and in whose name others wrote. */
import type { ReadDb } from '../db.ts'

const notesMax = 50

/** Mails noted on requests of this mail, the last first. */
export function readNotesOnMail(db: ReadDb, mailId: number) {
  return notes(db).where('request.mail_id', '=', mailId).execute()
}

/** Mails noted on one request, the last first: what staff see as a badge on it. */
export function readNotesOnRequest(db: ReadDb, requestId: number) {
  return notes(db).where('mail_note.request_id', '=', requestId).execute()
}
export type NoteOnCase = Awaited<ReturnType<typeof readNotesOnRequest>>[number]

const notes = (db: ReadDb) =>
  db
    .selectFrom('mail_note')
    .innerJoin('request', 'request.id', 'mail_note.request_id')
    .innerJoin('mail', 'mail.id', 'mail_note.mail_id')
    .select([
      'mail_note.mail_id as mailId',
      'mail_note.kind',
      'mail.from_address as from',
      'mail.received_at as receivedAt',
      'mail_note.request_id as requestId',
      'request.enterprise_id as enterpriseId',
    ])
    .orderBy('mail.received_at', 'desc')
    .limit(notesMax)

/** The requests that a mail without a form is about. */
export function readConcerns(db: ReadDb, mailId: number) {
  return db
    .selectFrom('mail_note')
    .innerJoin('request', 'request.id', 'mail_note.request_id')
    .innerJoin('enterprise', 'enterprise.id', 'request.enterprise_id')
    .select([
      'request.id',
      'request.case_no as caseNo',
      'request.business',
      'request.state',
      'request.enterprise_id as enterpriseId',
      'enterprise.name as enterprise',
    ]) // prettier-ignore
    .where('mail_note.mail_id', '=', mailId)
    .orderBy('request.id')
    .execute()
}

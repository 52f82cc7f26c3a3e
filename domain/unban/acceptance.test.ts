import { expect, test } from '@jest/globals'
import { aMail, aMailWithForm, anAttachment, aTable, formCells, xiong } from '../../test/support/read-mails.ts'
import type { ReadMail } from '../mail/types.ts'
import { decideAnswerKind, routeMail, type MailFound } from './acceptance.ts'
import { readRequestForms } from './request-form.ts'
import type { RowOutcome } from './types.ts'

function route(mail: ReadMail, changes: Partial<MailFound> = {}) {
  const { kind, answer, codes, why } = routeMail({
    classified: { class: 'human', why: 'none' },
    fromProblem: null,
    verdict: 'aligned',
    unreadable: mail.unreadable,
    answersOurs: false,
    forms: readRequestForms(mail),
    ...changes,
  })
  return { kind, answer, why, codes: codes.map(({ code }) => code).join('+') }
}

const queued: RowOutcome = { kind: 'queued' }
const held: RowOutcome = { kind: 'onHold' }
const returned: RowOutcome = { kind: 'returned', codes: [{ code: 'R09' }] }

test('a form is judged by its rows', () => {
  expect(route(aMailWithForm())).toMatchObject({ kind: 'rows', answer: 'none' })
})

test('own, bounced and automatic mails never enter and get no answer, also with a form', () => {
  for (const kind of ['own', 'dsn', 'auto'] as const) {
    expect(route(aMailWithForm(), { classified: { class: kind, why: 'marker' }, verdict: 'fail' })).toMatchObject({ kind, answer: 'none' }) // prettier-ignore
  }
})

test('a list mail goes to staff with a form, and is filed as automatic without one', () => {
  const classified = { class: 'bulk', why: 'precedence' } as const
  expect(route(aMailWithForm(), { classified })).toMatchObject({ kind: 'manual', answer: 'none' })
  expect(route(aMail(), { classified })).toMatchObject({ kind: 'auto', answer: 'none' })
})

test('no From or several: staff, and nobody is answered', () => {
  expect(route(aMailWithForm(), { fromProblem: 'manyFroms' })).toMatchObject({ kind: 'manual', answer: 'none', why: 'manyFroms' }) // prettier-ignore
})

test('a forged sender: quarantined, no answer', () => {
  expect(route(aMailWithForm(), { verdict: 'fail' })).toMatchObject({ kind: 'quarantined', answer: 'none' })
})

test('a mail that cannot be taken apart: staff, and the sender is told R03', () => {
  expect(route(aMail({ unreadable: true }))).toMatchObject({ kind: 'manual', answer: 'return', codes: 'R03' })
})

test('a fresh mail without a form is returned, a reply without one is a note', () => {
  expect(route(aMail())).toMatchObject({ kind: 'returned', answer: 'return', codes: 'R01' })
  expect(route(aMail(), { answersOurs: true })).toMatchObject({ kind: 'note', answer: 'none' })
})

test('a reply with a form is a new submission; a table in its text is a quotation', () => {
  expect(route(aMailWithForm(), { answersOurs: true })).toMatchObject({ kind: 'rows' })
  const quoting = aMail({ tables: [aTable(formCells([xiong]), { source: 'body', attachment: -1 })] })
  expect(route(quoting, { answersOurs: true })).toMatchObject({ kind: 'note' })
  expect(route(quoting)).toMatchObject({ kind: 'rows' })
})

test('a reply with a file that was meant as the form is told what is wrong with it', () => {
  const locked = aMail({ attachments: [anAttachment({ problem: 'password' })] })
  expect(route(locked, { answersOurs: true })).toMatchObject({ kind: 'returned', codes: 'R03' })
  expect(route(aMailWithForm([]), { answersOurs: true })).toMatchObject({ kind: 'returned', codes: 'R01' })
  const picture = aMail({ attachments: [anAttachment({ kind: 'image' })] })
  expect(route(picture, { answersOurs: true })).toMatchObject({ kind: 'note' })
})

test('#37 a harmful file is set apart, and its sender told', () => {
  expect(route(aMail({ attachments: [anAttachment({ kind: 'executable' })] }))).toMatchObject({ kind: 'quarantined', codes: 'R18' }) // prettier-ignore
})

test('some rows queued and others returned: one mail of kind ack', () => {
  expect(decideAnswerKind([queued, returned])).toEqual({ state: 'accepted', answer: 'ack' })
  expect(decideAnswerKind([queued, held, returned])).toEqual({ state: 'accepted', answer: 'ack' })
})

test('every row returned: a return', () => {
  expect(decideAnswerKind([returned, returned])).toEqual({ state: 'returned', answer: 'return' })
})

test('nothing to do but nothing wrong: an ack', () => {
  for (const kind of ['alreadyDone', 'R15', 'moved'] as const) {
    expect(decideAnswerKind([{ kind }, returned])).toEqual({ state: 'accepted', answer: 'ack' })
  }
})

test('held: the mail waits, and the sender gets an ack', () => {
  expect(decideAnswerKind([held, returned])).toEqual({ state: 'onHold', answer: 'ack' })
})

test('a form that came without a return path is looked at; a mail without a form is not', () => {
  const noReturnPath = { class: 'auto', why: 'emptyReturnPath' } as const
  expect(route(aMailWithForm(), { classified: noReturnPath })).toMatchObject({ kind: 'rows' })
  expect(route(aMail(), { classified: noReturnPath })).toMatchObject({ kind: 'auto', answer: 'none' })
})

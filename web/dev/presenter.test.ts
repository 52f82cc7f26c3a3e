import { expect, test } from '@jest/globals'
import type { WholeMessage } from './mailbox.ts'
import { presentDevMail, presentDevMessage } from './presenter.ts'

const result: WholeMessage = {
  uid: 12,
  folder: 'INBOX',
  at: '2026-11-20T06:00:00.000Z',
  from: '协会 <unban@association.test>',
  to: 'office@e00.test',
  subject: '受理回执 GX-2026-000001',
  replyTo: 'unban@association.test',
  messageId: '<unban.1.ack.1@association.test>',
  references: ['<first@e00.test>', 'not an id'],
  headers: [],
  text: '直接回复本邮件即可。',
  attachments: [],
}
const composed = (answered: WholeMessage | null) =>
  presentDevMail('zh', [], { address: 'office@e00.test', people: [], messages: [], answered }, null).compose

test('a reply is filled in: recipient, subject, and the mails that it answers', () => {
  expect(composed(result)).toMatchObject({
    to: 'unban@association.test',
    subject: 'Re: 受理回执 GX-2026-000001',
    text: '',
    answers: {
      inReplyTo: '<unban.1.ack.1@association.test>',
      references: '<first@e00.test> <unban.1.ack.1@association.test>',
    },
  })
  expect(composed({ ...result, subject: 'RE: 受理回执' })).toMatchObject({ subject: 'RE: 受理回执' })
  expect(composed({ ...result, messageId: '' })).toMatchObject({ answers: null })
  expect(composed(null)).toMatchObject({ subject: '关于人员问题业务处理的申请', answers: null })
})

test('a message leads to its reply; one’s own does not', () => {
  expect(presentDevMessage('zh', 'office@e00.test', result).replyHref).toBe('/dev/mail/office%40e00.test?reply=INBOX%3A12') // prettier-ignore
  expect(presentDevMessage('zh', 'office@e00.test', { ...result, folder: 'Sent' }).replyHref).toBe('')
})

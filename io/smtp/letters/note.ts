/** 告知: one page a topic. Those to a registered address are here: what others did in the enterprise's name or with its people. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { dayOf, timeOf } from '../../../domain/calendar/day.ts'
import type { Moment } from '../../../domain/brand.ts'
import { oneLine } from '../../../domain/text/one-line.ts'
import { toTheSecond } from './common.ts'
import { datesSetPage, overdueReminderPage } from './deadlines.ts'
import type { LetterPage } from './page.ts'
import { addressChangedPage, personDeletedPage, profileReviewedPage } from './enterprise-notes.ts'
import { putAsidePage } from './put-aside.ts'
import { who } from './private.ts'
import { timeGivenPage } from './time-given.ts'
import { withdrawalPage } from './withdrawal.ts'

type Note = Extract<Answer, { kind: 'note' }>
/** The note that a topic belongs to; several topics may share one. */
type Topic<Name extends Note['topic'], One = Note> = One extends { readonly topic: infer T }
  ? Name extends T
    ? One
    : never
  : never
type ToEnterprise = Topic<'strangerWrote'>
type Said = Pick<LetterPage, 'subject' | 'opening' | 'closing'>

/** As long as an address may be (RFC 5321). */
const longestAddress = 254

const said: Readonly<Record<ToEnterprise['topic'], (note: ToEnterprise) => Said>> = {
  strangerWrote: (note) => ({
    subject: '提醒：有未登记的邮箱以贵单位名义来信',
    opening: [`${cameIn(note)}。该邮箱不是贵单位登记或确认过的邮箱，来信未受理，贵单位已有的排队次序不受影响。`],
    closing: [
      '如属贵单位人员，请改用登记的邮箱发送；更换邮箱的，请在“企业资料 → 可以代表企业发邮件的邮箱”中登记后再发送。',
      '如贵单位不知情，不用处理，请留意名单是否外泄。',
    ],
  }),
  senderForged: (note) => ({
    subject: '提醒：有来信冒用贵单位的名义，未通过发件验证',
    opening: [`${cameIn(note)}。该邮件未通过发件验证，可能是他人冒用，来信未受理，贵单位已有的排队次序不受影响。`],
    closing: [
      '如确为贵单位发送，请联系邮箱服务商检查发件验证（SPF、DKIM）设置后重新发送。',
      '如贵单位不知情，不用处理，请留意名单是否外泄。',
    ],
  }),
  confirmSender: (note) => ({
    subject: '请确认：有新的邮箱以贵单位名义来信',
    opening: [
      `${cameIn(note)}。该邮箱尚未登记为贵单位的邮箱，来信暂存，尚未排队。`,
      `如属贵单位人员，请${note.linkUntil === null ? '' : `在 ${toTheMinute(note.linkUntil)} 前`}打开下面的链接并按“确认是我单位发送”：确认后，来信按收到时间排队，该邮箱今后可为贵单位发送。`,
    ],
    closing: [
      '如不是贵单位发送，请打开上面的链接并按“不是我单位发送”，来信即退回。逾期没有答复的，来信同样退回。贵单位已有的排队次序都不受影响。',
    ],
  }),
  withdrawalRefused: (note) => ({
    subject: '提醒：有人要求撤回贵单位的申请，没有办理',
    opening: [
      `${toTheSecond(note.receivedAt)}，邮箱 ${oneLine(note.senderAddress, longestAddress)} 来信要求撤回贵单位正在办理的申请。不能确认该邮件由贵单位登记的邮箱发出，没有撤回，排队次序不受影响。`,
    ],
    closing: [
      '如贵单位确需撤回，请用登记的邮箱回复受理回执，正文第一行写“撤回”；也可以登录系统，在该申请的页面撤回。',
      '如贵单位不知情，不用处理，请留意回执邮件是否外泄。',
    ],
  }),
  boundAway: (note) => ({
    subject: `通知：${note.people} 名人员已绑定到其他单位`,
    opening: [
      `原在贵单位名下的${note.person === undefined ? ` ${note.people} 名人员` : `人员 ${who(note.person)}`}，经审核已于 ${toTheSecond(note.receivedAt)} 绑定到其他单位；贵单位为其提交、尚未审核的申请同时关闭。`,
    ],
    closing: ['请在“人员库”核对贵单位的人员。如有异议，请回复本邮件说明。'],
  }),
}

type Pages = { readonly [Name in Note['topic']]: (note: Topic<Name>) => LetterPage }
const pages: Pages = {
  strangerWrote: toEnterprise,
  senderForged: toEnterprise,
  confirmSender: toEnterprise,
  withdrawalRefused: toEnterprise,
  boundAway: toEnterprise,
  profileReviewed: profileReviewedPage,
  addressChanged: addressChangedPage,
  personDeleted: personDeletedPage,
  putAside: putAsidePage,
  withdrawal: withdrawalPage,
  timeGiven: timeGivenPage,
  datesSet: datesSetPage,
  overdueReminder: overdueReminderPage,
}

export function notePage<Name extends Note['topic']>(note: Topic<Name>): LetterPage {
  // The table pairs each topic with its own note; the compiler cannot follow the pair through an index.
  return (pages[note.topic] as (note: Topic<Name>) => LetterPage)(note)
}

function toEnterprise(note: ToEnterprise): LetterPage {
  const { subject, opening, closing } = said[note.topic](note)
  return {
    subject,
    greeting: `${note.enterpriseName}：`,
    opening,
    sections: [],
    link: note.link,
    closing,
    caseNumbers: note.caseNumbers ?? [],
  }
}

function cameIn({ receivedAt, senderAddress, people }: ToEnterprise): string {
  return `${toTheSecond(receivedAt)}，邮箱 ${oneLine(senderAddress, longestAddress)} 以贵单位名义发来人员办理表格（${people} 人）`
}

const toTheMinute = (moment: Moment): string => `${dayOf(moment)} ${timeOf(moment).slice(0, 5)}`

/** 通知: to an enterprise's registered address, about its own record: the profile reviewed, a forged identity deleted. */
import type { Answer } from '../../../domain/unban/answers.ts'
import { oneLine } from '../../../domain/text/one-line.ts'
import { toTheSecond } from './common.ts'
import { section, type LetterPage } from './page.ts'
import { shown, who } from './private.ts'

type Note = Extract<Answer, { kind: 'note' }>
type ProfileReviewed = Extract<Note, { topic: 'profileReviewed' }>
type AddressChanged = Extract<Note, { topic: 'addressChanged' }>
type PersonDeleted = Extract<Note, { topic: 'personDeleted' }>

export function profileReviewedPage(note: ProfileReviewed): LetterPage {
  const at = toTheSecond(note.receivedAt)
  const bare = { greeting: `${note.enterpriseName}：`, link: note.link, caseNumbers: [] }
  if (note.approved) {
    return {
      ...bare,
      subject: '企业资料已审核通过',
      opening: [`贵单位提交的企业资料已于 ${at} 审核通过。`],
      sections: [],
      closing: ['此前因“企业信息未完善”退回的人员，请重新发送表格，以新邮件的收到时间排队。'],
    }
  }
  return {
    ...bare,
    subject: '企业资料需更正，请修改后重新提交',
    opening: [`贵单位提交的企业资料已于 ${at} 审核，有以下内容需要更正。`],
    sections: [section('需更正的内容', { items: note.reasons.map((reason) => shown(reason, 'reviewersWords')) })],
    closing: ['请登录后在“企业资料”中更正，并重新提交审核。审核通过前，暂不受理贵单位的人员业务。'],
  }
}

/** As long as an address may be (RFC 5321). */
const longestAddress = 254

export function addressChangedPage(note: AddressChanged): LetterPage {
  const what = note.change === 'added' ? '登记为可以代表贵单位发邮件的邮箱' : '撤销，不能再代表贵单位发邮件'
  return {
    subject: note.change === 'added' ? '提醒：贵单位登记了新的邮箱' : '提醒：贵单位撤销了一个邮箱',
    greeting: `${note.enterpriseName}：`,
    opening: [
      `邮箱 ${oneLine(note.address, longestAddress)} 已于 ${toTheSecond(note.receivedAt)} 由贵单位账号${what}。`,
    ],
    sections: [],
    link: note.link,
    closing: ['如非贵单位办理，请立即登录修改密码，在“企业资料”中核对登记的邮箱，并回复本邮件说明。'],
    caseNumbers: [],
  }
}

export function personDeletedPage(note: PersonDeleted): LetterPage {
  return {
    subject: '通知：一名人员的登记已被删除，请重新录入',
    greeting: `${note.enterpriseName}：`,
    opening: [
      `贵单位登记的人员 ${who(note.person)}，经核查属于同一人的虚假重复登记，其资料已于 ${toTheSecond(note.receivedAt)} 删除，为其提交、尚未审核的申请同时关闭。`,
    ],
    sections: [section('删除原因', { items: [shown(note.reason, 'reviewersWords')] })],
    link: null,
    closing: [
      '确有此人的，请按身份证上的姓名和号码重新录入；号码已登记的，请申请“绑定”，不要改动号码另行录入。',
      '如有异议，请回复本邮件说明。',
    ],
    caseNumbers: [],
  }
}

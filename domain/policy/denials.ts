/** 为什么不可以: a sentence for each refusal, for pages and JSON alike. It says what can be done instead. */
import type { Words } from '../brand.ts'
import type { Denial } from './types.ts'

export const denialWords: Readonly<Record<Denial, Words>> = {
  notSignedIn: { zh: '请先登录。', en: 'Please sign in first.' },
  roleLacks: {
    zh: '您的账号没有办理此事的角色，如有需要请联系系统管理员。',
    en: 'Your account does not have the role for this. Please ask the system administrator if you need it.',
  },
  otherAuthority: {
    zh: '这件事由其他机构办理，本机构不能查看或处理。',
    en: 'Another authority deals with this; yours can neither see nor handle it.',
  },
  otherEnterprise: {
    zh: '这是其他企业的内容，只有该企业可以查看。',
    en: 'This belongs to another enterprise, and only that enterprise may see it.',
  },
  otherRegion: {
    zh: '这不在本机构的管辖区域内。',
    en: 'This lies outside the region of your authority.',
  },
  notClaimed: {
    zh: '这份申请还没有人领取，请先在排队页面取下一份。',
    en: 'Nobody holds this request. Please take the next one from the queue first.',
  },
  claimedByOther: {
    zh: '这份申请正由其他工作人员审核。',
    en: 'Another member of staff is reviewing this request.',
  },
  alreadyDecided: {
    zh: '这份申请的审核已经结束，不能再改。',
    en: 'The review of this request has ended; it can no longer be changed.',
  },
  notEnding: {
    zh: '已经过了可以撤销的时间，或审核还没有结束。',
    en: 'The time for undoing is over, or the review has not been ended.',
  },
}

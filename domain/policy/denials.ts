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
  recordLocked: {
    zh: '审核中：协会正在审核此人，资料已锁定，审核结束后才能修改。',
    en: 'The association is reviewing this person; the record is locked until the review has ended.',
  },
  mailSettled: {
    zh: '这封邮件已经办理完毕，不能再改。',
    en: 'This mail has been settled and can no longer be changed.',
  },
  hasServerTime: {
    zh: '这封邮件有邮件服务器给出的收到时间，以它为准，不能另行给定。',
    en: 'The mail server gave this mail its receipt time, and that one counts.',
  },
  notUndelivered: {
    zh: '这封答复没有退回或失败，或者已经重新发送过。',
    en: 'This answer neither came back nor failed, or it was sent again already.',
  },
  underReview: {
    zh: '这份申请正在审核或已经办结，不能撤回。',
    en: 'This request is under review or decided and cannot be withdrawn.',
  },
  notEnding: {
    zh: '已经过了可以撤销的时间，或审核还没有结束。',
    en: 'The time for undoing is over, or the review has not been ended.',
  },
  ownEnterprise: {
    zh: '您代表这家企业，不能审核自己的企业资料，请由其他工作人员审核。',
    en: 'You act for this enterprise and cannot review its profile; another member of staff does.',
  },
  isAside: {
    zh: '这份申请已搁置，到时会自动回到队列原来的位置。',
    en: 'This request is put aside; it returns to its place by itself.',
  },
  asideUsedUp: {
    zh: '这份申请搁置已满两个工作日，不能再搁置，请审核或放回队列。',
    en: 'This request has been put aside for its two working days. Please decide it or put it back.',
  },
  notPutAside: { zh: '这份申请没有搁置。', en: 'This request is not put aside.' },
  asideByOther: {
    zh: '这份申请由其他工作人员搁置，只有本人或负责人可以提前取回。',
    en: 'A colleague put this request aside; only they or the chief can take it back early.',
  },
  ownClaim: { zh: '这份申请由您本人占用，请直接放回队列。', en: 'You hold this request yourself; please put it back.' },
  notIdle: {
    zh: '审核人员刚刚还在操作，闲置满五分钟后才能收回。',
    en: 'Its reviewer is at work; a claim can be taken back when it has been idle for five minutes.',
  },
}

/** Why an act was refused, in a sentence that says what to do instead. */
import type { Words } from '../../domain/brand.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import type { Refusal } from '../../workflows/messages.ts'

interface RefusalSaid {
  readonly status: 400 | 403 | 404 | 409
  readonly words: Words
}

export const refusalWords: Record<Refusal, RefusalSaid> = {
  notClaimed: {
    status: 409,
    words: {
      zh: '这份申请目前没有人占用（可能因久未操作已自动放回队列）。请从排队页取下一份。',
      en: 'Nobody holds this request now; it may have gone back to the queue after a while. Please take the next one from the queue.',
    },
  },
  notYours: {
    status: 403,
    words: {
      zh: '这份申请正由其他同事审核，您的操作没有生效。',
      en: 'A colleague is reviewing this request; nothing was changed.',
    },
  },
  stale: {
    status: 409,
    words: {
      zh: '这份申请在您打开页面后有了变化，您的操作没有生效。下面是最新情况，请核对后再提交。',
      en: 'The request changed after you opened the page; nothing was done. Below is how it stands now: please check and send again.',
    },
  },
  notInThisRequest: {
    status: 409,
    words: {
      zh: '此人已不在这份申请中（已随新邮件移走、撤回或已办结）。',
      en: 'The person is no longer part of this request: moved by a later mail, withdrawn or done.',
    },
  },
  reasonMissing: {
    status: 400,
    words: {
      zh: '驳回须说明原因：请至少选择一项，选“其他”时请写明。',
      en: 'Please say why: choose a reason; with “Other”, write it down.',
    },
  },
  checkFails: {
    status: 409,
    words: {
      zh: '此人仍有核对项不通过，不能通过。请驳回并说明，或待企业更正后再审。',
      en: 'A check still fails for this person, so passing is refused. Please reject with the reason, or wait for the correction.',
    },
  },
  undecidedRows: {
    status: 409,
    words: {
      zh: '还有人员没有作出决定，请逐一通过或驳回后再结束审核。',
      en: 'Some people are undecided. Please pass or reject each before ending the review.',
    },
  },
  notEnding: {
    status: 409,
    words: { zh: '已过可撤销的时间，结果已办结。', en: 'The time for undoing is over; the result stands.' },
  },
  asideUsedUp: { status: 409, words: denialWords.asideUsedUp },
  notPutAside: {
    status: 409,
    words: { zh: '这份申请已不在搁置中，已回到队列或已办结。', en: 'This request is no longer put aside.' },
  },
  notIdle: { status: 409, words: denialWords.notIdle },
  over: {
    status: 409,
    words: {
      zh: '这份申请已经办结或关闭，不能再操作。',
      en: 'This request is decided or closed; nothing more can be done to it.',
    },
  },
  badData: {
    status: 400,
    words: {
      zh: '填写的内容含有无法保存的字符，请改写后重新提交。',
      en: 'What was written holds characters that cannot be kept. Please write it anew and send it again.',
    },
  },
  unknownRequest: {
    status: 404,
    words: { zh: '没有这份申请。', en: 'There is no such request.' },
  },
}

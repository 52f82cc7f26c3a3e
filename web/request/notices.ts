/** What has just happened to a request, by the word in the page's address. */
import type { Words } from '../../domain/brand.ts'
import type { Notice } from '../notice.ts'

/** Said while an act of the reader waits for the engine, whatever the address says. */
export const keptWords: Words = {
  zh: '流程引擎暂时不可用，已记下您的操作，恢复后自动提交。',
  en: 'The workflow engine is away. Your act is kept and will be submitted by itself.',
}

export const notices = {
  rest: { tone: 'success', words: { zh: '其余人员已全部通过。', en: 'All the rest are passed.' } },
  restPartly: {
    tone: 'warning',
    words: {
      zh: '核对无误的人员已通过；仍有核对项不通过的人员，请逐一处理。',
      en: 'Those without findings are passed; please decide the others one by one.',
    },
  },
  undone: { tone: 'success', words: { zh: '已撤销，可以继续审核。', en: 'Undone; you can go on.' } },
  aside: {
    tone: 'success',
    words: { zh: '已搁置，位置不变，已告知发件人。', en: 'Put aside at its place; the sender is told.' },
  },
  takenBack: { tone: 'success', words: { zh: '已取回，回到原来的位置。', en: 'Taken back to its place.' } },
  revoked: {
    tone: 'success',
    words: {
      zh: '已收回占用，申请回到原来的位置，原审核人员的草稿保留。',
      en: 'The claim is released; the place and the drafts are kept.',
    },
  },
  noted: { tone: 'success', words: { zh: '备注已保存。', en: 'The note is saved.' } },
} as const satisfies Record<string, { tone: Notice['tone']; words: Words }>

export type NoticeKey = keyof typeof notices
export const noticeKeys = Object.keys(notices) as [NoticeKey, ...NoticeKey[]]

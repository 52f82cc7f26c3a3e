/** What saving a person came to, where it is not saved: in words, with the next step. */
import type { Whose } from '../../db/write/web/persons/save.ts'
import type { Words } from '../../domain/brand.ts'
import { denialWords } from '../../domain/policy/denials.ts'
import { notice, type Notice } from '../notice.ts'
import { paths } from '../paths.ts'
import { problem, type Problem } from '../problems.ts'
import type { Language } from '../words.ts'

export const goneWords: Words = {
  zh: '此人已不在贵单位名下（可能已绑定到其他单位或已被删除），不能再修改。',
  en: 'The person is no longer with your enterprise (bound elsewhere or deleted) and cannot be changed.',
}

/** 修改 of a person under review: the reason, and the way back to the person. */
export const lockedProblem = (personId: number): Problem =>
  problem('forbidden', {
    code: 'recordLocked',
    title: { zh: '资料已锁定，审核结束后可修改', en: 'The record is locked until the review has ended' },
    sentence: denialWords.recordLocked,
    way: { href: paths.person(personId), text: { zh: '回到该人员', en: 'Back to the person' } },
  })

/** 身份证号已登记: the three answers of the look-up, and never whose. */
export const knownWords: Readonly<Record<Whose, Words>> = {
  own: {
    zh: '此人已在贵单位名下，请到人员库修改原有资料，不要重复登记。',
    en: 'The person is with your enterprise already. Please edit that record.',
  },
  other: {
    zh: '该身份证号已登记，归属其他单位。请发邮件申请绑定：下载《关于人员问题业务处理的表格》，业务类型选“绑定”，备注写“申请绑定到本单位”。切勿改动身份证号另行登记，查实后数据将被删除。',
    en: 'This ID number is registered with another enterprise. Ask for a binding by e-mail: take the request form, choose 绑定, and write 申请绑定到本单位 as the remark. Never change the number to enter the person twice: such data are deleted.',
  },
  nobody: {
    zh: '该身份证号已登记，目前无归属单位。请发邮件申请绑定：下载《关于人员问题业务处理的表格》，业务类型选“绑定”，备注写“申请绑定到本单位”。切勿改动身份证号另行登记，查实后数据将被删除。',
    en: 'This ID number is registered, with no enterprise at present. Ask for a binding by e-mail: take the request form, choose 绑定, and write 申请绑定到本单位 as the remark. Never change the number to enter the person twice: such data are deleted.',
  },
}

export function knownNotice(language: Language, whose: Whose, personId: number | null): Notice {
  const said = notice(language, 'warning', knownWords[whose])
  if (whose === 'own') {
    return personId === null ? said : { ...said, link: { href: paths.person(personId), text: language === 'zh' ? '打开该人员' : 'Open the record' } } // prettier-ignore
  }
  return {
    ...said,
    link: { href: paths.blankForm(), text: language === 'zh' ? '下载空白表格' : 'Download the blank form' },
  }
}

export function firstWords(by: string | null, at: string): Words {
  return {
    zh: `${by ?? '协会'}已于${at}先更新了这份资料，您的修改尚未保存。`,
    en: `${by ?? 'The association'} updated this record first, at ${at}; your change has not been saved.`,
  }
}

/**
 * 看不懂的内容: what could not be read of an address or a form, by the labels that people see; programs get the names of the
 * fields besides. What was typed is never said back.
 */
import type { z } from 'zod'
import type { Words } from '../domain/brand.ts'
import { problem, type Problem } from './problems.ts'

/** 网址里的条件: what a page's address may carry. test/web/addresses.test.ts sees that none is forgotten. */
const addressWords: Readonly<Record<string, Words>> = {
  q: { zh: '查找内容', en: 'Search text' },
  view: { zh: '列表', en: 'List' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  business: { zh: '业务', en: 'Business' },
  state: { zh: '状态', en: 'State' },
  status: { zh: '状态', en: 'Status' },
  toDo: { zh: '下一步', en: 'Next step' },
  after: { zh: '翻页位置', en: 'Page' },
  caseNo: { zh: '受理编号', en: 'Case number' },
  row: { zh: '行', en: 'Row' },
  only: { zh: '筛选', en: 'Filter' },
  form: { zh: '草稿', en: 'Draft' },
  act: { zh: '操作', en: 'Act' },
  of: { zh: '明细', en: 'Detail' },
  year: { zh: '年份', en: 'Year' },
  next: { zh: '登录后的页面', en: 'Page after signing in' },
  why: { zh: '登录原因', en: 'Reason for signing in' },
  notice: { zh: '提示', en: 'Notice' },
}

export const addressLabel = (name: string): Words | null =>
  Object.hasOwn(addressWords, name) ? (addressWords[name] ?? null) : null

const fieldsMax = 5

export function unreadable(where: 'query' | 'body', error: z.ZodError): Problem {
  const names = [...new Set(error.issues.map((issue) => issue.path.join('.') || '…'))].slice(0, fieldsMax)
  const sentence = where === 'query' ? addressSentence(names) : formSentence(names)
  return problem('badInput', { sentence, fields: names })
}

function addressSentence(names: readonly string[]): Words {
  const labels = names.map((name) => addressLabel(name) ?? { zh: name, en: name })
  return {
    zh: `网址中的${labels.map(({ zh }) => `“${zh}”`).join('、')}无法识别，请返回页面重新选择或填写。`,
    en: `The address holds what cannot be read: ${labels.map(({ en }) => en).join(', ')}. Please go back and choose again.`,
  }
}

function formSentence(names: readonly string[]): Words {
  const fields = names.join(', ')
  return {
    zh: `以下内容缺失或格式不对，请更正后重新提交：${fields}。`,
    en: `Missing or not in the right form, please correct: ${fields}.`,
  }
}

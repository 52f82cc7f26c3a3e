/**
 * 业务类型 as people write it. Empty is 解禁; 绑定并解禁 is 绑定, and the answer says what comes next (spec 10-unban, The
 * mail). Where the spec is silent: kindred words count; a word that undoes, or one that says neither, is not guessed at,
 * because a person unbanned or bound by mistake cannot be unbound by mail. Such a row is returned with R02.
 */
import { nameKey } from '../text/normalise.ts'
import type { Business } from './types.ts'

export interface ReadBusiness {
  readonly business: Business
  /** 绑定并解禁 */
  readonly askedBoth: boolean
}

const undoing = /解绑|解除绑定|取消|撤销|注销|(不|无需|勿)(再|要|需)?(绑定|解禁|激活)/u
const bindWords = /绑定|转入|调入|归属/u
const unbanWords = /解禁|激活|启用|解除禁用/u
/** Says how things are, and asks for nothing. */
const settled = /(已|未)(绑定|解禁|激活)/gu

/** @returns null when the words say neither 绑定 nor 解禁. */
export function readBusiness(text: string): ReadBusiness | null {
  const words = nameKey(text)
  if (words === '') return { business: 'unban', askedBoth: false }
  const asked = words.replace(settled, '')
  if (undoing.test(asked)) return null
  const bind = bindWords.test(asked)
  const unban = unbanWords.test(asked)
  if (bind) return { business: 'bind', askedBoth: unban }
  return unban ? { business: 'unban', askedBoth: false } : null
}

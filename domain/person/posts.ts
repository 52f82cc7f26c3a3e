/**
 * 岗位对应: which 岗位类型, 岗位 and 从业工种 a certificate allows (spec 10-unban, The register).
 * The words are the official ones: they are data, compared as they are.
 */
import { nameKey } from '../text/normalise.ts'

export const postTypeWords = {
  安拆人员: { zh: '安拆人员', en: 'Installation and dismantling' },
  维保人员: { zh: '维保人员', en: 'Maintenance' },
  操作人员: { zh: '操作人员', en: 'Operation' },
  管理人员: { zh: '管理人员', en: 'Management' },
} as const
type PostType = keyof typeof postTypeWords

interface PostRule {
  readonly postTypes: readonly PostType[]
  /** `trade`: the certificate's full trade. `any`: the guide names none. */
  readonly posts: readonly string[] | 'trade' | 'any'
}

const operation = (...postTypes: PostType[]): PostRule => ({ postTypes, posts: 'trade' })
const management = (...posts: string[]): PostRule => ({
  postTypes: ['管理人员'],
  posts: posts.length === 0 ? 'any' : posts,
})

/** 从业工种 is always the trade, or the position, on the certificate. */
const postRules: ReadonlyMap<string, PostRule> = new Map([
  // 特种作业
  ['安拆证', operation('安拆人员', '维保人员')],
  ['建筑电工证', operation('安拆人员', '维保人员')],
  ['司机证', operation('操作人员')],
  ['信号工证', operation('操作人员')],
  // 三类人员; C1, C2, C3 are what C became.
  ['A证', management('企业负责人', '企业负责人（兼技术负责人）')],
  ['B证', management('其他管理人员')],
  ['C证', management('专职安全管理人员')],
  ['C1证', management('专职安全管理人员')],
  ['C2证', management('专职安全管理人员')],
  ['C3证', management('专职安全管理人员')],
  // 八大员 (JGJ/T 250-2011); the guide names posts for two of them.
  ['安全员', management('其他管理人员')],
  ['机械员', management('其他管理人员', '技术人员')],
  ...['施工员', '质量员', '标准员', '材料员', '劳务员', '资料员', '工程师'].map(
    (kind) => [kind, management()] as const,
  ),
])

export interface HeldPost {
  readonly postType: string
  readonly post: string
  readonly trade: string
}
interface TradeCertificate {
  readonly kind: string
  readonly trade: string
}

/** Whether one of the person's certificates allows the post; a kind that no rule names allows none. */
export function postFits(person: HeldPost, certificates: readonly TradeCertificate[]): boolean {
  return certificates.some((certificate) => certificateAllows(certificate, person))
}

function certificateAllows(certificate: TradeCertificate, person: HeldPost): boolean {
  const rule = postRules.get(certificate.kind.trim())
  if (rule === undefined) return false
  const posts = rule.posts === 'trade' ? [certificate.trade] : rule.posts
  return (
    rule.postTypes.some((postType) => postType === person.postType) &&
    (posts === 'any' || posts.some((post) => same(post, person.post))) &&
    same(certificate.trade, person.trade)
  )
}

/** Brackets of both widths are in use. */
function same(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other)
}

/**
 * 岗位对应: which 岗位类型, 岗位 and 从业工种 a certificate allows (spec 10-unban, The register).
 * The words are the official ones: they are data, compared as they are.
 */
import type { Words } from '../brand.ts'
import { nameKey } from '../text/normalise.ts'

export const postTypeWords = {
  安拆人员: { zh: '安拆人员', en: 'Installation and dismantling' },
  维保人员: { zh: '维保人员', en: 'Maintenance' },
  操作人员: { zh: '操作人员', en: 'Operation' },
  管理人员: { zh: '管理人员', en: 'Management' },
} as const
type PostType = keyof typeof postTypeWords

/** 证书种类: those that a rule names. C1, C2, C3 are what C became; 八大员 are those of JGJ/T 250-2011. */
export const certificateKinds = {
  安拆证: { zh: '安拆证', en: 'Installer and dismantler' },
  建筑电工证: { zh: '建筑电工证', en: 'Building electrician' },
  司机证: { zh: '司机证', en: 'Machine operator' },
  信号工证: { zh: '信号工证', en: 'Signaller and slinger' },
  A证: { zh: 'A证（企业主要负责人）', en: 'A, head of an enterprise' },
  B证: { zh: 'B证（项目负责人）', en: 'B, project manager' },
  C证: { zh: 'C证（专职安全员）', en: 'C, safety officer' },
  C1证: { zh: 'C1证（机械类）', en: 'C1, machinery' },
  C2证: { zh: 'C2证（土建类）', en: 'C2, civil works' },
  C3证: { zh: 'C3证（综合类）', en: 'C3, general' },
  安全员: { zh: '安全员（八大员）', en: 'Safety clerk' },
  机械员: { zh: '机械员（八大员）', en: 'Machinery clerk' },
  施工员: { zh: '施工员（八大员）', en: 'Construction clerk' },
  质量员: { zh: '质量员（八大员）', en: 'Quality clerk' },
  标准员: { zh: '标准员（八大员）', en: 'Standards clerk' },
  材料员: { zh: '材料员（八大员）', en: 'Materials clerk' },
  劳务员: { zh: '劳务员（八大员）', en: 'Labour clerk' },
  资料员: { zh: '资料员（八大员）', en: 'Records clerk' },
  工程师: { zh: '工程师', en: 'Engineer' },
} as const satisfies Readonly<Record<string, Words>>
type CertificateKind = keyof typeof certificateKinds

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
const postRules: Readonly<Record<CertificateKind, PostRule>> = {
  // 特种作业
  安拆证: operation('安拆人员', '维保人员'),
  建筑电工证: operation('安拆人员', '维保人员'),
  司机证: operation('操作人员'),
  信号工证: operation('操作人员'),
  // 三类人员
  A证: management('企业负责人', '企业负责人（兼技术负责人）'),
  B证: management('其他管理人员'),
  C证: management('专职安全管理人员'),
  C1证: management('专职安全管理人员'),
  C2证: management('专职安全管理人员'),
  C3证: management('专职安全管理人员'),
  // 八大员: the guide names posts for two of them.
  安全员: management('其他管理人员'),
  机械员: management('其他管理人员', '技术人员'),
  施工员: management(),
  质量员: management(),
  标准员: management(),
  材料员: management(),
  劳务员: management(),
  资料员: management(),
  工程师: management(),
}

/** Every 岗位 that a rule names, for choosing from. */
export const namedPosts: readonly string[] = [
  ...new Set(Object.values(postRules).flatMap(({ posts }) => (typeof posts === 'string' ? [] : posts))),
]

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

/**
 * 岗位类型, 岗位 and 从业工种 filled in from the certificate where they are empty and it leaves no choice; what is written
 * stays.
 */
export function fillPost(person: HeldPost, certificate: TradeCertificate | undefined): HeldPost {
  const rule = certificate === undefined ? null : ruleOf(certificate.kind)
  if (rule === null || certificate === undefined) return person
  const posts = postsOf(rule, certificate)
  const only = <Choice extends string>(choices: readonly Choice[] | null): string =>
    choices?.length === 1 ? (choices[0] ?? '') : ''
  return {
    postType: person.postType || only(rule.postTypes),
    post: person.post || only(posts),
    trade: person.trade || certificate.trade,
  }
}

/** What the certificate allows, in a sentence; null where no rule names its kind. */
export function allowedWords(certificate: TradeCertificate): Words | null {
  const rule = ruleOf(certificate.kind)
  if (rule === null) return null
  const posts = postsOf(rule, certificate)
  const [types, named] = [rule.postTypes.join('或'), posts === null ? null : posts.join('或')]
  return {
    zh: `${certificate.kind}对应的岗位类型为${types}${named === null ? '' : `，岗位为${named}`}，从业工种为${certificate.trade}`,
    en: `${certificate.kind} goes with post type ${rule.postTypes.join(' or ')}${posts === null ? '' : `, post ${posts.join(' or ')}`}, trade ${certificate.trade}`,
  }
}

function certificateAllows(certificate: TradeCertificate, person: HeldPost): boolean {
  const rule = ruleOf(certificate.kind)
  if (rule === null) return false
  const posts = postsOf(rule, certificate)
  return (
    rule.postTypes.some((postType) => postType === person.postType) &&
    (posts === null || posts.some((post) => same(post, person.post))) &&
    same(certificate.trade, person.trade)
  )
}

function ruleOf(kind: string): PostRule | null {
  const written = kind.trim()
  return Object.hasOwn(postRules, written) ? postRules[written as CertificateKind] : null
}

/** Null: any. */
function postsOf(rule: PostRule, certificate: TradeCertificate): readonly string[] | null {
  if (rule.posts === 'any') return null
  return rule.posts === 'trade' ? [certificate.trade] : rule.posts
}

/** Brackets of both widths are in use. */
function same(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other)
}

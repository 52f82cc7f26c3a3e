/**
 * 企业资料的材料: what a profile must hold besides its fields before requests are taken (spec 10-unban, Entry checks 3). Which
 * papers, by what the enterprise is to a machine: who installs, dismantles or builds needs the permit of work safety
 * (《安全生产许可证条例》第二条).
 */
import type { Words } from '../brand.ts'

export const profilePapers = ['licence', 'safetyPermit', 'authorisation'] as const
export type ProfilePaper = (typeof profilePapers)[number]

const paperWords: Readonly<Record<ProfilePaper, Words>> = {
  licence: { zh: '营业执照', en: 'Business licence' },
  safetyPermit: { zh: '安全生产许可证', en: 'Permit of work safety' },
  authorisation: { zh: '授权委托书', en: 'Letter of authorisation' },
}

/** What an enterprise is to a machine or a project. */
export const enterpriseKindWords = {
  owner: { zh: '产权单位', en: 'Owner' },
  installer: { zh: '安装单位', en: 'Installer' },
  user: { zh: '使用单位', en: 'User' },
  supervisor: { zh: '监理单位', en: 'Supervisor' },
} as const satisfies Readonly<Record<string, Words>>
export type EnterpriseKind = keyof typeof enterpriseKindWords

const papersOf: Readonly<Record<EnterpriseKind, readonly ProfilePaper[]>> = {
  owner: ['licence', 'authorisation'],
  installer: ['licence', 'safetyPermit', 'authorisation'],
  user: ['licence', 'safetyPermit', 'authorisation'],
  supervisor: ['licence', 'authorisation'],
}

/** A ProfilePaper, or the words of one that was asked for beyond the usual ones. */
export type Paper = string

const isUsual = (paper: Paper): paper is ProfilePaper => profilePapers.some((usual) => usual === paper)

export function isEnterpriseKind(text: string): text is EnterpriseKind {
  return Object.hasOwn(enterpriseKindWords, text)
}

/** @param kind an unknown one needs what everybody needs. */
export function requiredPapers(kind: string, asked: readonly string[]): Paper[] {
  return [...(isEnterpriseKind(kind) ? papersOf[kind] : papersOf.owner), ...asked]
}

export function wordsOfPaper(paper: Paper): Words {
  return isUsual(paper) ? paperWords[paper] : { zh: paper, en: paper }
}

/** How a list of missing things, in words, divides: the usual papers, and what is asked for beyond them. */
export function papersNamed(items: readonly string[]): { readonly usual: ProfilePaper[]; readonly asked: string[] } {
  const usual = profilePapers.filter((paper) => items.includes(paperWords[paper].zh))
  const known = [...Object.values(paperWords), ...Object.values(profileFieldWords)].map(({ zh }) => zh)
  return { usual, asked: items.filter((item) => !known.includes(item)) }
}

/** Fields without which a profile is not complete, in the order of the page. */
export const profileFieldWords = {
  name: { zh: '企业名称', en: 'Name' },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  legalName: { zh: '法定代表人姓名', en: 'Legal representative' },
  legalIdNumber: { zh: '法定代表人身份证号', en: 'Legal representative’s ID number' },
  contact: { zh: '联系人', en: 'Contact' },
  phone: { zh: '联系电话', en: 'Phone' },
  address: { zh: '地址', en: 'Address' },
  email: { zh: '登记邮箱', en: 'Registered e-mail address' },
} as const satisfies Readonly<Record<string, Words>>
export type ProfileField = keyof typeof profileFieldWords

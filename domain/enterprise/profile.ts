/**
 * 企业信息未完善: what a profile lacks, by one rule for the enterprise's page, for the entry check R08 and for the claim; and
 * what a change does to an approval (spec 10-unban, Entry checks 3).
 */
import type { Words } from '../brand.ts'
import { profileFieldWords, requiredPapers, wordsOfPaper, type Paper, type ProfileField } from './papers.ts'

export type ProfileStatus = 'incomplete' | 'pending' | 'approved'

export interface Profile {
  readonly kind: string
  /** Fields that are filled in. */
  readonly filled: readonly ProfileField[]
  /** Papers uploaded, and those that the association has had since before. */
  readonly papers: readonly Paper[]
  /** Asked for beyond the usual papers, in words. */
  readonly papersAsked: readonly string[]
}

/** What is missing, fields first; empty: it can be submitted. R08 names the same items. */
export function missingOfProfile(profile: Profile): Words[] {
  const fields = Object.keys(profileFieldWords) as ProfileField[]
  return [
    ...fields.filter((field) => !profile.filled.includes(field)).map((field) => profileFieldWords[field]),
    ...requiredPapers(profile.kind, profile.papersAsked)
      .filter((paper) => !profile.papers.includes(paper))
      .map(wordsOfPaper),
  ]
}

/** What can change; a paper stands for all its files. */
export type ProfileChange = ProfileField | 'safetyPermit' | 'licence' | 'authorisation' | 'otherPaper'

/** Which changes an approval does not outlive: who the enterprise is, and the licence that proves it. */
const isEssential: Readonly<Record<ProfileChange, boolean>> = {
  name: true,
  creditCode: true,
  legalName: true,
  legalIdNumber: true,
  licence: true,
  contact: false,
  phone: false,
  address: false,
  email: false,
  safetyPermit: false,
  authorisation: false,
  otherPaper: false,
}

function changesEssentials(changes: readonly ProfileChange[]): boolean {
  return changes.some((change) => isEssential[change])
}

/**
 * Where a profile stands after a change. What waits goes on waiting, unless something has come to be missing: then it is the
 * enterprise's again. An approved one is looked at again where an essential has changed; without its licence it is incomplete.
 */
export function statusAfterChange(
  status: ProfileStatus,
  changes: readonly ProfileChange[],
  missing: readonly Words[],
): ProfileStatus {
  if (status === 'approved' && !changesEssentials(changes)) return 'approved'
  if (status === 'incomplete') return 'incomplete'
  return missing.length > 0 ? 'incomplete' : 'pending'
}

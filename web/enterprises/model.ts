/** 企业资料 as programs get it, and as the presenters print it. */
import type { EnterpriseRecord, EnterpriseStatus } from '../../db/read/enterprises.ts'
import { profileOf } from '../../db/read/profile-state.ts'
import type { ReadDb } from '../../db/db.ts'
import type { Words } from '../../domain/brand.ts'
import { profilePapers, requiredPapers, type Paper } from '../../domain/enterprise/papers.ts'
import { missingOfProfile } from '../../domain/enterprise/profile.ts'
import { can } from '../../domain/policy/can.ts'
import type { Resource } from '../../domain/policy/types.ts'
import { isAssociationStaff, isBureauOfficer } from '../../domain/policy/person-scope.ts'
import { paths } from '../paths.ts'
import { signedInOf, type Visit } from '../visit.ts'

export interface EnterpriseModel {
  readonly id: number
  readonly version: number
  readonly name: string
  readonly creditCode: string
  readonly kind: string
  readonly region: { readonly code: string; readonly name: string }
  readonly legalName: string
  readonly legalIdLast4: string
  readonly contact: string
  readonly phoneLast4: string
  readonly address: string
  readonly status: EnterpriseStatus
  /** The items that R08 names. */
  readonly missing: readonly Words[]
  readonly submittedAt: string | null
  readonly papers: readonly {
    readonly paper: Paper
    readonly required: boolean
    /** The association has it since before uploads. */
    readonly onRecord: boolean
    readonly files: readonly {
      readonly id: number
      readonly href: string
      readonly type: string
      readonly size: number
      readonly uploadedAt: string
    }[]
  }[]
  readonly addresses: readonly {
    readonly address: string
    readonly source: 'record' | 'confirmed'
    readonly since: string
    /** Confirmed: the mail that was held for it. */
    readonly mailId: number | null
  }[]
  readonly reviews: readonly {
    readonly version: number
    readonly outcome: 'approved' | 'sentBack'
    readonly reasons: readonly string[]
    readonly text: string
    readonly at: string
    /** For the office only. */
    readonly by: string | null
  }[]
  readonly mayEdit: boolean
  readonly mayReview: boolean
}

export const resourceOf = (enterprise: Pick<EnterpriseRecord, 'id' | 'region_code'>): Extract<Resource, { kind: 'enterprise' }> => ({ kind: 'enterprise', enterpriseId: enterprise.id, regionCode: enterprise.region_code }) // prettier-ignore

/** Moments inside JSON of the database are written its own way. */
const moment = (text: string): string => new Date(text).toISOString()

export async function readModel(db: ReadDb, enterprise: EnterpriseRecord, visit: Visit): Promise<EnterpriseModel> {
  const { actor } = signedInOf(visit)
  const isOffice = isAssociationStaff(actor) || isBureauOfficer(actor)
  const required = requiredPapers(enterprise.kind, enterprise.papers_asked)
  const others = profilePapers.filter((paper) => !required.includes(paper))
  return {
    id: enterprise.id,
    version: enterprise.version,
    name: enterprise.name,
    creditCode: enterprise.credit_code,
    kind: enterprise.kind,
    region: { code: enterprise.region_code, name: enterprise.region_name },
    legalName: enterprise.legal_name,
    legalIdLast4: enterprise.legal_id_last4,
    contact: enterprise.contact,
    phoneLast4: enterprise.phone_last4,
    address: enterprise.address,
    status: enterprise.status,
    missing: missingOfProfile(await profileOf(db, enterprise)),
    submittedAt: enterprise.submitted_at,
    papers: [...required, ...others].map((paper) => ({
      paper,
      required: required.includes(paper),
      onRecord: enterprise.papers_on_record.includes(paper),
      files: enterprise.files
        .filter((file) => file.paper === paper)
        .map((file) => ({
          id: file.id,
          href: paths.enterpriseFile(enterprise.id, file.id),
          type: file.type,
          size: file.size,
          uploadedAt: moment(file.uploaded_at),
        })),
    })),
    addresses: enterprise.addresses.map(({ address, source, confirmed_at, mail_id }) => ({
      address,
      source,
      since: moment(confirmed_at),
      mailId: source === 'confirmed' ? mail_id : null,
    })),
    reviews: enterprise.reviews.map(({ version, outcome, reasons, reason_text, reviewed_at, by }) => ({
      version,
      outcome,
      reasons,
      text: reason_text,
      at: moment(reviewed_at),
      by: isOffice ? by : null,
    })),
    mayEdit: can(actor, 'enterprise.edit', resourceOf(enterprise)).allowed,
    mayReview: enterprise.status === 'pending' && can(actor, 'enterprise.review', resourceOf(enterprise)).allowed,
  }
}

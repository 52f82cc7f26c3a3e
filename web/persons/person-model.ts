/** 一名人员 as programs read it, and the page's presenter after them: codes, ids, ISO moments; numbers masked. */
import type { CertificateCheck } from '../../db/read/certificate-checks.ts'
import type { PaperKind } from '../../domain/person/papers.ts'
import type { RecordCheck } from '../../domain/person/record.ts'
import type { Business, RowState } from '../../domain/unban/types.ts'
import type { CertificateView, RecordView } from './record-view.ts'

export interface PersonModel extends RecordView {
  readonly id: number
  readonly version: number
  readonly name: string
  /** Masked; whole by POST /persons/{id}/reveal. */
  readonly idNumber: string
  readonly enterprise: { readonly id: number; readonly name: string } | null
  readonly updatedAt: string
  readonly certificates: readonly CertificateView[]
  readonly history: readonly {
    readonly requestId: number
    readonly caseNo: string
    readonly business: Business
    readonly enterprise: string
    readonly receivedAt: string
    readonly decidedAt: string | null
    readonly state: RowState
    /** Of a rejection: codes of the kept list, and what was written besides. */
    readonly reasons: readonly string[]
    readonly text: string
  }[]
  /** 社保证明, 足额缴费证明, 劳动合同. */
  readonly papers: readonly { readonly item: PaperKind; readonly size: number; readonly type: string; readonly href: string }[] // prettier-ignore
  /** For the owning enterprise; null for everybody else. */
  readonly edit: 'allowed' | 'locked' | null
  /** What R20 and the review would find today; null for whom it does not concern. */
  readonly checks: readonly RecordCheck[] | null
  readonly mayReveal: boolean
  /** 证书查验记录, for the office; null for others. */
  readonly lookedUp: readonly { readonly id: number; readonly number: string; readonly checks: readonly CertificateCheck[] }[] | null // prettier-ignore
  /** 删除虚假重复身份 */
  readonly mayDelete: boolean
}

/**
 * 随附文件: whether a paper of a record comes with its file. Records that were taken over have papers without files, which
 * count as there until the paper is changed; whatever an enterprise enters needs its file.
 */
import type { Contract, SocialSecurity } from '../unban/types.ts'

/** 社保 as it is kept. @param files so many of the proof, and of the proof of full payment. */
export function filedSocialSecurity(
  before: SocialSecurity | null,
  entered: Pick<SocialSecurity, 'month' | 'kind' | 'payer' | 'insurances'>,
  files: { readonly proof: number; readonly fullPayment: number },
): SocialSecurity {
  const same = before !== null && sameProof(before, entered)
  const takenOver = same && before.filed === undefined
  if (takenOver && files.proof === 0 && files.fullPayment === 0) return before
  const { month, kind, payer } = entered
  // 工伤保险 and 工伤 are one, in any order: what says the same stays as it was written.
  const insurances = same ? before.insurances : entered.insurances
  return {
    month,
    kind,
    payer,
    insurances,
    fullPaymentProof: files.fullPayment > 0 || (takenOver && before.fullPaymentProof === true),
    ...filed(files.proof, takenOver),
  }
}

/** 劳动合同 as it is kept. */
export function filedContract(before: Contract | null, entered: Contract, files: number): Contract {
  const takenOver =
    before !== null &&
    before.filed === undefined &&
    before.kind === entered.kind &&
    before.complete === entered.complete
  return { kind: entered.kind, complete: entered.complete, ...filed(files, takenOver) }
}

const filed = (files: number, takenOver: boolean): { readonly filed?: boolean } =>
  files > 0 ? { filed: true } : takenOver ? {} : { filed: false }

function sameProof(
  one: SocialSecurity,
  other: Pick<SocialSecurity, 'month' | 'kind' | 'payer' | 'insurances'>,
): boolean {
  return (
    one.month === other.month &&
    one.kind === other.kind &&
    one.payer === other.payer &&
    insuranceKey(one.insurances) === insuranceKey(other.insurances)
  )
}

const insuranceKey = (named: readonly string[]): string =>
  named.map((each) => each.trim().replace(/保险$/, '')).sort().join() // prettier-ignore

/** 社保与合同: the papers behind a person's employment, as the register names them, and the files that show them. */

import type { Words } from '../brand.ts'

/** 险种. The first three must be named on the proof (spec 10-unban). */
export const insurances = {
  工伤: { zh: '工伤', en: 'work injury' },
  养老: { zh: '养老', en: 'pension' },
  失业: { zh: '失业', en: 'unemployment' },
  医疗: { zh: '医疗', en: 'medical' },
  生育: { zh: '生育', en: 'maternity' },
} as const

/** An insurance as a proof names it, `工伤` or `工伤保险`; what is not on the list is told as it was written. */
export function insuranceWords(named: string): Words {
  const known = Object.values(insurances).find(({ zh }) => [zh, `${zh}保险`].includes(named.trim()))
  return { zh: named, en: known?.en ?? named }
}

export const requiredInsurances = ['工伤', '养老', '失业'] as const satisfies readonly (keyof typeof insurances)[]

export const contractKinds = {
  contract: { zh: '劳动合同', en: 'labour contract' },
  licence: { zh: '营业执照（法定代表人）', en: 'business licence (legal representative)' },
  appointment: { zh: '任命书（技术负责人）', en: 'letter of appointment (technical director)' },
} as const

/** 材料: what the files of a person show, beside the photo and the scans. */
export const paperKinds = ['socialSecurity', 'fullPayment', 'contract'] as const
export type PaperKind = (typeof paperKinds)[number]
export const paperWords: Readonly<Record<PaperKind, Words>> = {
  socialSecurity: { zh: '社保证明', en: 'proof of social security' },
  fullPayment: { zh: '足额缴费证明', en: 'proof of full payment' },
  contract: { zh: '劳动合同', en: 'labour contract' },
}

const megabyte = 1024 * 1024
/** Spec 10-unban: a photo or the scan of a certificate, each. */
export const scanMaxBytes = 2 * megabyte
/** Spec 10-unban: any other attachment, each; and so many of an item. */
export const paperMaxBytes = 20 * megabyte
export const papersMax = 20

export const pictureTypes = ['image/png', 'image/jpeg'] as const
export const scanTypes = [...pictureTypes, 'application/pdf'] as const

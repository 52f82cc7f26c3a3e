/** 社保与合同: the papers behind a person's employment, as the register names them. */

/** 险种. The first three must be named on the proof (spec 10-unban). */
export const insurances = {
  工伤: { zh: '工伤', en: 'work injury' },
  养老: { zh: '养老', en: 'pension' },
  失业: { zh: '失业', en: 'unemployment' },
  医疗: { zh: '医疗', en: 'medical' },
  生育: { zh: '生育', en: 'maternity' },
} as const

export const requiredInsurances = ['工伤', '养老', '失业'] as const satisfies readonly (keyof typeof insurances)[]

export const contractKinds = {
  contract: { zh: '劳动合同', en: 'labour contract' },
  licence: { zh: '营业执照（法定代表人）', en: 'business licence (legal representative)' },
  appointment: { zh: '任命书（技术负责人）', en: 'letter of appointment (technical director)' },
} as const

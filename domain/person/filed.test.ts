import { expect, test } from '@jest/globals'
import { filedContract, filedSocialSecurity } from './filed.ts'

const proof = { month: '2026-11', kind: 'unit', payer: '南宁宏达', insurances: ['工伤', '养老', '失业'] } as const

test('what an enterprise enters needs its file', () => {
  expect(filedContract(null, { kind: 'contract', complete: true }, 0)).toMatchObject({ filed: false })
  expect(filedContract(null, { kind: 'contract', complete: true }, 2)).toMatchObject({ filed: true })
  expect(filedSocialSecurity(null, proof, { proof: 1, fullPayment: 0 })).toMatchObject({ filed: true, fullPaymentProof: false }) // prettier-ignore
})

test('a record that was taken over counts as filed until it is changed', () => {
  const old = { ...proof, fullPaymentProof: true }
  expect(filedSocialSecurity(old, { ...proof, insurances: ['失业', '养老', '工伤'] }, { proof: 0, fullPayment: 0 })).toEqual(old) // prettier-ignore
  expect(filedSocialSecurity(old, { ...proof, month: '2026-12' }, { proof: 0, fullPayment: 0 })).toMatchObject({ filed: false, fullPaymentProof: false }) // prettier-ignore
  expect(filedContract({ kind: 'contract', complete: true }, { kind: 'contract', complete: true }, 0)).toEqual({ kind: 'contract', complete: true }) // prettier-ignore
})

test('files taken away again leave the paper without its file', () => {
  const filed = filedContract(null, { kind: 'contract', complete: true }, 1)
  expect(filedContract(filed, { kind: 'contract', complete: true }, 0)).toMatchObject({ filed: false })
})
